package io.tillstream.trends;

import java.nio.charset.StandardCharsets;
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
 * <p>A shelf holds millions of voices, so that they lie in two arrays, one behind the other by the
 * hashes of their authors: what the collector of garbage would have to follow, and a checkpoint to
 * turn into bytes, is little.
 */
@TypeInfo(VoicesTypeInfo.Factory.class)
public final class Voices {
    /** Copies of a text that count in full; of more the logarithm does. */
    private static final int COPIES = 2;

    /** Words of a voice. */
    static final int WORDS = 4;

    /** Hash of the author; ascending as unsigned numbers. */
    private static final int AUTHOR = 0;

    /** {@link Fingerprint} of the post. */
    private static final int TEXT = 1;

    /** Its hour, above the bits of its weight. */
    private static final int HOUR_AND_WEIGHT = 2;

    /** Hash of its {@link Region}, above where its id ends among the others. */
    private static final int REGION_AND_END = 3;

    private static final long LOW = 0xffffffffL;

    /** The voices, and room for more. */
    private long[] words = {};

    /** Ids of their posts in UTF-8, one behind the other; and room for more. */
    private byte[] ids = {};

    /** How many they are. */
    private int size;

    /** Whether somebody is left out. */
    boolean sampled;

    /** Mentions, repetitions too. */
    long heard;

    // Voices were a Flink POJO once, and state of that time is still read into its fields: their
    // names and types have to stay.

    /** Null once they are taken over; volatile, as a checkpoint may be the first to look. */
    volatile long[] authors;

    long[] texts;
    float[] weights;
    long[] hours;
    String[] posts;

    /** Null or shorter where regions were not known. */
    int[] regions;

    /** None. */
    public Voices() {}

    /**
     * As they were written.
     *
     * @param words {@value #WORDS} a voice
     */
    Voices(boolean sampled, long heard, long[] words, byte[] ids) {
        this.sampled = sampled;
        this.heard = heard;
        this.words = words;
        this.ids = ids;
        this.size = words.length / WORDS;
    }

    /** How many voices there are. Whoever looks at them asks for it first. */
    int size() {
        if (authors != null) {
            adopt();
        }
        return size;
    }

    /** Takes over what was read into the fields of before. */
    private synchronized void adopt() {
        long[] former = authors;
        if (former == null) {
            return;
        }
        for (int i = 0; i < former.length; i++) {
            insert(i, former.length);
            boolean isKnown = regions != null && i < regions.length;
            int region = isKnown ? regions[i] : Region.UNKNOWN;
            set(i, former[i], texts[i], weights[i], hours[i], posts[i], region);
        }
        texts = null;
        weights = null;
        hours = null;
        posts = null;
        regions = null;
        authors = null;
    }

    private long author(int at) {
        return words[WORDS * at + AUTHOR];
    }

    private long text(int at) {
        return words[WORDS * at + TEXT];
    }

    /** Weight of the post of a voice. */
    float weight(int at) {
        return Float.intBitsToFloat((int) words[WORDS * at + HOUR_AND_WEIGHT]);
    }

    /** Hour since 1970 of the post of a voice. */
    int hour(int at) {
        return (int) (words[WORDS * at + HOUR_AND_WEIGHT] >> Integer.SIZE);
    }

    /** Hash of the region of a voice. */
    int regionOf(int at) {
        return (int) (words[WORDS * at + REGION_AND_END] >> Integer.SIZE);
    }

    private int idEnd(int at) {
        return at < 0 ? 0 : (int) words[WORDS * at + REGION_AND_END];
    }

    private String post(int at) {
        int from = idEnd(at - 1);
        return new String(ids, from, idEnd(at) - from, StandardCharsets.UTF_8);
    }

    /** Bits of an author's hash by which a sample is not chosen. */
    int lowBits(int at) {
        return (int) author(at);
    }

    /** One of the words of all voices, {@value #WORDS} each. */
    long word(int at) {
        return words[at];
    }

    /** The ids of all posts, with nothing to spare. */
    byte[] ids() {
        return Arrays.copyOf(ids, idEnd(size - 1));
    }

    /** Hears somebody; of more than so many authors the ones with the greatest hashes leave. */
    void add(long author, long text, float weight, long hour, String post, int region, int most) {
        heard++;
        int at = indexOf(author);
        if (mayKeep(at, weight, most)) {
            keep(at, author, text, weight, hour, post, region, most);
        }
    }

    /**
     * Whether a voice is not lighter than the one of its author that is known, or has a place.
     *
     * @param at as {@link #indexOf} says
     */
    private boolean mayKeep(int at, float weight, int most) {
        if (at >= 0) {
            return weight >= weight(at);
        }
        boolean hasPlace = -at - 1 < most;
        sampled |= !hasPlace;
        return hasPlace;
    }

    private void keep(
            int at,
            long author,
            long text,
            float weight,
            long hour,
            String post,
            int region,
            int most) {
        if (at >= 0) {
            if (weight > weight(at) || post.compareTo(post(at)) < 0) {
                set(at, author, text, weight, hour, post, region);
            }
            return;
        }
        sampled |= size == most;
        size = Math.min(size, most - 1);
        insert(-at - 1, most);
        set(-at - 1, author, text, weight, hour, post, region);
    }

