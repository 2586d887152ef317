package io.tillstream.sandbox.oracle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The lines of one event file as bytes; an empty line is a record too, and a broken one. */
final class EventLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    private EventLines(InputStream in) {
        this.in = in;
    }

    /** The file of a topic, plain or zipped; null if the folder has none. */
    static EventLines open(Path folder, String topic) throws IOException {
        Path plain = folder.resolve(topic + ".jsonl");
        if (Files.exists(plain)) {
            return new EventLines(new BufferedInputStream(Files.newInputStream(plain), BUFFER));
        }
        Path zipped = folder.resolve(topic + ".jsonl.gz");
        return Files.exists(zipped)
                ? new EventLines(new GZIPInputStream(Files.newInputStream(zipped), BUFFER))
                : null;
    }

    /** The next line without its end; null behind the last. */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean some = false;
        while (at < end || fill()) {
            some = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, at - from);
            if (at < end) {
                at++;
                return withoutReturn(line.toByteArray());
            }
        }
        return some ? withoutReturn(line.toByteArray()) : null;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        return end > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean has = line.length > 0 && line[line.length - 1] == '\r';
        return has ? Arrays.copyOf(line, line.length - 1) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
