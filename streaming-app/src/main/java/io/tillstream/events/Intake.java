package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import io.tillstream.runtime.FlushingOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The door of one topic: valid events pass, broken records and those older than what is kept go to
 * the dead letters with their reason, and everything is counted by day.
 */
public final class Intake<T extends InputEvent> extends FlushingOperator<Decoded, T> {
    /** Records that break their contract. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Counts by source and day. */
    public static final OutputTag<QualityCount> QUALITY =
            new OutputTag<>("quality", TypeInformation.of(QualityCount.class));

    /** The newest event time seen, epoch milliseconds. */
    public static final OutputTag<Long> EVENT_TIME =
            new OutputTag<>("event-time", TypeInformation.of(Long.class));

    /** What records hold, by source and day. */
    public static final OutputTag<FeedCount> FEED =
            new OutputTag<>("feed", TypeInformation.of(FeedCount.class));

    private static final long serialVersionUID = 1L;
    private static final String DECODE = "decode";
    private static final String RETENTION = "retention";

    private final Class<T> type;
    private final long retention;
    private final DayClose dayClose;
    private final HourClose hourClose;
    private final PartitionProgress progress;
    private transient QualityCounter counter;
    private transient FeedCounter feed;
    private transient long newest;
    private transient long reported;

    /**
     * @param type the events of the topic
     * @param retention milliseconds of event time behind a partition for which days are kept
     * @param outOfOrderness milliseconds by which a partition's watermark stays behind
     * @param dayClose tells late events
     * @param flushInterval milliseconds
     */
    public Intake(
            Class<T> type,
            long retention,
            long outOfOrderness,
            DayClose dayClose,
            long flushInterval) {
        super(flushInterval);
        this.type = type;
        this.retention = retention;
        this.dayClose = dayClose;
        this.hourClose = new HourClose(dayClose.allowedLateness());
        this.progress = new PartitionProgress(outOfOrderness);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        progress.restore(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        progress.store();
    }

    @Override
    public void open() throws Exception {
        super.open();
        counter = new QualityCounter();
        feed = new FeedCounter();
        newest = progress.newest();
        reported = Long.MIN_VALUE;
        getMetricGroup().addGroup("feed").gauge("secondsSinceNewest", this::secondsSinceNewest);
    }

    /** By the wall clock, which goes on when nothing comes; NaN before the first event. */
    private double secondsSinceNewest() {
        return newest == Long.MIN_VALUE
                ? Double.NaN
                : (getProcessingTimeService().getCurrentProcessingTime() - newest) / 1e3;
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
        Decoded decoded = element.getValue();
        if (decoded.error() != null) {
            refuse(decoded, decoded.error(), DECODE);
            return;
        }
        InputEvent event = decoded.event();
        boolean inTime = true;
        if (event.occurredAt() != InputEvent.TIMELESS) {
            long watermark = progress.advance(decoded);
            if (event.occurredAt() < watermark - retention) {
                refuse(decoded, tooOld(), RETENTION);
                return;
            }
            newest = Math.max(newest, event.occurredAt());
            inTime = !dayClose.isLate(event.occurredAt(), watermark);
            if (inTime) {
                counter.inTime(decoded.topic(), event.occurredAt());
            }
            event = markedIfLate(event, watermark);
        }
        counter.cell(decoded.topic(), EventTime.dayOf(decoded.time()))[0]++;
        // A removal has no fields that could be missing.
        if (inTime && decoded.value() != null) {
            feed.add(decoded);
        }
        if (element.hasTimestamp()) {
            output.collect(new StreamRecord<>(type.cast(event), element.getTimestamp()));
        } else {
            output.collect(new StreamRecord<>(type.cast(event)));
        }
    }

    private InputEvent markedIfLate(InputEvent event, long watermark) {
        if (event instanceof SocialPost post) {
            return post.heard(hourClose.firstOpen(watermark));
        }
        if (event instanceof ShopEvent shopEvent) {
            ShopEvent heard = shopEvent.heard(hourClose.firstOpen(watermark));
            return dayClose.isLate(event.occurredAt(), watermark) ? heard.asLate(watermark) : heard;
        }
        return event;
    }

    private InvalidRecord tooOld() {
        return new InvalidRecord(
                Kind.IMPLAUSIBLE_TIME,
                "occurred_at is more than "
                        + retention / EventTime.DAY
                        + " days behind the stream");
    }

    private void refuse(Decoded decoded, InvalidRecord error, String stage) {
        long[] cell = counter.cell(decoded.topic(), EventTime.dayOf(decoded.timestamp()));
        cell[0]++;
        cell[3]++;
        emit(
                DEAD_LETTERS,
                new DeadLetter(
                        decoded.topic().topicName(),
                        decoded.partition(),
                        decoded.offset(),
                        decoded.timestamp(),
                        decoded.value(),
                        error.kind().name(),
                        error.getMessage(),
                        stage));
    }

    @Override
    protected void flush() {
        counter.drain(count -> emit(QUALITY, count));
        feed.drain(count -> emit(FEED, count));
        if (newest > reported) {
            reported = newest;
            emit(EVENT_TIME, newest);
        }
    }
}
