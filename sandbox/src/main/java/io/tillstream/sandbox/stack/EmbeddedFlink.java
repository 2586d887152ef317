package io.tillstream.sandbox.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink MiniCluster with its web page on loopback, RocksDB state and checkpoints in a folder. */
public final class EmbeddedFlink implements AutoCloseable {
    private final MiniCluster cluster;
    private final Configuration configuration;

    private EmbeddedFlink(MiniCluster cluster, Configuration configuration) {
        this.cluster = cluster;
        this.configuration = configuration;
    }

    /**
     * Starts a cluster.
     *
     * @param folder checkpoints and local state
     * @param slots parallelism that fits
     * @param port web page; 0 for any free one
     * @throws StackException if it cannot start
     */
    public static EmbeddedFlink start(Path folder, int slots, int port) {
        Configuration configuration = configuration(folder, slots);
        configuration.set(RestOptions.PORT, Ports.resolve(port, "Flink's page", "--flink-port"));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            // Flink makes the rest, but not the folder that its RPC system unpacks itself into.
            Files.createDirectories(folder.resolve("tmp"));
            cluster.start();
            return new EmbeddedFlink(cluster, configuration);
        } catch (Exception e) {
            cluster.closeAsync().join();
            throw new StackException("Flink does not start: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(Path folder, int slots) {
        Configuration c = new Configuration();
        c.set(RestOptions.ADDRESS, "localhost");
        c.set(RestOptions.BIND_ADDRESS, "localhost");
        c.set(JobManagerOptions.ADDRESS, "localhost");
        // All that it writes, so that nothing is left when the folder is gone.
        c.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        c.set(WebOptions.TMP_DIR, folder.resolve("tmp").toString());
        // Of RocksDB, which takes it as it needs it: a slot's share as in flink-conf/config.yaml.
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512L * slots));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
        // Nobody brings another TaskManager: without one the job has failed.
        c.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, Duration.ofSeconds(20));
        c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // As flink-conf/config.yaml says: a filter for keys that were never seen, and a quarter of
        // the threads flush for all operators at a checkpoint.
        c.setString("state.backend.rocksdb.use-bloom-filter", "true");
        c.setString("state.backend.rocksdb.thread.num", "16");
        c.setString("state.backend.rocksdb.compression.per.level", "LZ4_COMPRESSION");
        // For jobs that ask for it, as flink-conf/config.yaml says.
        c.set(StateChangelogOptions.STATE_CHANGE_LOG_STORAGE, "filesystem");
        c.setString(
                "state.changelog.dstl.dfs.base-path",
                folder.resolve("changelog").toUri().toString());
        c.set(StateChangelogOptions.PERIODIC_MATERIALIZATION_INTERVAL, Duration.ofMinutes(1));
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        c.set(
                CheckpointingOptions.LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS,
                folder.resolve("local").toString());
        // The live page asks every second.
        c.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(200));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 10);
        return c;
    }

    /** An environment to define a job in, which {@link #submit} then runs here. */
    public StreamExecutionEnvironment environment() {
        return new StreamExecutionEnvironment(configuration);
    }

    /**
     * Starts a job.
     *
     * @param savepoint to start from; null for none
     */
    public JobID submit(StreamExecutionEnvironment env, String name, String savepoint) {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        JobGraph job = graph.getJobGraph();
        if (savepoint != null) {
            job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        return cluster.submitJob(job).join().getJobID();
    }

    /** Waits for the end of a bounded job; throws what made it fail. */
    public void awaitEnd(JobID job) throws Exception {
        cluster.requestJobResult(job)
                .join()
                .toJobExecutionResult(Thread.currentThread().getContextClassLoader());
    }

    /** The cluster. */
    public MiniCluster cluster() {
        return cluster;
    }

    /** Address of Flink's page and REST API. */
    public String url() {
        return "http://localhost:" + configuration.get(RestOptions.PORT);
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new StackException("Flink does not stop: " + e.getMessage(), e);
        }
    }
}
