package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Who wrote of a subject: a sample of authors that is the same in whatever order they are heard,
 * the ones with the smallest hashes (bottom-k; Cohen and Kaplan 2007). Up to its size it is all of
 * them. An author is one voice, with the heaviest of the posts.
 *
 * <p>{@link VoicesTypeInfo} writes them. They were a Flink POJO once, and such state is still read
 * into these fields: their names and types stay.
 */
@TypeInfo(VoicesTypeInfo.Factory.class)
public final class Voices {
    /** Copies of a text that count in full; of more the logarithm does. */
    private static final int COPIES = 2;

    /** Hashes of authors, ascending as unsigned numbers. */
    long[] authors = {};

    /** {@link Fingerprint} of the post of each. */
    long[] texts = {};

    /** Weight of the post of each. */
    float[] weights = {};

    /** Hour of the post of each. */
    long[] hours = {};

    /** The post of each. */
    String[] posts = {};

    /** Hash of the {@link Region} of each; shorter in state of versions that did not know it. */
    int[] regions = {};

    /** Whether somebody is left out. */
    boolean sampled;

    /** Mentions, repetitions too. */
    long heard;

    /** Places at the end of the arrays that nobody has taken: so they need not grow each time. */
    private int spare;

    /** None. */
    public Voices() {}

    /** Hears somebody; of more than so many authors the ones with the greatest hashes leave. */
    void add(long author, long text, float weight, long hour, String post, int region, int most) {
        heard++;
        keep(author, text, weight, hour, post, region, most);
    }

    private void keep(
            long author, long text, float weight, long hour, String post, int region, int most) {
        completeRegions();
        int at = indexOf(author);
        if (at >= 0) {
            if (weight > weights[at] || (weight == weights[at] && post.compareTo(posts[at]) < 0)) {
                set(at, author, text, weight, hour, post, region);
            }
            return;
        }
        int place = -at - 1;
        if (place >= most) {
            sampled = true;
            return;
        }
        sampled |= size() == most;
        makeRoom(place, most);
        set(place, author, text, weight, hour, post, region);
    }

    private void completeRegions() {
        if (regions.length < authors.length) {
            regions = Arrays.copyOf(regions, authors.length);
        }
    }

    /** Hears all of others. */
    void addAll(Voices others, int most) {
        for (int i = 0; i < others.size(); i++) {
            keep(
                    others.authors[i],
                    others.texts[i],
                    others.weights[i],
                    others.hours[i],
                    others.posts[i],
                    others.regionOf(i),
                    most);
        }
        sampled |= others.sampled;
        heard += others.heard;
    }

    /** The voices that a sample of such a size holds: these themselves if they are no more. */
    Voices first(int most) {
        if (size() <= most) {
            return this;
        }
        Voices sample = copy();
        sample.truncate(most);
        sample.sampled = true;
        return sample;
    }

    /** Forgets who was last heard before an hour. */
    void forgetBefore(long hour) {
        completeRegions();
        int size = size();
        int kept = 0;
        while (kept < size && hours[kept] >= hour) {
            kept++;
        }
        for (int i = kept; i < size; i++) {
            if (hours[i] >= hour) {
                set(kept++, authors[i], texts[i], weights[i], hours[i], posts[i], regionOf(i));
            }
        }
        if (kept < size) {
            truncate(kept);
        }
    }

    private int indexOf(long author) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(authors[middle], author);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Makes room at a place; of as many as there may be the last one leaves. */
    private void makeRoom(int place, int most) {
        int size = size();
        if (size < most) {
            if (spare == 0) {
                int length = Math.min(most, size + size / 2 + 1);
                truncate(length);
                spare = length - size;
            }
            spare--;
        }
        int moved = size() - 1 - place;
        System.arraycopy(authors, place, authors, place + 1, moved);
        System.arraycopy(texts, place, texts, place + 1, moved);
        System.arraycopy(weights, place, weights, place + 1, moved);
        System.arraycopy(hours, place, hours, place + 1, moved);
        System.arraycopy(posts, place, posts, place + 1, moved);
        System.arraycopy(regions, place, regions, place + 1, moved);
    }

    /** Makes the arrays so long, with nothing to spare. */
    private void truncate(int size) {
        spare = 0;
        authors = Arrays.copyOf(authors, size);
        texts = Arrays.copyOf(texts, size);
        weights = Arrays.copyOf(weights, size);
        hours = Arrays.copyOf(hours, size);
        posts = Arrays.copyOf(posts, size);
        regions = Arrays.copyOf(regions, size);
    }

