package io.tillstream.trends;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a post costs, step by step, in CPU of the whole process: reading it, sending its mentions,
 * hearing them, its share of the close of an hour and of a checkpoint of all shelves, and what is
 * held in memory. Posts are of eight words and two tags by Zipf's law, of a million authors in 50
 * regions. Arguments: posts an hour, hours, words of the vocabulary.
 */
final class TrendCost {
    private static final int WORDS_OF_A_POST = 8;
    private static final int TAGS_OF_A_POST = 2;
    private static final int REGIONS = 50;
    private static final int BATCH = 10_000;
    private static final int WIDTH = 131_072 / Mention.SHELVES;

    private final Random random = new Random(5);
    private final SubjectReader reader = new SubjectReader(Synonyms.NONE);
    private final TypeSerializer<Mentions> wire = serializer(Mentions.class);
    private final TypeSerializer<SubjectShelf> state = serializer(SubjectShelf.class);
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
    private final List<SubjectShelf> shelves = new ArrayList<>();
    private final long[] nanos = new long[Step.values().length];
    private final double[] cumulated;
    private long mentions;

    private TrendCost(int words) {
        cumulated = new double[words];
        double sum = 0;
        for (int i = 0; i < words; i++) {
            sum += 1.0 / (i + 3);
            cumulated[i] = sum;
        }
        for (int i = 0; i < Mention.SHELVES; i++) {
            shelves.add(new SubjectShelf(WIDTH));
        }
    }

    /** Nanoseconds of CPU of the whole process: others may be on the machine. */
    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private enum Step {
        READ,
        SEND,
        HEAR,
        CLOSE
    }

    private record Post(String id, long author, String text, List<String> tags, int region) {}

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    /** Prints the costs. */
    public static void main(String[] args) throws IOException {
        int[] sizes = {500_000, 24, 50_000};
        for (int i = 0; i < args.length; i++) {
            sizes[i] = Integer.parseInt(args[i]);
        }
        new TrendCost(sizes[2]).measure(sizes[0], sizes[1]);
    }

    private void measure(int posts, int hours) throws IOException {
        for (int hour = 0; hour < hours; hour++) {
            for (int i = 0; i < posts; i += BATCH) {
                batch(hour, Math.min(BATCH, posts - i));
            }
            long checkpoint = cpu();
            long bytes = checkpoint();
            checkpoint = cpu() - checkpoint;
            close(hour);
            if (hour % 4 == 3 || hour == hours - 1) {
                print(hour + 1, posts, checkpoint, bytes);
            }
        }
    }

    private void print(int hours, long posts, long checkpoint, long bytes) {
        StringBuilder line = new StringBuilder();
        double all = (double) hours * posts;
        for (Step step : Step.values()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %s %.2f",
                            step.name().toLowerCase(Locale.ROOT),
                            nanos[step.ordinal()] / 1e3 / all));
        }
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "after %d hours: us a post:%s; %.1f mentions a post; checkpoint %.0f ms, %.0f MB;"
                        + " heap %.0f MB%n",
                hours,
                line,
                mentions / all,
                checkpoint / 1e6,
                bytes / 1e6,
                (jvm.totalMemory() - jvm.freeMemory()) / 1e6);
    }

    private void batch(long hour, int size) throws IOException {
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            posts.add(post());
        }
        long start = cpu();
        List<List<Mention>> byShelf = new ArrayList<>();
        for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
            byShelf.add(new ArrayList<>(List.of(Mention.volume(shelf, hour, size))));
        }
        for (Post post : posts) {
            SubjectReader.Reading reading = reader.read(post.text(), post.tags(), "en");
            long text = Fingerprint.of(reading.words(), post.id());
            for (String subject : reading.subjects()) {
                Mention mention =
                        Mention.of(
                                subject, hour, post.author(), text, 1.25, post.id(), post.region());
                byShelf.get(mention.shelf()).add(mention);
                mentions++;
            }
        }
        start = took(Step.READ, start);
        List<Mentions> received = new ArrayList<>();
        for (List<Mention> gathered : byShelf) {
            for (int from = 0; from < gathered.size(); from += GatherMentions.MOST) {
                int to = Math.min(gathered.size(), from + GatherMentions.MOST);
                received.add(sent(Mentions.of(gathered.subList(from, to))));
            }
        }
        start = took(Step.SEND, start);
        for (Mentions batch : received) {
            MentionReader reader = batch.reader();
            while (reader.hasNext()) {
                shelves.get(batch.shelf()).add(hour, reader.next());
            }
        }
        took(Step.HEAR, start);
    }

    private long took(Step step, long start) {
        long now = cpu();
        nanos[step.ordinal()] += now - start;
        return now;
    }

    private Mentions sent(Mentions batch) throws IOException {
        out.clear();
        wire.serialize(batch, out);
        return wire.deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    }

    private void close(long hour) {
        long start = cpu();
        for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
            shelves.get(shelf).close(shelf, hour);
        }
        took(Step.CLOSE, start);
    }

    /** All shelves copied and written, as at a barrier. */
    private long checkpoint() throws IOException {
        long bytes = 0;
        for (SubjectShelf shelf : shelves) {
            out.clear();
            state.serialize(state.copy(shelf), out);
            bytes += out.length();
        }
        return bytes;
    }

    private Post post() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS_OF_A_POST; i++) {
            text.append(i == 0 ? "Look: " : " ").append("word").append(rank());
        }
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < TAGS_OF_A_POST; i++) {
            tags.add("Tag_" + rank() / 10);
        }
        long id = random.nextLong();
        return new Post(
                "T" + id,
                random.nextInt(1_000_000),
                text + " 😍",
                tags,
                1 + random.nextInt(REGIONS));
    }

    private int rank() {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = java.util.Arrays.binarySearch(cumulated, at);
        return found >= 0 ? found : -found - 1;
    }
}
