package io.tillstream.connect;

import io.tillstream.OperatorId;
import io.tillstream.schemas.rows.Row;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where output goes: PostgreSQL and Kafka in production, whatever a test has otherwise. */
public interface Sinks {
    /** Upserts rows; the stream is keyed so that rows of one key come from one subtask. */
    <R extends Row> void rows(DataStream<R> rows, OperatorId id);

    /** Writes records to their topics, exactly once. */
    void records(DataStream<OutputRecord> records, OperatorId id);

    /**
     * Writes records to their topics at once, at least once: for those that somebody waits for. A
     * record that is written again after a failure has the same key and id.
     */
    void recordsAtOnce(DataStream<OutputRecord> records, OperatorId id);
}
