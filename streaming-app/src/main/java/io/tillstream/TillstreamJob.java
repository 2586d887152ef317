package io.tillstream;

import io.tillstream.connect.KafkaSources;
import io.tillstream.connect.LiveSinks;
import io.tillstream.runtime.SmallArenas;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job: {@code flink run -c io.tillstream.TillstreamJob JAR --SETTING VALUE ...}. */
public final class TillstreamJob {
    private static final int WRONG_USAGE = 2;

    private TillstreamJob() {}

    /** Runs the job with the settings of arguments, environment and file. */
    public static void main(String[] args) throws Exception {
        JobConfig config;
        try {
            config = JobConfig.from(args, System.getenv());
        } catch (JobConfig.InvalidConfig e) {
            System.err.println("tillstream: " + e.getMessage());
            System.exit(WRONG_USAGE);
            return;
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, config);
        env.execute(config.get(JobOptions.JOB_NAME));
    }

    /** Adds the job, from Kafka to PostgreSQL and Kafka, to an environment. */
    public static void define(StreamExecutionEnvironment env, JobConfig config) {
        configure(env, config);
        Topology.define(env, new KafkaSources(config), new LiveSinks(config), config);
    }

    /** What the job needs of its environment, wherever it runs. */
    public static void configure(StreamExecutionEnvironment env, JobConfig config) {
        Configuration required = new Configuration();
        // Kryo would be slow in flight and could not evolve in state.
        required.set(PipelineOptions.GENERIC_TYPES, false);
        // Records are immutable: copying them between chained operators would be wasted.
        required.set(PipelineOptions.OBJECT_REUSE, true);
        if (env.getConfiguration().getOptional(RocksDBOptions.OPTIONS_FACTORY).isEmpty()) {
            required.set(RocksDBOptions.OPTIONS_FACTORY, SmallArenas.class.getName());
        }
        Boolean changelog = config.get(JobOptions.CHECKPOINT_CHANGELOG);
        if (changelog != null) {
            required.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, changelog);
        }
        if (Boolean.TRUE.equals(changelog)) {
            // Restored in any other mode its first checkpoint fails, again and again.
            required.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        env.configure(required);
        if (config.get(JobOptions.PARALLELISM) != null) {
            env.setParallelism(config.get(JobOptions.PARALLELISM));
        }
        if (config.get(JobOptions.CHECKPOINT_INTERVAL) != null) {
            env.enableCheckpointing(config.millis(JobOptions.CHECKPOINT_INTERVAL));
        }
    }
}
