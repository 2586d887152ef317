package io.tillstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestCheckpointTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    @TempDir private Path folder;

    private Path metadata(String checkpoint, int second) throws IOException {
        Path file = folder.resolve(checkpoint).resolve("_metadata");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(second, List.of(), List.of()), out);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000L));
        return file;
    }

    private String newest(String job) throws IOException {
        return NewestCheckpoint.in(new org.apache.flink.core.fs.Path(folder.toUri()), job)
                .map(path -> folder.relativize(Path.of(path.getPath())).toString())
                .orElse(null);
    }

    @Test
    void theNewestIsTakenByTimeAndOfOneSecondByNumber() throws Exception {
        assertThat(newest(null)).isNull();
        metadata("checkpoints/" + OTHER + "/chk-99", 10);
        metadata("checkpoints/" + JOB + "/chk-9", 20);
        metadata("checkpoints/" + JOB + "/chk-10", 20);
        metadata("savepoints/savepoint-" + OTHER.substring(0, 6) + "-aa", 15);
        assertThat(newest(null)).isEqualTo("checkpoints/" + JOB + "/chk-10");
        metadata("savepoints/savepoint-" + OTHER.substring(0, 6) + "-bb", 21);
        assertThat(newest(null)).startsWith("savepoints").endsWith("bb");
    }

    @Test
    void whatIsNotCompleteIsPassedOver() throws Exception {
        metadata("checkpoints/" + JOB + "/chk-1", 10);
        Files.createDirectories(folder.resolve("checkpoints/" + JOB + "/chk-3"));
        Path broken = metadata("checkpoints/" + JOB + "/chk-2", 20);
        byte[] whole = Files.readAllBytes(broken);
        for (int length : new int[] {0, 4, whole.length - 1}) {
            Files.write(broken, java.util.Arrays.copyOf(whole, length));
            assertThat(newest(null)).as("%s bytes", length).endsWith("chk-1");
        }
    }

    @Test
    void ofAnotherJobNoneIsTaken() throws Exception {
        metadata("checkpoints/" + JOB + "/chk-1", 10);
        metadata("checkpoints/" + OTHER + "/chk-2", 20);
        metadata("savepoints/savepoint-" + OTHER.substring(0, 6) + "-bb", 30);
        assertThat(newest(JOB)).endsWith("chk-1");
        metadata("savepoints/savepoint-" + JOB.substring(0, 6) + "-bb", 25);
        assertThat(newest(JOB)).startsWith("savepoints");
        assertThat(newest("1".repeat(32))).isNull();
    }

    @Test
    void metadataThatCannotBeReadIsNotIncomplete() throws Exception {
        metadata("checkpoints/" + JOB + "/chk-1", 10);
        Path closed = metadata("checkpoints/" + JOB + "/chk-2", 20);
        Files.delete(closed);
        Files.createSymbolicLink(closed, folder);
        assertThatThrownBy(() -> newest(null)).isInstanceOf(IOException.class);
    }

    @Test
    void aFolderThatIsNotThereIsNoEmptyOne() {
        assertThatThrownBy(
                        () ->
                                NewestCheckpoint.in(
                                        new org.apache.flink.core.fs.Path(
                                                folder.resolve("typo").toUri()),
                                        null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("typo");
    }

    /** Else a store that does not answer for a moment would cost all state. */
    @Test
    void aFolderThatCannotBeReadIsNoEmptyOne() {
        assertThatThrownBy(
                        () ->
                                NewestCheckpoint.in(
                                        new org.apache.flink.core.fs.Path("s3://nowhere/x"), null))
                .isInstanceOf(IOException.class);
    }
}
