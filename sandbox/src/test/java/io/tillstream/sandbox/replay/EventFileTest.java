package io.tillstream.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir Path dir;

    @Test
    void linesAreReadWithAndWithoutAnEnd() throws IOException {
        assertThat(plain("a\nb\n")).containsExactly("a", "b");
        assertThat(plain("a\nb")).containsExactly("a", "b");
    }

    @Test
    void carriageReturnsBelongToTheEndOfALine() throws IOException {
        assertThat(plain("a\r\nb\r\n\r\nc\r")).containsExactly("a", "b", "", "c");
        assertThat(plain("a\rb\n")).containsExactly("a\rb");
    }

    @Test
    void emptyLinesAreRecords() throws IOException {
        assertThat(plain("\na\n\n\nb\n")).containsExactly("", "a", "", "", "b");
        assertThat(plain("\n")).containsExactly("");
        assertThat(plain("")).isEmpty();
    }

    @Test
    void linesLongerThanTheBufferAreRead() throws IOException {
        String longLine = "x".repeat(200_000);
        assertThat(plain("a\n" + longLine + "\nb\n")).containsExactly("a", longLine, "b");
    }

    @Test
    void zippedFilesAreRead() throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(dir.resolve("pos.sales.jsonl.gz")))) {
            out.write("a\r\n\nb".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(lines()).containsExactly("a", "", "b");
    }

    @Test
    void filesComeInTheOrderOfTheTopicsAndOthersAreLeftAlone() throws IOException {
        for (String name :
                List.of("calendar.days.jsonl", "pos.sales.jsonl", "notes.jsonl", "truth.json")) {
            Files.writeString(dir.resolve(name), "{}\n");
        }
        List<EventFile> files = EventFile.openAll(dir);
        assertThat(files)
                .extracting(EventFile::topic)
                .containsExactly(Topic.POS_SALES, Topic.CALENDAR_DAYS);
        assertThat(files.get(0).path()).hasFileName("pos.sales.jsonl");
        for (EventFile file : files) {
            file.close();
        }
    }

    @Test
    void aFolderWithoutEventFilesIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> EventFile.openAll(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(dir.toString());
    }

    private List<String> plain(String text) throws IOException {
        Files.writeString(dir.resolve("pos.sales.jsonl"), text);
        return lines();
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (EventFile file : EventFile.openAll(dir)) {
            try (file) {
                for (byte[] line = file.next(); line != null; line = file.next()) {
                    lines.add(new String(line, StandardCharsets.UTF_8));
                }
            }
        }
        return lines;
    }
}