    /** Hash of the region of a voice. */
    int regionOf(int at) {
        return at < regions.length ? regions[at] : Region.UNKNOWN;
    }

    private void set(
            int at, long author, long text, float weight, long hour, String post, int region) {
        authors[at] = author;
        texts[at] = text;
        weights[at] = weight;
        hours[at] = hour;
        posts[at] = post;
        regions[at] = region;
    }

    int size() {
        return authors.length - spare;
    }

    /** The same voices, for somebody else to keep. */
    Voices copy() {
        int size = size();
        Voices copy = new Voices();
        copy.authors = Arrays.copyOf(authors, size);
        copy.texts = Arrays.copyOf(texts, size);
        copy.weights = Arrays.copyOf(weights, size);
        copy.hours = Arrays.copyOf(hours, size);
        copy.posts = Arrays.copyOf(posts, size);
        copy.regions = Arrays.copyOf(regions, size);
        copy.sampled = sampled;
        copy.heard = heard;
        return copy;
    }

    /**
     * Authors for each one in the sample, 1 or more. By the greatest hash, which is off by chance,
     * but no more than there were mentions, which is not: nobody is alarmed by the luck of a
     * sample.
     */
    private double scale() {
        int size = size();
        if (!sampled || size < 2) {
            return 1;
        }
        double greatest = (authors[size - 1] >>> 11) * 0x1p-53;
        double authorsInAll = (size - 1) / Math.max(greatest, 0x1p-53);
        return Math.max(1, Math.min(authorsInAll, (double) heard) / size);
    }

    /**
     * The weight of all voices. Of those that say the same (copies, which bots and campaigns
     * spread) two count in full and of more the logarithm.
     */
    double loudness() {
        if (size() == 1) {
            return weights[0];
        }
        double scale = scale();
        double sum = 0;
        for (int[] group : copies()) {
            double weight = 0;
            for (int member : group) {
                weight += weights[member];
            }
            double size = group.length * scale;
            boolean copied = group.length > COPIES;
            sum +=
                    copied
                            ? weight / group.length * (COPIES + Math.log(size / COPIES))
                            : weight * scale;
        }
        return sum;
    }

    /** Different texts of different authors in the sample: what a few cannot make up. */
    int independent() {
        return copies().size();
    }

    /** How many of different texts come from each region that is known, by its hash. */
    Map<Integer, Integer> byRegion() {
        Map<Integer, Integer> byRegion = new TreeMap<>();
        for (int[] group : copies()) {
            int region = regionOf(group[0]);
            if (region != Region.UNKNOWN) {
                byRegion.merge(region, 1, Integer::sum);
            }
        }
        return byRegion;
    }

    /** Indices of voices, those of copies together. */
    private List<int[]> copies() {
        List<int[]> groups = new ArrayList<>();
        boolean[] taken = new boolean[size()];
        int[] group = new int[size()];
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                continue;
            }
            int size = 0;
            for (int j = i; j < taken.length; j++) {
                if (!taken[j] && Fingerprint.alike(texts[i], texts[j])) {
                    taken[j] = true;
                    group[size++] = j;
                }
            }
            groups.add(Arrays.copyOf(group, size));
        }
        return groups;
    }

    /**
     * The share of these voices that spoke of the other subject in the same post. Only authors whom
     * both samples would hold are compared.
     */
    double shareIn(Voices other) {
        long bound = -1;
        if (sampled) {
            bound = authors[size() - 1];
        }
        if (other.sampled && Long.compareUnsigned(other.authors[other.size() - 1], bound) < 0) {
            bound = other.authors[other.size() - 1];
        }
        int common = 0;
        for (int i = 0; i < size(); i++) {
            int at = other.indexOf(authors[i]);
            common += at >= 0 && posts[i].equals(other.posts[at]) ? 1 : 0;
        }
        int compared = upTo(bound);
        return compared == 0 ? 0 : (double) common / compared;
    }

    private int upTo(long bound) {
        int at = indexOf(bound);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** Some posts, of different authors, the heaviest first. */
    List<String> samplePosts(int most) {
        List<Integer> order = new ArrayList<>();
        for (int[] group : copies()) {
            order.add(group[0]);
        }
        order.sort(
                (a, b) -> {
                    int byWeight = Float.compare(weights[b], weights[a]);
                    return byWeight != 0 ? byWeight : posts[a].compareTo(posts[b]);
                });
        return order.stream().limit(most).map(i -> posts[i]).toList();
    }
}
