package io.tillstream.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.JobConfig;
import io.tillstream.TillstreamJob;
import io.tillstream.events.Topic;
import io.tillstream.schemas.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job beside a Kafka that lets in nobody but by TLS and SCRAM, and a PostgreSQL that lets in
 * nobody but by TLS and password; told all of it by the environment, as in a container.
 */
class SecureConnectionsIT {
    private static final String STORE_PASSWORD = "of-the-store";
    private static final String KAFKA_PASSWORD = "of-the-job";
    private static final String POSTGRES_PASSWORD = "of-the-tables";
    private static final String SALE =
            "{\"sale_id\":\"r%d\",\"store_id\":\"s1\",\"customer_id\":\"ada\",\"occurred_at\":"
                    + "\"2026-03-0%dT09:00:00Z\",\"lines\":[{\"product_id\":\"p1\",\"quantity\":2,"
                    + "\"unit_price\":19.9}]}";

    @TempDir static Path folder;

    private static KafkaRaftServer kafka;
    private static EmbeddedPostgres postgres;
    private static String bootstrapServers;

    @BeforeAll
    static void start() throws Exception {
        certificate("server");
        certificate("stranger");
        startKafka();
        startPostgres();
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) {
            postgres.close();
        }
        if (kafka != null) {
            kafka.shutdown();
        }
    }

    /** NAME.p12 with a key, trust-NAME.p12 and NAME.pem with its certificate, NAME.key. */
    private static void certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString());
        Path certificate = folder.resolve(name + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate.toString(),
                "-keystore",
                folder.resolve("trust-" + name + ".p12").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = keys.getKey(name, STORE_PASSWORD.toCharArray());
        Path pem = folder.resolve(name + ".key");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(key.getEncoded())));
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command =
                Stream.of(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin/keytool")
                                                .toString()),
                                Arrays.asList(arguments),
                                List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD))
                        .flatMap(List::stream)
                        .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void startKafka() throws Exception {
        int port = Ports.resolve(0, "Kafka", "");
        int inside = Ports.resolve(0, "Kafka", "");
        int controller = Ports.resolve(0, "Kafka", "");
        bootstrapServers = "localhost:" + port;
        Path data = folder.resolve("kafka");
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@localhost:" + controller);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty(
                "listeners",
                "SECURE://localhost:%d,INSIDE://localhost:%d,CONTROLLER://localhost:%d"
                        .formatted(port, inside, controller));
        p.setProperty(
                "advertised.listeners",
                "SECURE://localhost:%d,INSIDE://localhost:%d".formatted(port, inside));
        p.setProperty(
                "listener.security.protocol.map",
                "SECURE:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "INSIDE");
        p.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        p.setProperty(
                "listener.name.secure.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        p.setProperty("ssl.keystore.type", "PKCS12");
        p.setProperty("ssl.keystore.location", folder.resolve("server.p12").toString());
        p.setProperty("ssl.keystore.password", STORE_PASSWORD);
        p.setProperty("ssl.key.password", STORE_PASSWORD);
        p.setProperty("log.dirs", data.toString());
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("transaction.max.timeout.ms", "3600000");
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        Files.createDirectories(data);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setScramArguments(
                        List.of("SCRAM-SHA-512=[name=job,password=" + KAFKA_PASSWORD + "]"))
                .run();
        kafka = new KafkaRaftServer(KafkaConfig.fromProps(p), Time.SYSTEM);
        kafka.startup();
        try (Admin admin = Admin.create(clients(KAFKA_PASSWORD))) {
            admin.createTopics(
                            Stream.concat(
                                            Arrays.stream(Topic.values()).map(Topic::topicName),
                                            Stream.of(
                                                    "retail.recommendations",
                                                    "retail.alerts.low-stock",
                                                    "retail.alerts.trend",
                                                    "retail.alerts.operations",
                                                    "retail.forecasts",
                                                    "retail.segments",
                                                    "retail.dead-letters"))
                                    .map(name -> new NewTopic(name, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private static Properties clients(String password) {
        Properties p = new Properties();
        p.setProperty("bootstrap.servers", bootstrapServers);
        security(password).forEach(p::setProperty);
        return p;
    }

    private static Map<String, String> security(String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"job\" password=\""
                        + password
                        + "\";",
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                folder.resolve("trust-server.p12").toString(),
                "ssl.truststore.password",
                STORE_PASSWORD);
    }

    private static void startPostgres() throws Exception {
        Path data = folder.resolve("postgres");
        postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setServerConfig("listen_addresses", "localhost")
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", folder.resolve("server.pem").toString())
                        .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                        .start();
        Database.open(url("postgres", ""), "postgres", "").migrate();
        try (Connection owner = DriverManager.getConnection(url("postgres", ""), "postgres", "");
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "CREATE ROLE job LOGIN PASSWORD '"
                            + POSTGRES_PASSWORD
                            + "' IN ROLE tillstream_writer");
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    """
                    host all postgres 127.0.0.1/32 trust
                    host all postgres ::1/128 trust
                    hostssl all all 127.0.0.1/32 scram-sha-256
                    hostssl all all ::1/128 scram-sha-256
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static String url(String database, String options) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database + options;
    }

    private static String verified(String authority) {
        return url(
                "postgres",
                "?sslmode=verify-full&sslrootcert=" + folder.resolve(authority + ".pem"));
    }

    @Test
    void theJobReadsAndWritesByTlsAndPassword() throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        clients(KAFKA_PASSWORD), new StringSerializer(), new StringSerializer())) {
            for (int day = 1; day <= 3; day++) {
                producer.send(new ProducerRecord<>("pos.sales", "s1", SALE.formatted(day, day)))
                        .get();
            }
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TillstreamJob.define(env, JobConfig.from(new String[0], environment()));

        env.execute();

        try (Connection owner = DriverManager.getConnection(url("postgres", ""), "postgres", "");
                Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT customer_id, frequency FROM customer_rfm")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("ada");
            assertThat(rows.getInt(2)).isEqualTo(3);
        }
        Properties committed = clients(KAFKA_PASSWORD);
        committed.setProperty("isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        committed, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition segments = new TopicPartition("retail.segments", 0);
            consumer.assign(List.of(segments));
            consumer.seekToBeginning(List.of(segments));
            assertThat(consumer.poll(Duration.ofSeconds(20)))
                    .isNotEmpty()
                    .extracting(ConsumerRecord::key)
                    .containsOnly("ada");
        }
    }

    private static Map<String, String> environment() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), POSTGRES_PASSWORD + "\n");
        Map<String, String> environment = new HashMap<>();
        security(KAFKA_PASSWORD)
                .forEach(
                        (key, value) ->
                                environment.put(
                                        "TILLSTREAM_KAFKA_PROPERTY_"
                                                + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                                        value));
        environment.putAll(
                Map.of(
                        "TILLSTREAM_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "TILLSTREAM_KAFKA_BOUNDED", "true",
                        "TILLSTREAM_PIPELINES", "customers",
                        "TILLSTREAM_CHECKPOINT_INTERVAL", "1 s",
                        "TILLSTREAM_PARALLELISM", "1",
                        "TILLSTREAM_POSTGRES_URL", verified("server"),
                        "TILLSTREAM_POSTGRES_USER", "job",
                        "TILLSTREAM_POSTGRES_PASSWORD_FILE", password.toString()));
        return environment;
    }

    @Test
    void kafkaLetsInNobodyWithAnotherPasswordOrWithoutTls() {
        assertThatThrownBy(() -> topicsAs(clients("guessed")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        Properties plain = new Properties();
        plain.setProperty("bootstrap.servers", bootstrapServers);
        plain.setProperty("default.api.timeout.ms", "3000");
        plain.setProperty("request.timeout.ms", "2000");
        assertThatThrownBy(() -> topicsAs(plain)).isInstanceOf(ExecutionException.class);
    }

    private static void topicsAs(Properties properties) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            admin.listTopics().names().get();
        }
    }

    @Test
    void postgresLetsInNobodyWithAnotherPasswordOrWithoutTls() {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        url("postgres", "?sslmode=disable"),
                                        "job",
                                        POSTGRES_PASSWORD))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(verified("server"), "job", "guessed"))
                .isInstanceOf(SQLException.class);
    }

    /** verify-full is what keeps somebody else's server out. */
    @Test
    void theJobDoesNotTalkToAServerWithAnotherCertificate() {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        verified("stranger"), "job", POSTGRES_PASSWORD))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SSL");
    }
}
