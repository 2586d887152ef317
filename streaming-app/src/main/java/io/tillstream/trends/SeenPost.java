package io.tillstream.trends;

/** What is known of a post with a picture. A Flink POJO: fields are added, never changed. */
public class SeenPost {
    /** What it was counted for so far. */
    public PostWeight weight = new PostWeight();

    /** Whether it was counted among pictures that have a style, too. */
    public boolean styled;

    /** What waits for the close of its hour. */
    public Sighting[] waiting = {};

    /** For Flink. */
    public SeenPost() {}
}