    /** Hears all of others. */
    void addAll(Voices others, int most) {
        for (int i = 0; i < others.size(); i++) {
            int at = indexOf(others.author(i));
            if (mayKeep(at, others.weight(i), most)) {
                keep(
                        at,
                        others.author(i),
                        others.text(i),
                        others.weight(i),
                        others.hour(i),
                        others.post(i),
                        others.regionOf(i),
                        most);
            }
        }
        sampled |= others.sampled;
        heard += others.heard;
    }

    /** The voices that a sample of such a size holds, with nothing to spare: maybe these. */
    Voices first(int most) {
        if (size() <= most && words.length == WORDS * size) {
            return this;
        }
        Voices sample = copy(Math.min(size, most));
        sample.sampled |= size > most;
        return sample;
    }

    /** Forgets who was last heard before an hour. */
    void forgetBefore(long hour) {
        int all = size();
        int kept = 0;
        while (kept < all && hour(kept) >= hour) {
            kept++;
        }
        if (kept == all) {
            return;
        }
        int from = idEnd(kept - 1);
        int keptIds = from;
        for (int i = kept; i < all; i++) {
            int to = idEnd(i);
            if (hour(i) >= hour) {
                System.arraycopy(words, WORDS * i, words, WORDS * kept, WORDS);
                System.arraycopy(ids, from, ids, keptIds, to - from);
                keptIds += to - from;
                moveEnd(kept++, keptIds - to);
            }
            from = to;
        }
        size = kept;
        words = Arrays.copyOf(words, WORDS * kept);
        ids = ids();
    }

    private void moveEnd(int at, int by) {
        words[WORDS * at + REGION_AND_END] += by;
    }

    private int indexOf(long author) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(author(middle), author);
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

    /** Makes room for a voice, of a post without an id; there are fewer than there may be. */
    private void insert(int place, int most) {
        if (words.length == WORDS * size) {
            words = Arrays.copyOf(words, WORDS * Math.min(most, size + size / 2 + 1));
        }
        int from = WORDS * place;
        System.arraycopy(words, from, words, from + WORDS, WORDS * (size - place));
        words[from + REGION_AND_END] = idEnd(place - 1);
        size++;
    }

    private void set(
            int at, long author, long text, float weight, long hour, String post, int region) {
        setId(at, post.getBytes(StandardCharsets.UTF_8));
        int from = WORDS * at;
        words[from + AUTHOR] = author;
        words[from + TEXT] = text;
        words[from + HOUR_AND_WEIGHT] =
                (hour << Integer.SIZE) | (Float.floatToRawIntBits(weight) & LOW);
        words[from + REGION_AND_END] = ((long) region << Integer.SIZE) | idEnd(at);
    }

    private void setId(int at, byte[] id) {
        int from = idEnd(at - 1);
        int to = idEnd(at);
        int used = idEnd(size - 1);
        int more = id.length - (to - from);
        if (used + more > ids.length) {
            ids = Arrays.copyOf(ids, used + more + used / 2);
        }
        System.arraycopy(ids, to, ids, to + more, used - to);
        System.arraycopy(id, 0, ids, from, id.length);
        for (int i = at; i < size; i++) {
            moveEnd(i, more);
        }
    }

    /** The same voices, for somebody else to keep. */
    Voices copy() {
        return copy(size());
    }

    private Voices copy(int first) {
        long[] firstWords = Arrays.copyOf(words, WORDS * first);
        return new Voices(sampled, heard, firstWords, Arrays.copyOf(ids, idEnd(first - 1)));
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
        double greatest = (author(size - 1) >>> 11) * 0x1p-53;
        double authorsInAll = (size - 1) / Math.max(greatest, 0x1p-53);
        return Math.max(1, Math.min(authorsInAll, (double) heard) / size);
    }

    /**
     * The weight of all voices. Of those that say the same (copies, which bots and campaigns
     * spread) two count in full and of more the logarithm.
     */
    double loudness() {
        if (size() == 1) {
            return weight(0);
        }
        double scale = scale();
        double sum = 0;
        for (int[] group : copies()) {
            double weight = 0;
            for (int member : group) {
                weight += weight(member);
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
                if (!taken[j] && Fingerprint.alike(text(i), text(j))) {
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
            bound = author(size() - 1);
        }
        if (other.sampled && Long.compareUnsigned(other.author(other.size() - 1), bound) < 0) {
            bound = other.author(other.size() - 1);
        }
        int common = 0;
        for (int i = 0; i < size(); i++) {
            int at = other.indexOf(author(i));
            common += at >= 0 && isSamePost(i, other, at) ? 1 : 0;
        }
        int compared = upTo(bound);
        return compared == 0 ? 0 : (double) common / compared;
    }

    private boolean isSamePost(int at, Voices other, int there) {
        return Arrays.equals(
                ids,
                idEnd(at - 1),
                idEnd(at),
                other.ids,
                other.idEnd(there - 1),
                other.idEnd(there));
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
                    int byWeight = Float.compare(weight(b), weight(a));
                    return byWeight != 0 ? byWeight : post(a).compareTo(post(b));
                });
        return order.stream().limit(most).map(this::post).toList();
    }
}
