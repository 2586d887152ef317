package io.tillstream;

import io.tillstream.runtime.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the checkpoints of {@link Story stories} that later versions must be able to read. Run it
 * when a release is made, under a new name, and add the name to {@link StoriesTest}; files of
 * earlier releases stay as they are, and those of operators whose state is as it was need not be
 * kept:
 *
 * <pre>
 * ./mvnw -pl streaming-app -am -Dtest=WriteSnapshots -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dsnapshots.write=v3 test
 * </pre>
 */
class WriteSnapshots {
    private static final String VERSION = "snapshots.write";

    @ParameterizedTest
    @MethodSource("io.tillstream.StoriesTest#all")
    @EnabledIfSystemProperty(named = VERSION, matches = "v\\d+")
    void write(Story<?, ?, ?> story) throws Exception {
        Path file = StoriesTest.snapshot(System.getProperty(VERSION), story);
        Files.createDirectories(file.getParent());
        OperatorSnapshotUtil.writeStateHandle(story.checkpoint(), file.toString());
    }
}
