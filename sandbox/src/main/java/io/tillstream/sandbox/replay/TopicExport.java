package io.tillstream.sandbox.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes the committed records of topics to {@code NAME.jsonl}: key, value and headers. */
public final class TopicExport {
    /** Gives numbers back digit by digit, and refuses what it could not give back as it was. */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final String bootstrapServers;

    /** An export from a broker. */
    public TopicExport(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Writes a file for each topic. */
    public void write(List<String> topics, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String topic : topics) {
            write(topic, folder.resolve(topic + ".jsonl"));
        }
    }

    private void write(String topic, Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        p.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            json.setCodec(MAPPER);
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean written = false;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    write(record, json);
                    written = true;
                }
            }
            json.flush();
            if (written) {
                out.write('\n');
            }
        }
    }

    static void write(ConsumerRecord<byte[], byte[]> record, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("key", text(record.key()));
        json.writeFieldName("value");
        writeValue(record.value(), json);
        if (record.headers().iterator().hasNext()) {
            json.writeObjectFieldStart("headers");
            for (Header header : record.headers()) {
                json.writeStringField(header.key(), text(header.value()));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** As JSON where it is JSON, else as a string: dead letters hold anything. */
    private static void writeValue(byte[] value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        JsonNode tree = parse(value);
        if (tree == null) {
            json.writeString(text(value));
        } else {
            json.writeTree(tree);
        }
    }

    private static JsonNode parse(byte[] value) {
        try {
            JsonNode tree = MAPPER.readTree(value);
            return tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
