package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.SmallArenas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class TillstreamJobTest {
    private static ReadableConfig configured(String... settings) {
        Configuration cluster = new Configuration();
        cluster.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, true);
        return configured(cluster, settings);
    }

    private static ReadableConfig configured(Configuration cluster, String... settings) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(cluster);
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--kafka.bootstrap.servers=localhost:9092");
        all.add("--postgres.url=jdbc:postgresql://localhost/tillstream");
        all.add("--postgres.user=tillstream");
        TillstreamJob.configure(env, JobConfig.from(all.toArray(String[]::new), Map.of()));
        return env.getConfiguration();
    }

    @Test
    void withAChangelogTheJobClaimsWhatItIsRestoredFrom() {
        ReadableConfig config = configured("--checkpoint.changelog=true");

        assertThat(config.get(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG)).isTrue();
        assertThat(config.get(StateRecoveryOptions.RESTORE_MODE))
                .isEqualTo(RecoveryClaimMode.CLAIM);
    }

    @Test
    void withoutOneItClaimsNothing() {
        ReadableConfig config = configured("--checkpoint.changelog=false");

        assertThat(config.get(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG)).isFalse();
        assertThat(config.get(StateRecoveryOptions.RESTORE_MODE))
                .isEqualTo(RecoveryClaimMode.NO_CLAIM);
    }

    @Test
    void statesTakeLittleOfTheWriteBuffersUnlessTheClusterSaysOtherwise() {
        assertThat(configured().get(RocksDBOptions.OPTIONS_FACTORY))
                .isEqualTo(SmallArenas.class.getName());

        Configuration cluster = new Configuration();
        cluster.set(RocksDBOptions.OPTIONS_FACTORY, "of.the.Cluster");
        assertThat(configured(cluster).get(RocksDBOptions.OPTIONS_FACTORY))
                .isEqualTo("of.the.Cluster");
    }

    @Test
    void whereNothingIsSaidTheClustersSettingStands() {
        assertThat(configured().get(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG)).isTrue();
    }
}
