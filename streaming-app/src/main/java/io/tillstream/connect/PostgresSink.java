package io.tillstream.connect;

import io.tillstream.schemas.Database;
import io.tillstream.schemas.RowWriter;
import io.tillstream.schemas.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Upserts rows into their table, of each key the newest since the last flush (the row writer sees
 * to that), at each flush interval and at each checkpoint, so that nothing a checkpoint covers is
 * missing from the table. After a failure rows are written again, to the same effect.
 */
final class PostgresSink<R extends Row> implements Sink<R> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_GATHERED = 20_000;

    private final String url;
    private final String user;
    private final String password;
    private final long flushInterval;

    PostgresSink(String url, String user, String password, long flushInterval) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.flushInterval = flushInterval;
    }

    @Override
    public SinkWriter<R> createWriter(WriterInitContext context) {
        return new Writer<>(
                Database.open(url, user, password).newWriter(),
                context.getProcessingTimeService(),
                flushInterval);
    }

    private static final class Writer<R extends Row> implements SinkWriter<R> {
        private final RowWriter rows;
        private final ProcessingTimeService clock;
        private final long flushInterval;
        private final List<R> gathered = new ArrayList<>();

        Writer(RowWriter rows, ProcessingTimeService clock, long flushInterval) {
            this.rows = rows;
            this.clock = clock;
            this.flushInterval = flushInterval;
            schedule();
        }

        private void schedule() {
            ScheduledFuture<?> unused =
                    clock.registerTimer(
                            clock.getCurrentProcessingTime() + flushInterval,
                            time -> {
                                write();
                                schedule();
                            });
        }

        @Override
        public void write(R row, Context context) {
            gathered.add(row);
            if (gathered.size() >= MAX_GATHERED) {
                write();
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            write();
        }

        private void write() {
            if (!gathered.isEmpty()) {
                rows.write(gathered);
                gathered.clear();
            }
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
