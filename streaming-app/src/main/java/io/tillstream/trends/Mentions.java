package io.tillstream.trends;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Mentions of subjects of one shelf that travel together: a post sends some ten, and a record of
 * its own would cost each more than what is done with it. Parallel arrays, in the order in which
 * they were gathered.
 */
@TypeInfo(MentionsTypeInfo.Factory.class)
public class Mentions {
    /** Where the subjects are kept. */
    public int shelf;

    /** Hours since 1970. */
    public long[] hours = {};

    /** Keys; null if a number of posts is told. */
    public String[] subjects = {};

    /** Hashes. */
    public long[] authors = {};

    /** {@link Fingerprint} of each text. */
    public long[] texts = {};

    /** Of the posts, or numbers of posts. */
    public double[] weights = {};

    /** Null if a number of posts is told; the region if that of a region is. */
    public String[] posts = {};

    /** Hashes. */
    public int[] regions = {};

    /** None. */
    public Mentions() {}

    /** Mentions of the same shelf. */
    static Mentions of(List<Mention> gathered) {
        int size = gathered.size();
        Mentions mentions = new Mentions();
        mentions.shelf = gathered.get(0).shelf();
        mentions.hours = new long[size];
        mentions.subjects = new String[size];
        mentions.authors = new long[size];
        mentions.texts = new long[size];
        mentions.weights = new double[size];
        mentions.posts = new String[size];
        mentions.regions = new int[size];
        for (int i = 0; i < size; i++) {
            Mention mention = gathered.get(i);
            mentions.hours[i] = mention.hour();
            mentions.subjects[i] = mention.subject();
            mentions.authors[i] = mention.author();
            mentions.texts[i] = mention.text();
            mentions.weights[i] = mention.weight();
            mentions.posts[i] = mention.postId();
            mentions.regions[i] = mention.region();
        }
        return mentions;
    }

    int size() {
        return hours.length;
    }

    Mention get(int i) {
        return get(i, posts[i]);
    }

    /** One of them, its post shared with others of the same post. */
    Mention get(int i, SharedTexts shared) {
        return get(i, shared.of(posts[i]));
    }

    private Mention get(int i, String post) {
        return new Mention(
                shelf, hours[i], subjects[i], authors[i], texts[i], weights[i], post, regions[i]);
    }
}
