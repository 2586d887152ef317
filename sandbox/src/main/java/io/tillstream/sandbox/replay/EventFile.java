package io.tillstream.sandbox.replay;

import io.tillstream.events.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** One file of events, {@code TOPIC.jsonl} or {@code TOPIC.jsonl.gz}, read line by line. */
public final class EventFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /**
     * Bytes of a line that are kept. The job takes records of 1 MiB at most, and Kafka none above
     * 4: a longer line is cut to a record that is too large for the job, whatever follows.
     */
    static final int LONGEST_LINE = 3 << 20;

    private final Topic topic;
    private final Path path;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 10];

    private EventFile(Topic topic, Path path, InputStream in) {
        this.topic = topic;
        this.path = path;
        this.in = in;
    }

    /**
     * The event files of a folder, in the order of the topics.
     *
     * @throws IllegalArgumentException if there is none, or one of them twice
     * @throws IOException if one cannot be opened; the message names it
     */
    public static List<EventFile> openAll(Path folder) throws IOException {
        List<EventFile> files = new ArrayList<>();
        try {
            for (Topic topic : Topic.values()) {
                Path plain = folder.resolve(topic.topicName() + ".jsonl");
                Path zipped = folder.resolve(topic.topicName() + ".jsonl.gz");
                if (Files.exists(plain) && Files.exists(zipped)) {
                    throw new IllegalArgumentException(
                            plain + " is there twice, plain and as .gz: remove one");
                }
                if (Files.exists(plain)) {
                    files.add(new EventFile(topic, plain, Files.newInputStream(plain)));
                } else if (Files.exists(zipped)) {
                    files.add(new EventFile(topic, zipped, unzip(zipped)));
                }
            }
        } catch (IOException | RuntimeException e) {
            for (EventFile file : files) {
                file.close();
            }
            throw e;
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " holds no event files such as pos.sales.jsonl or pos.sales.jsonl.gz");
        }
        return files;
    }

    private static InputStream unzip(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (IOException e) {
            in.close();
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The topic of its records. */
    public Topic topic() {
        return topic;
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** The next line without its end, null at the end of the file. Empty lines are records too. */
    public byte[] next() {
        try {
            return readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private byte[] readLine() throws IOException {
        int length = 0;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer, 0, buffer.length);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return length == 0 ? null : cut(length);
                }
            }
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            length = append(from, position - from, length);
            if (position < limit) {
                position++;
                return cut(length);
            }
        }
    }

    private int append(int from, int found, int length) {
        int count = Math.min(found, LONGEST_LINE - length);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(buffer, from, line, length, count);
        return length + count;
    }

    private byte[] cut(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return Arrays.copyOf(line, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
