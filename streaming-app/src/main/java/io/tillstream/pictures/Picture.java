package io.tillstream.pictures;

/** Where a product's picture is. A Flink POJO: fields are added, never changed. */
public class Picture {
    /** Its address. */
    public String uri;

    /** Version of the encoder that it was last asked of; null if there was none. */
    public String modelVersion;

    /** For Flink. */
    public Picture() {}

    Picture(String uri, String modelVersion) {
        this.uri = uri;
        this.modelVersion = modelVersion;
    }
}
