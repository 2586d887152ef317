package io.tillstream.connect;

import io.tillstream.events.Decoded;
import io.tillstream.events.EventDecoder;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records as they are read; a broken one becomes a {@link Decoded} with its error. */
final class RecordDecoder implements KafkaRecordDeserializationSchema<Decoded> {
    private static final long serialVersionUID = 1L;

    private final Topic topic;
    private final RecordLimits limits;
    private final long maxClockSkew;
    private transient EventDecoder decoder;

    RecordDecoder(Topic topic, RecordLimits limits, long maxClockSkew) {
        this.topic = topic;
        this.limits = limits;
        this.maxClockSkew = maxClockSkew;
    }

    @Override
    public void open(InitializationContext context) {
        decoder = topic.newDecoder(limits);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
        long timestamp = record.timestamp() < 0 ? System.currentTimeMillis() : record.timestamp();
        out.collect(
                Decoded.of(
                        decoder,
                        topic,
                        record.partition(),
                        record.offset(),
                        timestamp,
                        maxClockSkew,
                        record.key(),
                        record.value()));
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return TypeInformation.of(Decoded.class);
    }
}
