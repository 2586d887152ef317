package io.tillstream.events;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.view;

import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class EventStories {
    static final long DISORDER = 60_000;
    static final long RETENTION = 30 * EventTime.DAY;
    static final long HORIZON = 7 * EventTime.DAY;
    private static final long FLUSH = 200;
    private static final int PARTITIONS = 11;

    /** When old events are read today. */
    private static final long TODAY = at(1_000, 0);

    private EventStories() {}

    static OperatorRun.Definition<Decoded, Void, ShopEvent> intake() {
        return OperatorRun.plain(
                () -> new Intake<>(ShopEvent.class, RETENTION, DISORDER, CLOSE, FLUSH),
                Decoded::partition,
                TypeInformation.of(ShopEvent.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, ShopEvent> deduplicate() {
        return OperatorRun.keyed(
                () -> new Deduplicate(Deduplicate.Id.EVENT, HORIZON, FLUSH),
                new Deduplicate.ById(Deduplicate.Id.EVENT),
                Types.INT,
                TypeInformation.of(ShopEvent.class));
    }

    static OperatorRun.Definition<Long, Void, WorldTime> clock() {
        return OperatorRun.plain(
                () -> new EventClock(CLOSE, FLUSH), time -> 0, TypeInformation.of(WorldTime.class));
    }

    /** A record that arrives at a time. */
    static Decoded arriving(int partition, long offset, long timestamp, ShopEvent event) {
        return new Decoded(event.topic(), partition, offset, timestamp, null, null, event, null);
    }

    /** A record of a backfill. */
    static Decoded old(int partition, ShopEvent event) {
        return arriving(partition, 0, TODAY, event);
    }

    private static Story<Decoded, Void, ShopEvent> intakeStory() {
        return new Story<>(
                "intake-ecom-events",
                intake(),
                true,
                List.of(Intake.DEAD_LETTERS, Intake.QUALITY),
                run -> {
                    // Of the even partitions' clocks the first day is closed.
                    for (int partition = 0; partition < PARTITIONS; partition++) {
                        long newest = partition % 2 == 0 ? closing(0) + DISORDER : at(0, 0);
                        run.give(old(partition, view("e" + partition, "p", newest)));
                    }
                },
                run -> {
                    for (int partition = 0; partition < PARTITIONS; partition++) {
                        run.give(old(partition, view("f" + partition, "p", at(0, 1))));
                    }
                    run.flush();
                });
    }

    private static Story<ShopEvent, Void, ShopEvent> deduplicateStory() {
        return new Story<>(
                "deduplicate",
                deduplicate(),
                true,
                List.of(Intake.QUALITY),
                run -> {
                    for (int i = 0; i < 600; i++) {
                        run.give(view("e" + i, "p", at(i % 3, 0)));
                    }
                },
                run -> {
                    for (int i = 500; i < 700; i++) {
                        run.give(view("e" + i, "p", at(i % 3, 0)));
                    }
                    run.watermark(EventTime.endOf(DAY + 1) + HORIZON);
                    for (int i = 0; i < 30; i++) {
                        run.give(view("e" + i, "p", at(i % 3, 0)));
                    }
                    run.flush();
                });
    }

    private static Story<Long, Void, WorldTime> clockStory() {
        return new Story<>(
                "event-clock",
                clock(),
                false,
                List.of(),
                run -> run.give(at(0, 5), at(1, 7)).watermark(closing(0)),
                run -> run.watermark(closing(1)).end());
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(intakeStory(), deduplicateStory(), clockStory());
    }
}
