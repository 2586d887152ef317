package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page's shop window: what a visitor does goes as events to {@code ecom.events}, and the lists
 * that answer come from {@code retail.recommendations}. Lists are read only while somebody looks,
 * and only those of shoppers who are looked at are kept.
 */
final class Storefront implements AutoCloseable {
    static final String LISTS = "retail.recommendations";
    static final String EVENTS = "ecom.events";

    /** Something that cannot be done, in words for whoever asked. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    private static final String SESSION = "session:";
    private static final Set<String> ACTIONS =
            Set.of("view", "add_to_cart", "recommendation_shown", "recommendation_clicked");
    private static final int LONGEST_ID = 128;
    private static final int MOST_SHOPPERS = 200;
    private static final int MOST_EVENTS = 1_000;
    private static final int CUSTOMERS_OFFERED = 12;
    private static final int PRODUCTS_OFFERED = 24;
    private static final int ACTIONS_A_SECOND = 50;
    private static final double NANOS_A_MILLI = 1e6;
    private static final long UNWATCHED_NANOS = 60_000_000_000L;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long CLOSE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Storefront.class);

    private final LivePageConfig config;
    private final Catalogue catalogue;
    private final LongSupplier shopTime;
    private final Map<String, ObjectNode> lists = bounded(MOST_SHOPPERS);
    private final Map<String, Long> sentAt = bounded(MOST_EVENTS);
    private KafkaProducer<String, byte[]> producer;
    private Thread reader;
    private long lookedAt;
    private long second;
    private int actions;
    private volatile boolean closed;
    private volatile KafkaConsumer<String, byte[]> consumer;

    /**
     * @param shopTime epoch milliseconds: a shop that is replayed has its own time
     */
    Storefront(LivePageConfig config, Catalogue catalogue, LongSupplier shopTime) {
        this.config = config;
        this.catalogue = catalogue;
        this.shopTime = shopTime;
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What there is to look at: products of a category, categories, and customers to be. */
    ObjectNode window(String category) {
        ObjectNode window = PageJson.object();
        ArrayNode products = window.putArray("products");
        for (String id : catalogue.ids(category, PRODUCTS_OFFERED)) {
            catalogue.describe(id, products.addObject().put("id", id));
        }
        ArrayNode categories = window.putArray("categories");
        catalogue.categories().forEach(categories::add);
        ArrayNode customers = window.putArray("customers");
        try (Connection database = connect();
                PreparedStatement statement =
                        database.prepareStatement(
                                "SELECT customer_id FROM recommendation LIMIT ?")) {
            statement.setInt(1, CUSTOMERS_OFFERED);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    customers.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            LOG.debug("No customers to be", e);
        }
        return window;
    }

    /** The newest list of a shopper; without items where there is none. */
    ObjectNode list(String session, String customer) throws Refused {
        String shopper = shopper(session, customer);
        ObjectNode list;
        synchronized (this) {
            lookedAt = System.nanoTime();
            startReader();
            list = lists.get(shopper);
        }
        if (list == null) {
            list = customer.isEmpty() ? PageJson.object() : stored(customer);
            synchronized (this) {
                ObjectNode newer = lists.putIfAbsent(shopper, list);
                list = newer == null ? list : newer;
            }
        }
        return described(list);
    }

    private static String shopper(String session, String customer) throws Refused {
        if (!isId(session) || !(customer.isEmpty() || isId(customer))) {
            throw new Refused("session and customer must be ids of at most 128 characters");
        }
        return customer.isEmpty() ? SESSION + session : customer;
    }

    private static boolean isId(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_ID
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** With what is known of its products now. */
    private ObjectNode described(ObjectNode list) {
        ObjectNode described = list.deepCopy();
        for (JsonNode item : described.path("items")) {
            catalogue.describe(item.path("id").asText(), (ObjectNode) item);
        }
        return described;
    }

    private ObjectNode stored(String customer) {
        try (Connection database = connect();
                PreparedStatement statement =
                        database.prepareStatement(
                                "SELECT recommendation_id, variant, model_version, items"
                                        + " FROM recommendation WHERE customer_id = ?")) {
            statement.setString(1, customer);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return list(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            PageJson.readOrMissing(
                                    rows.getString(4).getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (SQLException e) {
            LOG.debug("No list of old", e);
        }
        return PageJson.object();
    }

    private static ObjectNode list(String id, String variant, String model, JsonNode items) {
        ObjectNode list = PageJson.object().put("id", id).put("variant", variant);
        list.put("model", model);
        ArrayNode shown = list.putArray("items");
        for (JsonNode item : items) {
            shown.addObject()
                    .put("id", item.path("product_id").asText())
                    .put("reason", item.path("reason").asText())
                    .put("score", item.path("score").asDouble());
        }
        return list;
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (config.user() != null) {
            properties.setProperty("user", config.user());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty(
                "options", "-c statement_timeout=2000 -c default_transaction_read_only=on");
        return DriverManager.getConnection(config.jdbcUrl(), properties);
    }

    /**
     * Sends what a visitor did.
     *
     * @param request {@code session}, {@code customer} (empty before login), {@code type}, {@code
     *     product} and of recommendations {@code recommendation}
     * @return {@code event}: its id
     */
    ObjectNode act(JsonNode request) throws Refused {
        String session = request.path("session").asText("");
        String customer = request.path("customer").asText("");
        String type = request.path("type").asText("");
        String product = request.path("product").asText("");
        String recommendation = request.path("recommendation").asText("");
        shopper(session, customer);
        if (!ACTIONS.contains(type) || !catalogue.has(product)) {
            throw new Refused("type must be one of " + ACTIONS + ", product one of the catalogue");
        }
        if (type.startsWith("recommendation_") && !isId(recommendation)) {
            throw new Refused("recommendation must be the id of a list");
        }
        String event = "page-" + UUID.randomUUID();
        ObjectNode json =
                PageJson.object()
                        .put("event_id", event)
                        .put("type", type)
                        .put("session_id", session)
                        .put("occurred_at", Instant.ofEpochMilli(shopTime.getAsLong()).toString())
                        .put("product_id", product);
        if (!customer.isEmpty()) {
            json.put("customer_id", customer);
        }
        if (type.startsWith("recommendation_")) {
            json.put("recommendation_id", recommendation);
        }
        send(event, customer.isEmpty() ? session : customer, json);
        return PageJson.object().put("event", event);
    }

    private synchronized void send(String event, String key, ObjectNode json) throws Refused {
        long now = System.nanoTime() / 1_000_000_000L;
        actions = now == second ? actions + 1 : 1;
        second = now;
        if (closed || actions > ACTIONS_A_SECOND) {
            throw new Refused("slower, please");
        }
        sentAt.put(event, System.nanoTime());
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(writing());
            }
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(
                                    EVENTS,
                                    key,
                                    PageJson.write(json).getBytes(StandardCharsets.UTF_8)));
        } catch (KafkaException e) {
            throw new Refused("Kafka does not take it: " + e.getMessage());
        }
    }

    private void startReader() {
        if (reader == null && !closed) {
            reader = new Thread(this::read, "live-page-storefront");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(reading())) {
            consumer = opened;
            List<TopicPartition> partitions =
                    opened.listTopics().getOrDefault(LISTS, List.of()).stream()
                            .map(info -> new TopicPartition(LISTS, info.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                return;
            }
            opened.assign(partitions);
            opened.seekToEnd(partitions);
            while (!closed && isWatched()) {
                for (ConsumerRecord<String, byte[]> message : opened.poll(POLL)) {
                    take(message);
                }
            }
        } catch (WakeupException e) {
            LOG.debug("The storefront closes");
        } catch (KafkaException e) {
            LOG.warn("The storefront goes on without new lists: {}", e.toString());
        } finally {
            consumer = null;
            synchronized (this) {
                reader = null;
                // Lists that nobody followed may be old.
                lists.clear();
            }
        }
    }

    private synchronized boolean isWatched() {
        return System.nanoTime() - lookedAt < UNWATCHED_NANOS;
    }

    private synchronized void take(ConsumerRecord<String, byte[]> message) {
        if (message.key() == null || message.value() == null || !lists.containsKey(message.key())) {
            return;
        }
        JsonNode json = PageJson.readOrMissing(message.value());
        ObjectNode list =
                list(
                        json.path("recommendation_id").asText(),
                        json.path("variant").asText(),
                        json.path("model_version").asText(),
                        json.path("items"));
        Long sent = sentAt.remove(json.path("trigger_event_id").asText());
        if (sent != null) {
            list.put("millis", Math.round((System.nanoTime() - sent) / NANOS_A_MILLI));
        }
        lists.put(message.key(), list);
    }

    private Map<String, Object> writing() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "tillstream-storefront",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                3_000,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    private Map<String, Object> reading() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "tillstream-storefront",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = reader;
            if (producer != null) {
                producer.close(Duration.ofSeconds(2));
            }
        }
        KafkaConsumer<String, byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        if (running != null) {
            try {
                running.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
