package io.tillstream.sandbox.replay;

import io.tillstream.events.Topic;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges event files in order of event time, each file's records in the order in which they stand
 * there: disorder within a file is part of the data. A record's place is the running maximum of the
 * median of the five event times around it, so that a record with a wrong clock neither runs ahead
 * nor holds its file back. Records without a time stand with their neighbours; files without times
 * (catalogue, calendar) come first, at the time of the first record that has one: they would
 * otherwise count as records of 1970.
 */
public final class ReplayReader implements AutoCloseable {
    private static final int WINDOW = 5;

    private final List<Lane> lanes = new ArrayList<>();
    private final PriorityQueue<Lane> queue =
            new PriorityQueue<>(
                    (a, b) ->
                            a.head.time() != b.head.time()
                                    ? Long.compare(a.head.time(), b.head.time())
                                    : Integer.compare(a.rank, b.rank));

    private final long start;

    /** Reads the given files and closes them in the end. */
    public ReplayReader(List<EventFile> files) {
        for (EventFile file : files) {
            Lane lane = new Lane(file, rank(file.topic()));
            lanes.add(lane);
            if (lane.advance()) {
                queue.add(lane);
            }
        }
        start =
                queue.stream()
                        .mapToLong(lane -> lane.head.time())
                        .filter(t -> t > 0)
                        .min()
                        .orElse(0);
    }

    /** Of records of one time, reference data and stock go before sales. */
    private static int rank(Topic topic) {
        return switch (topic) {
            case CATALOG_PRODUCTS -> 0;
            case CALENDAR_DAYS -> 1;
            case INVENTORY_LEVELS -> 2;
            case POS_SALES, ECOM_EVENTS, SOCIAL_POSTS -> 3 + topic.ordinal();
        };
    }

    /** The next record, null at the end. */
    public ReplayRecord next() {
        Lane lane = queue.poll();
        if (lane == null) {
            return null;
        }
        ReplayRecord record = lane.head;
        if (lane.advance()) {
            queue.add(lane);
        }
        return record.time() > 0 ? record : record.at(start);
    }

    @Override
    public void close() throws IOException {
        for (Lane lane : lanes) {
            lane.file.close();
        }
    }

    private static final class Lane {
        final EventFile file;
        final int rank;
        final RecordScan scan = new RecordScan();
        final Deque<ReplayRecord> ahead = new ArrayDeque<>();
        final Deque<Long> around = new ArrayDeque<>();
        boolean ended;
        long place = 0;
        ReplayRecord head;

        Lane(EventFile file, int rank) {
            this.file = file;
            this.rank = rank;
        }

        boolean advance() {
            while (!ended && ahead.size() <= WINDOW / 2) {
                read();
            }
            ReplayRecord next = ahead.poll();
            if (next == null) {
                return false;
            }
            // At the end the window shrinks from both sides, or places would lag behind sparse
            // records.
            while (ended && around.size() > 2 * ahead.size() + 1) {
                around.poll();
            }
            place = Math.max(place, median());
            head = new ReplayRecord(next.topic(), next.key(), next.value(), place);
            return true;
        }

        private void read() {
            byte[] line = file.next();
            if (line == null) {
                ended = true;
                return;
            }
            scan.scan(file.topic(), line);
            if (scan.time() != RecordScan.NO_TIME) {
                around.add(scan.time());
                if (around.size() > WINDOW) {
                    around.poll();
                }
            }
            ahead.add(new ReplayRecord(file.topic(), scan.key(), line, scan.time()));
        }

        private long median() {
            if (around.isEmpty()) {
                return 0;
            }
            long[] times = around.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(times);
            return times[(times.length - 1) / 2];
        }
    }
}
