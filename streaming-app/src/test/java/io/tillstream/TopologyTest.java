package io.tillstream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.connect.Sources;
import io.tillstream.events.Decoded;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.WorldRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole graph in a MiniCluster, between lists of records and lists of results. */
class TopologyTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(withGpu())
                            .build());

    private static Configuration withGpu() {
        Configuration configuration = new Configuration();
        configuration.set(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST, List.of("gpu"));
        configuration.setString("external-resource.gpu.amount", "1");
        // Of slots with resources of their own Flink reserves the network's memory, too.
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(320));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(320));
        return configuration;
    }

    /** Static, since tasks get copies of sinks. */
    private static final Queue<Row> ROWS = new ConcurrentLinkedQueue<>();

    private static final Queue<OutputRecord> RECORDS = new ConcurrentLinkedQueue<>();

    private static final Map<Topic, List<String>> INPUT =
            Map.of(
                    Topic.CATALOG_PRODUCTS,
                    List.of("{'product_id':'p1','title':'Coat','category':'coats'}"),
                    Topic.INVENTORY_LEVELS,
                    List.of(
                            "{'store_id':'s1','product_id':'p1','on_hand':10,"
                                    + "'occurred_at':'2026-03-01T08:00:00Z'}"),
                    Topic.POS_SALES,
                    List.of(
                            sale("r1", "2026-03-01T09:00:00Z", "ada", 2),
                            sale("r1", "2026-03-01T09:00:00Z", "ada", 2),
                            "{'sale_id':'r2'}",
                            sale("r3", "2026-03-02T09:00:00Z", "bob", 1)),
                    Topic.ECOM_EVENTS,
                    List.of(
                            order("e1", "o1", "2026-03-01T10:00:00Z"),
                            order("e2", "o1", "2026-03-01T10:00:01Z"),
                            "{'event_id':'e3','type':'search','session_id':'x','query':'coat',"
                                    + "'customer_id':'ada','occurred_at':'2026-03-01T10:00:02Z'}"));

    private static String sale(String id, String time, String customer, int quantity) {
        return "{'sale_id':'%s','store_id':'s1','customer_id':'%s','occurred_at':'%s',"
                        .formatted(id, customer, time)
                + "'lines':[{'product_id':'p1','quantity':%d,'unit_price':19.9}]}"
                        .formatted(quantity);
    }

    private static String order(String event, String order, String time) {
        return "{'event_id':'%s','type':'order','session_id':'x','customer_id':'ada',"
                        .formatted(event)
                + "'occurred_at':'%s','order_id':'%s',".formatted(time, order)
                + "'lines':[{'product_id':'p1','quantity':1,'unit_price':10,'discount':0.5}]}";
    }

    @BeforeEach
    void run() throws Exception {
        run(Map.of());
    }

    private static void run(Map<String, String> settings) throws Exception {
        ROWS.clear();
        RECORDS.clear();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", "localhost:1");
        all.put("postgres.url", "jdbc:postgresql://localhost/x");
        JobConfig config = JobConfig.of(all);
        TillstreamJob.configure(env, config);
        env.setParallelism(2);
        Topology.define(env, records(), new Collecting(), config);
        env.execute();
    }

    private static Sources records() {
        return (env, topic) ->
                env.fromData(decoded(topic), TypeInformation.of(Decoded.class))
                        .uid("source-" + topic.topicName().replace('.', '-'))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Decoded>forMonotonousTimestamps()
                                        .withTimestampAssigner((d, t) -> d.time()))
                        .uid("times-" + topic.topicName().replace('.', '-'));
    }

    private static List<Decoded> decoded(Topic topic) {
        List<String> records = INPUT.getOrDefault(topic, List.of("{}"));
        return IntStream.range(0, records.size())
                .mapToObj(
                        offset ->
                                Decoded.of(
                                        topic.newDecoder(RecordLimits.DEFAULT),
                                        topic,
                                        0,
                                        offset,
                                        Instant.parse("2026-03-03T00:00:00Z").toEpochMilli(),
                                        0,
                                        null,
                                        records.get(offset)
                                                .replace('\'', '"')
                                                .getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static final class Collecting implements Sinks {
        @Override
        public <R extends Row> void rows(DataStream<R> rows, OperatorId id) {
            id.on(rows.filter(row -> ROWS.add(row)).uid(id.uid() + "-seen").sinkTo(nowhere()));
        }

        @Override
        public void records(DataStream<OutputRecord> records, OperatorId id) {
            id.on(records.filter(r -> RECORDS.add(r)).uid(id.uid() + "-seen").sinkTo(nowhere()));
        }

        @Override
        public void recordsAtOnce(DataStream<OutputRecord> records, OperatorId id) {
            records(records, id);
        }

        private static <T> DiscardingSink<T> nowhere() {
            return new DiscardingSink<>();
        }
    }

    /** What a table would hold: of each key the newest. */
    private static <R extends Row> List<R> table(Class<R> type) {
        return ROWS.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .collect(toMap(Row::key, row -> row, (a, b) -> a.version() > b.version() ? a : b))
                .values()
                .stream()
                .sorted(Comparator.comparing(row -> row.key().toString()))
                .toList();
    }

    @Test
    void customersAndProductsComeOfTheSameRecords() {
        assertThat(table(CustomerRow.class))
                .extracting(CustomerRow::customerId, CustomerRow::frequency, CustomerRow::monetary)
                .containsExactly(tuple("ada", 2L, 493_000L), tuple("bob", 1L, 199_000L));
        assertThat(table(DailySalesRow.class))
                .extracting(
                        DailySalesRow::channel,
                        DailySalesRow::day,
                        DailySalesRow::units,
                        DailySalesRow::netRevenue)
                .containsExactlyInAnyOrder(
                        tuple("store", 20_513L, 2L, 398_000L),
                        tuple("store", 20_514L, 1L, 199_000L),
                        tuple("online", 20_513L, 1L, 95_000L));
        assertThat(table(InventoryRow.class))
                .extracting(InventoryRow::storeId, InventoryRow::onHand)
                .contains(tuple("s1", 7L));
    }

    @Test
    void aJobWhoseModelsHaveSlotsWithAShareOfAGpuComesToTheSame() throws Exception {
        run(
                Map.of(
                        "models.slot", "cpu:1,heap:64m,gpu:0.5",
                        "job.slot", "cpu:1,heap:64m,managed:32m"));

        customersAndProductsComeOfTheSameRecords();
    }

    @Test
    void whatIsRefusedAndRepeatedIsCounted() {
        assertThat(table(DeadLetterRow.class))
                .extracting(DeadLetterRow::sourceTopic, DeadLetterRow::offset)
                .contains(tuple("pos.sales", 2L));
        assertThat(table(DataQualityRow.class))
                .filteredOn(row -> row.rule().equals("duplicate") && row.violations() > 0)
                .extracting(DataQualityRow::source, DataQualityRow::violations)
                .containsExactlyInAnyOrder(tuple("pos.sales", 1L), tuple("ecom.events", 1L));
    }

    @Test
    void theWorldEndsWithTheLastEventAndEverybodysSegmentIsTold() {
        assertThat(table(WorldRow.class))
                .extracting(WorldRow::asOf)
                .containsExactly(Instant.parse("2026-03-02T09:00:00Z").toEpochMilli());
        assertThat(RECORDS.stream().filter(r -> r.topic().equals("retail.segments")))
                .extracting(OutputRecord::key)
                .contains("ada", "bob");
    }
}
