package io.tillstream.sandbox.bench;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.TillstreamJob;
import io.tillstream.Topology;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.connect.Sources;
import io.tillstream.events.Decoded;
import io.tillstream.events.EventDecoder;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.sandbox.replay.CpuTime;
import io.tillstream.sandbox.stack.EmbeddedFlink;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How many posts a second the job takes with trends alone, and what it holds in memory and state,
 * by the hour of event time. Posts are made and decoded in the source, from their JSON on; Kafka
 * and PostgreSQL are left out. Two days of a tenth of the posts, or {@value #MOST_QUIET_POSTS} an
 * hour, go before, since nothing is told before what is usual is known.
 */
public final class PostThroughput {
    /** Hours before those that are measured. */
    static final long QUIET_HOURS = 48;

    /** One in so many looks at the posts is one at the job, too, which costs it something. */
    private static final int LOOKS_AT_THE_JOB = 200;

    private static final int TENTH = 10;
    private static final long MOST_QUIET_POSTS = 20_000;
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);
    private static final double MEGABYTE = 1e6;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;

    /** Records that were made. The cluster runs in this JVM. */
    private static final AtomicLong MADE = new AtomicLong();

    private static final AtomicLong OPENED = new AtomicLong();

    private final EmbeddedFlink flink;
    private final Duration checkpoints;
    private final int parallelism;
    private final Stopwatch stopwatch = new Stopwatch();

    /**
     * @param flink with as many slots
     * @param checkpoints the interval
     */
    public PostThroughput(EmbeddedFlink flink, Duration checkpoints, int parallelism) {
        this.flink = flink;
        this.checkpoints = checkpoints;
        this.parallelism = parallelism;
    }

    /**
     * An hour of event time, or all of them.
     *
     * @param hour from the first that is measured
     * @param postsPerSecond of the wall clock
     * @param cpuMicros of processor time a post, making it included
     * @param heapMegabytes in use after garbage was collected, 10⁶ bytes
     * @param stateMegabytes of the newest checkpoint
     * @param alerts that were opened so far
     */
    public record Hour(
            long hour,
            double postsPerSecond,
            double cpuMicros,
            double heapMegabytes,
            double stateMegabytes,
            long alerts) {}

    /** All hours together, and each. */
    public record Result(double postsPerSecond, double cpuMicros, List<Hour> hours) {}

    /**
     * Runs the job.
     *
     * @param posts of an hour
     * @param hours that are measured
     * @param tell hears of each hour as it ends
     */
    public Result run(long posts, int hours, Consumer<Hour> tell) throws Exception {
        MADE.set(0);
        OPENED.set(0);
        long quietPosts = Math.max(1, Math.min(posts / TENTH, MOST_QUIET_POSTS));
        PostMaker maker = new PostMaker(QUIET_HOURS, quietPosts, posts);
        JobID job = submit(maker, maker.until(QUIET_HOURS + hours - 1));
        awaitMade(job, maker.until(QUIET_HOURS - 1));
        List<Hour> measured = new ArrayList<>();
        Spent all = new Spent(0, 0);
        stopwatch.start();
        for (long hour = 0; hour < hours; hour++) {
            awaitMade(job, maker.until(QUIET_HOURS + hour));
            if (hour == hours - 1L) {
                flink.awaitEnd(job);
            }
            Spent spent = stopwatch.stop();
            System.gc();
            Hour now =
                    new Hour(
                            hour,
                            spent.postsPerSecond(posts),
                            spent.cpuMicros(posts),
                            heapBytes() / MEGABYTE,
                            stateBytes(job) / MEGABYTE,
                            OPENED.get());
            stopwatch.start();
            all = all.plus(spent);
            measured.add(now);
            tell.accept(now);
        }
        return new Result(
                all.postsPerSecond(posts * hours), all.cpuMicros(posts * hours), measured);
    }

    private JobID submit(PostMaker maker, long records) {
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), "none:1");
        all.put(JobOptions.POSTGRES_URL.key(), "jdbc:postgresql://none/none");
        all.put(JobOptions.CHECKPOINT_INTERVAL.key(), checkpoints.toMillis() + " ms");
        all.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        all.put(JobOptions.PIPELINES.key(), "trends");
        JobConfig config = JobConfig.of(all);
        StreamExecutionEnvironment env = flink.environment();
        TillstreamJob.configure(env, config);
        Topology.define(env, new Made(maker, records, parallelism), new Counted(), config);
        return flink.submit(env, "posts", null);
    }

    private void awaitMade(JobID job, long records) throws Exception {
        for (long turn = 1; MADE.get() < records / parallelism * parallelism; turn++) {
            TimeUnit.MILLISECONDS.sleep(5);
            if (turn % LOOKS_AT_THE_JOB == 0
                    && flink.cluster().getJobStatus(job).get().isGloballyTerminalState()) {
                flink.awaitEnd(job);
            }
        }
    }

    private static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long stateBytes(JobID job) throws Exception {
        CheckpointStatsSnapshot checkpoints =
                flink.cluster().getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        CompletedCheckpointStats newest = checkpoints.getHistory().getLatestCompletedCheckpoint();
        return newest == null ? 0 : newest.getStateSize();
    }

    /** Time of the wall clock and of processors, nanoseconds. */
    private record Spent(long wall, long cpu) {
        Spent plus(Spent other) {
            return new Spent(wall + other.wall, cpu + other.cpu);
        }

        double postsPerSecond(long posts) {
            return posts * NANOS_A_SECOND / wall;
        }

        double cpuMicros(long posts) {
            return cpu / NANOS_A_MICRO / posts;
        }
    }

    /** Stands still while garbage is collected that nobody but the measurement wants collected. */
    private static final class Stopwatch {
        private long wall;
        private long cpu;

        void start() {
            wall = System.nanoTime();
            cpu = CpuTime.ofProcessTree().toNanos();
        }

        Spent stop() {
            return new Spent(System.nanoTime() - wall, CpuTime.ofProcessTree().toNanos() - cpu);
        }
    }

    /** Posts as they are made, and nothing on the other topics. */
    private record Made(PostMaker maker, long records, int parallelism) implements Sources {
        @Override
        public DataStream<Decoded> open(StreamExecutionEnvironment env, Topic topic) {
            TypeInformation<Decoded> type = TypeInformation.of(Decoded.class);
            if (topic != Topic.SOCIAL_POSTS) {
                return env.fromSequence(0, 0)
                        .<Decoded>flatMap((number, out) -> {})
                        .returns(type)
                        .uid("none-" + topic.topicName());
            }
            long share = records / parallelism;
            return OperatorId.SOURCE_SOCIAL_POSTS.on(
                    env.fromSequence(0, share * parallelism - 1)
                            .map(new Make(maker, share, parallelism))
                            .returns(type)
                            .assignTimestampsAndWatermarks(
                                    WatermarkStrategy.<Decoded>forBoundedOutOfOrderness(
                                                    OUT_OF_ORDERNESS)
                                            .withTimestampAssigner((post, at) -> post.time())));
        }
    }

    /** Each subtask has a range of numbers; it makes every second post, say, as a partition has. */
    private static final class Make extends RichMapFunction<Long, Decoded> {
        private static final long serialVersionUID = 1L;

        private final PostMaker maker;
        private final long share;
        private final int partitions;
        private transient EventDecoder decoder;

        Make(PostMaker maker, long share, int partitions) {
            this.maker = maker;
            this.share = share;
            this.partitions = partitions;
        }

        @Override
        public void open(OpenContext context) {
            decoder = Topic.SOCIAL_POSTS.newDecoder(RecordLimits.DEFAULT);
        }

        @Override
        public Decoded map(Long value) {
            int partition = (int) (value / share);
            long offset = value % share;
            long number = offset * partitions + partition;
            MADE.incrementAndGet();
            return Decoded.of(
                    decoder,
                    Topic.SOCIAL_POSTS,
                    partition,
                    offset,
                    maker.timeOf(number),
                    0,
                    null,
                    maker.record(number));
        }
    }

    /** Counts alerts that open; nothing is kept. */
    private static final class Counted implements Sinks {
        @Override
        public <R extends Row> void rows(DataStream<R> rows, OperatorId id) {
            id.on(rows.filter(Counted::count).sinkTo(new DiscardingSink<>()));
        }

        private static boolean count(Row row) {
            if (row instanceof TrendAlertRow alert && alert.state().equals("opened")) {
                OPENED.incrementAndGet();
            }
            return true;
        }

        @Override
        public void records(DataStream<OutputRecord> records, OperatorId id) {
            id.on(records.sinkTo(new DiscardingSink<>()));
        }

        @Override
        public void recordsAtOnce(DataStream<OutputRecord> records, OperatorId id) {
            records(records, id);
        }
    }
}
