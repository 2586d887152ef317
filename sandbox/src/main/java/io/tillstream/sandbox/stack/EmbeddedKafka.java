package io.tillstream.sandbox.stack;

import io.tillstream.events.Topic;
import io.tillstream.schemas.TopicSchemas;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker (KRaft, broker and controller in one) in this JVM, on loopback only. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Set<Topic> COMPACTED =
            Set.of(Topic.CATALOG_PRODUCTS, Topic.INVENTORY_LEVELS, Topic.CALENDAR_DAYS);

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker.
     *
     * @param folder its data, which a later start finds again, on whatever port
     * @param port 0 for any free one
     * @throws StackException if it cannot start
     */
    public static EmbeddedKafka start(Path folder, int port) {
        int brokerPort = Ports.resolve(port, "Kafka", "--kafka-port");
        int controllerPort = Ports.resolve(0, "Kafka's controller", "");
        Properties properties = properties(folder, brokerPort, controllerPort);
        KafkaRaftServer server = null;
        try {
            Files.createDirectories(folder);
            format(folder);
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, "localhost:" + brokerPort);
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
            }
            throw new StackException("Kafka does not start in " + folder + ": " + e, e);
        }
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
    }

    private static Properties properties(Path folder, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@localhost:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty(
                "listeners",
                "PLAINTEXT://localhost:"
                        + brokerPort
                        + ",CONTROLLER://localhost:"
                        + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + brokerPort);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", folder.toString());
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("transaction.max.timeout.ms", "3600000");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // Replays bring old times, which must neither be deleted nor compacted before they are
        // read.
        p.setProperty("log.retention.ms", "-1");
        // A simulated shop may be ahead of the wall clock.
        p.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("log.cleaner.min.compaction.lag.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        p.setProperty("message.max.bytes", "4194304");
        p.setProperty("auto.create.topics.enable", "false");
        return p;
    }

    /** True if a topic keeps only the newest record of each key. */
    public static boolean isCompacted(String topicName) {
        return Topic.named(topicName).filter(COMPACTED::contains).isPresent();
    }

    /** Creates the topics of the contracts, those that do not exist yet. */
    public void createTopics(int partitions) {
        createTopics(bootstrapServers, partitions);
    }

    /** As {@link #createTopics(int)}, on any broker. */
    public static void createTopics(String bootstrapServers, int partitions) {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            NewTopic newTopic = new NewTopic(topic.topicName(), partitions, (short) 1);
            if (COMPACTED.contains(topic)) {
                newTopic.configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT));
            }
            topics.add(newTopic);
        }
        TopicSchemas.OUTPUT.forEach(name -> topics.add(new NewTopic(name, partitions, (short) 1)));
        create(bootstrapServers, topics);
    }

    /** Creates a topic that is not of the contracts, unless it exists. */
    public void createTopic(String name, int partitions) {
        create(bootstrapServers, List.of(new NewTopic(name, partitions, (short) 1)));
    }

    /** Asks for all: a list of those that exist may be older than a deletion before it. */
    private static void create(String bootstrapServers, List<NewTopic> topics) {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
            awaitReady(topics, admin);
        } catch (InterruptedException | ExecutionException e) {
            throw new StackException("topics cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * A topic is announced a moment before its partitions take records. A producer whose first
     * batch is refused in that moment while the second is taken can never deliver the first one.
     */
    private static void awaitReady(List<NewTopic> topics, Admin admin)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!hasOffsets(partitions, admin)) {
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "the topics' partitions take no records "
                                + READY_WITHIN
                                + " after"
                                + " they were created",
                        null);
            }
            Thread.sleep(20);
        }
    }

    private static boolean hasOffsets(Map<TopicPartition, OffsetSpec> partitions, Admin admin)
            throws InterruptedException, ExecutionException {
        try {
            admin.listOffsets(partitions).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void awaitCreated(KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** host:port of the broker. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
