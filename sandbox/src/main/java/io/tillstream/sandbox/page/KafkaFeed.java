package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code retail.segments} for the ticker, {@code catalog.products} for titles and pictures
 * and {@code social.posts} for what they say, on a thread of its own and without a consumer group:
 * the page leaves no trace in the broker.
 */
final class KafkaFeed implements AutoCloseable {
    static final String SEGMENTS = "retail.segments";
    static final String PRODUCTS = "catalog.products";
    static final String POSTS = "social.posts";

    /** Moves that wait for the next second of the page; of more, a ticker shows the newest. */
    private static final int MAX_WAITING = 12;

    private static final int TAIL = 16;
    private static final int POSTS_TAIL = 5_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LOOK_FOR_TOPICS_NANOS = 5_000_000_000L;
    private static final long CLOSE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);

    private final String bootstrapServers;
    private final Catalogue catalogue;
    private final SocialPosts posts;
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "live-page-kafka");
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closed;
    private long moves;

    KafkaFeed(String bootstrapServers, Catalogue catalogue, SocialPosts posts) {
        this.bootstrapServers = bootstrapServers;
        this.catalogue = catalogue;
        this.posts = posts;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The newest moves since the last call, oldest first. */
    synchronized List<ObjectNode> takeMoves() {
        List<ObjectNode> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    /** Segment changes seen in all, shown or not. */
    synchronized long moves() {
        return moves;
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<String, byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        // No interrupt: it would leave the consumer's connections half closed.
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> opened =
                new KafkaConsumer<>(
                        properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = opened;
            read(opened);
        } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
            LOG.debug("The live page stops reading from Kafka");
        } catch (KafkaException e) {
            LOG.warn("The live page goes on without Kafka: {}", e.toString());
        }
    }

    private void read(KafkaConsumer<String, byte[]> opened) {
        Set<TopicPartition> assigned = new HashSet<>();
        long nextLook = System.nanoTime();
        while (!closed) {
            if (System.nanoTime() - nextLook >= 0) {
                assignNew(opened, assigned);
                nextLook = System.nanoTime() + LOOK_FOR_TOPICS_NANOS;
            }
            ConsumerRecords<String, byte[]> records = opened.poll(POLL);
            for (ConsumerRecord<String, byte[]> message : records) {
                take(message);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        if (message.topic().equals(SEGMENTS)) {
            addMove(message);
        } else if (message.key() != null && message.topic().equals(PRODUCTS)) {
            catalogue.put(message.key(), message.value());
        } else if (message.key() != null) {
            posts.put(message.key(), message.value());
        }
    }

    /** Topics may be made after the page's start, and partitions may be added to them. */
    private static void assignNew(
            KafkaConsumer<String, byte[]> opened, Set<TopicPartition> assigned) {
        Map<String, List<PartitionInfo>> topics = opened.listTopics();
        List<TopicPartition> fresh =
                List.of(SEGMENTS, PRODUCTS, POSTS).stream()
                        .map(topic -> topics.getOrDefault(topic, List.of()))
                        .flatMap(Collection::stream)
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .filter(partition -> !assigned.contains(partition))
                        .toList();
        if (fresh.isEmpty()) {
            return;
        }
        assigned.addAll(fresh);
        opened.assign(assigned);
        Map<TopicPartition, Long> ends = opened.endOffsets(fresh);
        Map<TopicPartition, Long> begins = opened.beginningOffsets(fresh);
        for (TopicPartition partition : fresh) {
            long begin = begins.get(partition);
            // The catalogue is wanted whole, of the rest only the last ones.
            long from =
                    switch (partition.topic()) {
                        case PRODUCTS -> begin;
                        case POSTS -> Math.max(begin, ends.get(partition) - POSTS_TAIL);
                        default -> Math.max(begin, ends.get(partition) - TAIL);
                    };
            opened.seek(partition, from);
        }
    }

    private synchronized void addMove(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return;
        }
        JsonNode json = PageJson.readOrMissing(message.value());
        if (!json.isObject()) {
            return;
        }
        moves++;
        if (waiting.size() == MAX_WAITING) {
            waiting.removeFirst();
        }
        ObjectNode move = PageJson.object();
        move.put("id", message.partition() + "-" + message.offset())
                .put("customer", PageJson.shorten(json.path("customer_id").asText(""), 64))
                .put("to", PageJson.shorten(json.path("segment").asText(""), 64))
                .put("validFrom", PageJson.shorten(json.path("valid_from").asText(""), 32));
        if (json.hasNonNull("previous_segment")) {
            move.put("from", PageJson.shorten(json.path("previous_segment").asText(""), 64));
        }
        waiting.addLast(move);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "tillstream-live-page");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return properties;
    }
}
