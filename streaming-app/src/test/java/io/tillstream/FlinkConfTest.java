package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.changelog.fs.FsStateChangelogOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory;
import org.apache.flink.metrics.otel.OpenTelemetryReporterOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.traces.otel.OpenTelemetryTraceReporterFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code flink-conf}, as a cluster reads it. */
class FlinkConfTest {
    private static final Path FOLDER = Path.of("..", "flink-conf");

    private static final Pattern REPORTER =
            Pattern.compile("(?:metrics|traces)\\.reporter\\.(\\w+)\\.([\\w.]+)");

    /** What reporters are told: Flink's own and, of each, what it alone knows. */
    private static final Map<String, Set<String>> OF_REPORTERS =
            Map.of(
                    "prom",
                    Set.of(
                            MetricOptions.REPORTER_FACTORY_CLASS.key(),
                            MetricOptions.REPORTER_EXCLUDED_VARIABLES.key(),
                            // Not an option of its own: StandaloneClusterIT reads from there.
                            "port"),
                    "otel",
                    Set.of(
                            MetricOptions.REPORTER_FACTORY_CLASS.key(),
                            MetricOptions.REPORTER_INTERVAL.key(),
                            OpenTelemetryReporterOptions.EXPORTER_ENDPOINT.key(),
                            OpenTelemetryReporterOptions.EXPORTER_PROTOCOL.key(),
                            OpenTelemetryReporterOptions.SERVICE_NAME.key()));

    private static Map<String, ConfigOption<?>> options;

    private final Configuration loaded =
            GlobalConfiguration.loadConfiguration(FOLDER.toAbsolutePath().toString());

    @BeforeAll
    static void collectOptionsOfFlink() throws ReflectiveOperationException {
        options = new HashMap<>();
        for (JavaClass found :
                new ClassFileImporter()
                        .importPackages(
                                CoreOptions.class.getPackageName(),
                                RocksDBOptions.class.getPackageName(),
                                FsStateChangelogOptions.class.getPackageName())) {
            if (found.getSimpleName().endsWith("Options")
                    && found.getModifiers().contains(JavaModifier.PUBLIC)) {
                collect(Class.forName(found.getName()));
            }
        }
    }

    private static void collect(Class<?> holder) throws IllegalAccessException {
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                options.put(option.key(), option);
            }
        }
    }

    /**
     * Keys that no option of Flink has now; one that Flink only still understands is such a key.
     */
    private static Set<String> unknownKeys(Configuration configuration) {
        Set<String> unknown = new TreeSet<>(configuration.keySet());
        unknown.removeAll(options.keySet());
        return unknown;
    }

    @Test
    void everyKeyIsAnOptionOfFlink() {
        assertThat(loaded.keySet()).hasSizeGreaterThan(20);
        assertThat(unknownKeys(loaded)).isEmpty();
    }

    @Test
    void aMisspeltOrOutdatedKeyWouldBeFound() {
        loaded.setString("state.backend.incremental", "true");
        loaded.setString("execution.checkpointing.intervall", "10 s");

        assertThat(unknownKeys(loaded))
                .containsExactly("execution.checkpointing.intervall", "state.backend.incremental");
    }

    @Test
    void everyValueHasItsOptionsType() {
        requireTypes(loaded);
    }

    private static void requireTypes(Configuration configuration) {
        for (String key : configuration.keySet()) {
            assertThatCode(() -> configuration.getOptional(options.get(key)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    /** What the chart puts over {@code config.yaml}, as Flink reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"staging.yaml", "production.yaml"})
    void whatGoesOverItIsKnownToFlinkAndChangesSomething(String file, @TempDir Path folder)
            throws IOException {
        Files.copy(FOLDER.resolve(file), folder.resolve("config.yaml"));
        Configuration over = GlobalConfiguration.loadConfiguration(folder.toString());

        assertThat(over.keySet()).hasSizeGreaterThan(5);
        assertThat(unknownKeys(over)).isEmpty();
        requireTypes(over);
        assertThat(over.toMap().entrySet()).doesNotContainAnyElementsOf(loaded.toMap().entrySet());
    }

    /** Lines for who wants metrics are comments, which nothing would read. */
    @Test
    void whatIsLeftOutForMetricsIsKnownToFlinkAndItsReporters(@TempDir Path folder)
            throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                Files.readString(FOLDER.resolve("config.yaml"))
                        .replaceAll("(?m)^# ((?:metrics|traces)\\.)", "$1"));
        Configuration all = GlobalConfiguration.loadConfiguration(folder.toString());
        Set<String> leftOut = new TreeSet<>(all.keySet());
        leftOut.removeAll(loaded.keySet());

        assertThat(leftOut).hasSizeGreaterThan(10);
        for (String key : leftOut) {
            Matcher parts = REPORTER.matcher(key);
            assertThat(parts.matches()).as(key).isTrue();
            assertThat(OF_REPORTERS.get(parts.group(1))).as(key).contains(parts.group(2));
        }
        assertThat(all.toMap())
                .containsEntry(
                        "metrics.reporter.prom.factory.class",
                        PrometheusReporterFactory.class.getName())
                .containsEntry(
                        "metrics.reporter.otel.factory.class",
                        OpenTelemetryMetricReporterFactory.class.getName())
                .containsEntry(
                        "traces.reporter.otel.factory.class",
                        OpenTelemetryTraceReporterFactory.class.getName());
    }

    @Test
    void memoryOfBothProcessesAddsUp() {
        TaskExecutorProcessSpec tasks = TaskExecutorProcessUtils.processSpecFromConfig(loaded);

        assertThat(tasks.getManagedMemorySize().divide(slots()))
                .isGreaterThan(MemorySize.ofMebiBytes(256));
        assertThat(tasks.getTaskHeapSize()).isGreaterThan(MemorySize.ofMebiBytes(768));
        assertThatCode(() -> JobManagerProcessUtils.processSpecFromConfig(loaded))
                .doesNotThrowAnyException();
    }

    private int slots() {
        return loaded.get(TaskManagerOptions.NUM_TASK_SLOTS);
    }

    @Test
    void stateIsRocksDbAndCheckpointsAreExactlyOnceAndIncremental() {
        assertThat(loaded.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(loaded.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(loaded.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(loaded.get(CheckpointingOptions.ENABLE_UNALIGNED)).isTrue();
        assertThat(loaded.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT)).isPositive();
    }

    @Test
    void parallelismCanGrowOnTheSameState() {
        assertThat(loaded.get(PipelineOptions.MAX_PARALLELISM))
                .isGreaterThan(loaded.get(CoreOptions.DEFAULT_PARALLELISM));
    }

    /** libtorch alone takes 250 MiB that Flink does not see. */
    @Test
    void modelsHaveTheirMemoryAndTheirLibrariesOneClassLoader() {
        TaskExecutorProcessSpec tasks = TaskExecutorProcessUtils.processSpecFromConfig(loaded);

        assertThat(tasks.getTaskOffHeapSize()).isGreaterThanOrEqualTo(MemorySize.ofMebiBytes(512));
        assertThat(CoreOptions.getParentFirstLoaderPatterns(loaded))
                .contains("ai.djl.", "ai.onnxruntime.", "com.sun.jna.", "org.postgresql.");
    }

    @Test
    void nothingListensBeyondThisMachine() {
        assertThat(loaded.get(JobManagerOptions.BIND_HOST)).isEqualTo("localhost");
        assertThat(loaded.get(TaskManagerOptions.BIND_HOST)).isEqualTo("localhost");
        assertThat(loaded.get(RestOptions.BIND_ADDRESS)).isEqualTo("localhost");
    }
}
