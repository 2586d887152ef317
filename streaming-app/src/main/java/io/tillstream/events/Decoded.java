package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record as it came from Kafka, with what it means: either an event or the reason why it is none.
 *
 * @param timestamp the record's Kafka timestamp, epoch milliseconds
 * @param key may be null
 * @param value may be null
 * @param event null if the record is invalid
 * @param error null if the record is valid
 * @param fields those of its topic that have a value, a bit each in the order of {@link
 *     Topic#fields()}; none of an invalid record
 * @param unknown names of fields that its topic does not have
 */
@TypeInfo(DecodedTypeInfo.Factory.class)
public record Decoded(
        Topic topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        InputEvent event,
        InvalidRecord error,
        long fields,
        String[] unknown) {
    private static final String[] NO_NAMES = {};

    /** A record whose fields nobody counts. */
    public Decoded(
            Topic topic,
            int partition,
            long offset,
            long timestamp,
            byte[] key,
            byte[] value,
            InputEvent event,
            InvalidRecord error) {
        this(topic, partition, offset, timestamp, key, value, event, error, 0, NO_NAMES);
    }

    /** Decodes a record; whatever is wrong with it becomes its error. */
    public static Decoded of(
            EventDecoder decoder,
            Topic topic,
            int partition,
            long offset,
            long timestamp,
            long maxClockSkew,
            byte[] key,
            byte[] value) {
        InputEvent event = null;
        InvalidRecord error = null;
        try {
            event = decoder.decode(key, value);
            requirePlausible(event, timestamp, maxClockSkew);
        } catch (InvalidRecord e) {
            event = null;
            error = e;
        } catch (RuntimeException e) {
            // A record must never restart the job, not even one that a decoder did not expect.
            error = new InvalidRecord(Kind.MALFORMED, "cannot be decoded: " + e);
        }
        FieldsSeen seen = decoder.seen();
        return new Decoded(
                topic,
                partition,
                offset,
                timestamp,
                key,
                value,
                event,
                error,
                error == null ? seen.known() : 0,
                error == null ? seen.unknown() : NO_NAMES);
    }

    private static void requirePlausible(InputEvent event, long timestamp, long maxClockSkew)
            throws InvalidRecord {
        // Arithmetic on the difference: TIMELESS must not overflow.
        if (event.occurredAt() != InputEvent.TIMELESS
                && event.occurredAt() - maxClockSkew > timestamp) {
            throw new InvalidRecord(
                    Kind.IMPLAUSIBLE_TIME,
                    "occurred_at is "
                            + (event.occurredAt() - timestamp) / 1000
                            + " s ahead of the record's arrival");
        }
    }

    /** The time that counts the record into a day: its event time, else its arrival. */
    public long time() {
        return event == null || event.occurredAt() == InputEvent.TIMELESS
                ? timestamp
                : event.occurredAt();
    }

    /** The same record, refused. */
    Decoded refused(InvalidRecord reason) {
        return new Decoded(topic, partition, offset, timestamp, key, value, null, reason);
    }
}
