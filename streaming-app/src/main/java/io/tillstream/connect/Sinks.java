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
}
