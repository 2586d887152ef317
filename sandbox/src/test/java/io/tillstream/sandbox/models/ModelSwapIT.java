package io.tillstream.sandbox.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.TillstreamJob;
import io.tillstream.events.Topic;
import io.tillstream.models.recommend.ProductFacts;
import io.tillstream.models.recommend.ProductLooks;
import io.tillstream.models.recommend.Purchase;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.TowerRelease;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.recommendations.RecommendationsOptions;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.serving.ModelsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions of the two towers that change while a job answers shoppers. */
@Timeout(180)
class ModelSwapIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTS = "retail.recommendations";
    private static final String OPERATIONS = "retail.alerts.operations";
    private static final int PRODUCTS = 20;
    private static final int SHOPPERS = 50;
    private static final int EVENTS_A_SECOND = 100;

    @TempDir private Path folder;

    /** Views without end, each of which asks for a list. */
    private static final class Views implements Runnable {
        private final Feeder feeder;
        private volatile boolean ends;
        private final AtomicInteger sent = new AtomicInteger();
        private int knocks;

        Views(Feeder feeder) {
            this.feeder = feeder;
        }

        @Override
        public void run() {
            try {
                while (!ends) {
                    view(sent.getAndIncrement());
                    TimeUnit.MILLISECONDS.sleep(1_000 / EVENTS_A_SECOND);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Until products are known to the job there is nothing to show. */
        void knock() {
            view("knock" + knocks++, 0);
            feeder.flush();
        }

        private void view(int number) {
            view("e" + number, number);
        }

        private void view(String id, int number) {
            String customer = "c" + number % SHOPPERS;
            String record =
                    """
                    {"event_id": "%s", "type": "view", "session_id": "s%s", "customer_id": "%s",
                     "product_id": "p%d", "occurred_at": "%s"}"""
                            .formatted(id, customer, customer, number % PRODUCTS, Instant.now());
            give(feeder, Topic.ECOM_EVENTS, customer, record);
        }
    }

    /** What is on an output topic. */
    private static final class Output implements AutoCloseable {
        private final KafkaConsumer<String, String> consumer;
        private final List<JsonNode> records = new ArrayList<>();

        Output(EmbeddedStack stack, String topic) {
            Properties properties = new Properties();
            properties.put(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            consumer =
                    new KafkaConsumer<>(
                            properties, new StringDeserializer(), new StringDeserializer());
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<JsonNode> records() {
            try {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    records.add(JSON.readTree(record.value()));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return records;
        }

        /** The field of the newest record, empty before the first. */
        String newest(String field) {
            List<JsonNode> all = records();
            return all.isEmpty() ? "" : all.get(all.size() - 1).get(field).asText();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    @Test
    void eachEventIsAnsweredOnceByOneVersionWhileVersionsAreSwappedRefusedAndPointedBack()
            throws Exception {
        Path models = folder.resolve("models");
        ModelRegistry registry = new ModelRegistry(models);
        ModelVersion first = publish(registry, 1);
        ModelVersion second = publish(registry, 2);
        ModelVersion broken = publish(registry, 3);
        Files.writeString(
                models.resolve(broken.name()).resolve(broken.version()).resolve("model.pt"),
                "more",
                StandardOpenOption.APPEND);
        registry.point(first);

        try (EmbeddedStack stack =
                        EmbeddedStack.start(EmbeddedStack.Settings.in(folder.resolve("stack"), 2));
                Feeder feeder = new Feeder(stack.kafka().bootstrapServers())) {
            JobID job = submit(stack, models);
            catalogue(feeder);
            try (Output lists = new Output(stack, LISTS);
                    Output operations = new Output(stack, OPERATIONS)) {
                Views views = new Views(feeder);
                await("a list", () -> knocked(views, lists));
                Thread shoppers = new Thread(views, "shoppers");
                shoppers.start();

                await("the first version", () -> isBy(first, lists));
                registry.point(second);
                await("the second version", () -> isBy(second, lists));
                registry.point(broken);
                await("the refusal", () -> operations.newest("state").equals("opened"));
                assertThat(operations.newest("source")).isEqualTo(broken.toString());
                await("the second version still", () -> isBy(second, lists));
                registry.point(first);
                await("the first version again", () -> isBy(first, lists));
                await("the end of the refusal", () -> !isOpen(operations));

                views.ends = true;
                shoppers.join();
                feeder.flush();
                await("all lists", () -> answers(lists).size() >= views.sent.get());
                assertThat(answers(lists))
                        .extracting(list -> list.get("trigger_event_id").asText())
                        .doesNotHaveDuplicates()
                        .hasSize(views.sent.get());
                assertThat(answers(lists))
                        .extracting(ModelSwapIT::towersOf)
                        .containsOnly(first.toString(), second.toString());
            }
            stack.flink().cluster().cancelJob(job).get();
        }
    }

    private static boolean knocked(Views views, Output lists) {
        views.knock();
        return !lists.records().isEmpty();
    }

    private static List<JsonNode> answers(Output lists) {
        return lists.records().stream()
                .filter(list -> list.get("trigger_event_id").asText().startsWith("e"))
                .toList();
    }

    private static boolean isBy(ModelVersion version, Output lists) {
        return lists.newest("model_version").endsWith("+" + version);
    }

    private static boolean isOpen(Output operations) {
        return !operations.newest("state").equals("resolved");
    }

    private static String towersOf(JsonNode list) {
        String all = list.get("model_version").asText();
        return all.substring(all.indexOf('+') + 1);
    }

    private static JobID submit(EmbeddedStack stack, Path models) {
        JobConfig config =
                stack.jobConfig(
                        Map.of(
                                JobOptions.PIPELINES.key(), "customers;products;recommendations",
                                JobOptions.PARALLELISM.key(), "2",
                                JobOptions.CHECKPOINT_INTERVAL.key(), "1 s",
                                RecommendationsOptions.INTERVAL.key(), "0 s",
                                RecommendationsOptions.MODEL_TIMEOUT.key(), "30 s",
                                ModelsOptions.DIR.key(), models.toString(),
                                ModelsOptions.REFRESH_INTERVAL.key(), "500 ms"));
        StreamExecutionEnvironment env = stack.flink().environment();
        TillstreamJob.define(env, config);
        return stack.flink().submit(env, "swap", null);
    }

    private static void catalogue(Feeder feeder) {
        for (int i = 0; i < PRODUCTS; i++) {
            give(
                    feeder,
                    Topic.CATALOG_PRODUCTS,
                    "p" + i,
                    """
                    {"product_id": "p%d", "title": "The p%d", "category": "c%d", "price": 9.9}"""
                            .formatted(i, i, i % 3));
        }
        feeder.flush();
    }

    private static void give(Feeder feeder, Topic topic, String key, String record) {
        feeder.send(
                topic.topicName(),
                key.getBytes(StandardCharsets.UTF_8),
                record.getBytes(StandardCharsets.UTF_8),
                System.currentTimeMillis());
    }

    private static ModelVersion publish(ModelRegistry registry, long seed) throws Exception {
        List<ProductFacts> catalogue =
                IntStream.range(0, PRODUCTS)
                        .mapToObj(
                                i ->
                                        new ProductFacts(
                                                "p" + i, "The p" + i, "c" + i % 3, null, 9.9, null))
                        .toList();
        List<Purchase> purchases =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        new Purchase(
                                                "ada" + i % 7,
                                                i * 40_000_000L,
                                                List.of("p" + i % PRODUCTS, "p" + (i + 2) % 9)))
                        .toList();
        StoredModel model =
                new TowerRelease(
                                PurchaseLog.of(catalogue, purchases),
                                ProductLooks.NONE,
                                100,
                                0,
                                progress -> {})
                        .train(seed);
        registry.publish(model);
        return model.manifest().id();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
        }
    }
}
