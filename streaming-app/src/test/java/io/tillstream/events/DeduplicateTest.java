package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tillstream.runtime.OperatorRun;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    private static final long START = EventTime.startOf(20_000);
    private static final long HORIZON = 7 * EventTime.DAY;

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShopEvent, ShopEvent> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new Deduplicate(Deduplicate.Id.EVENT, HORIZON, 200),
                new Deduplicate.ById(Deduplicate.Id.EVENT),
                Types.INT);
    }

    private static StreamRecord<ShopEvent> view(int id, long time) {
        return new StreamRecord<>(
                new Interaction(
                        IdHash.of(1, "e" + id),
                        "e" + id,
                        Interaction.Kind.VIEW,
                        "s",
                        null,
                        time,
                        "p",
                        0,
                        null),
                time);
    }

    @Test
    void dropsWhatItHasSeenAndCountsIt() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 3_000; i++) {
                harness.processElement(view(i, START + i));
                harness.processElement(view(i / 2, START + i / 2));
            }
            harness.processWatermark(START + 3_000);

            assertThat(harness.extractOutputValues()).hasSize(3_000);
            assertThat(harness.getSideOutput(Intake.QUALITY))
                    .extracting(count -> count.getValue().duplicates())
                    .containsExactly(3_000L);
        }
    }

    @Test
    void dropsAnOrderThatComesUnderAnotherEvent() throws Exception {
        Transaction order = order("e1", "o1");
        try (var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new Deduplicate(Deduplicate.Id.ORDER, HORIZON, 200),
                        new Deduplicate.ById(Deduplicate.Id.ORDER),
                        Types.INT)) {
            harness.open();
            harness.processElement(order, START);
            harness.processElement(order("e2", "o1"), START);
            harness.processElement(order("e3", "o2").asLate(START), START);
            harness.processWatermark(START);

            assertThat(harness.extractOutputValues())
                    .containsExactly(order, order("e3", "o2").asLate(START));
            // Late events are counted once, where all events pass.
            assertThat(harness.getSideOutput(Intake.QUALITY))
                    .extracting(count -> count.getValue().duplicates(), c -> c.getValue().late())
                    .containsExactly(tuple(1L, 0L));
        }
    }

    private static Transaction order(String eventId, String orderId) {
        return new Transaction(
                Topic.ECOM_EVENTS,
                IdHash.of(1, eventId),
                IdHash.of(64, orderId),
                orderId,
                false,
                Channel.ONLINE,
                "online",
                null,
                START,
                List.of(new Line("p", 1, 1, 0)),
                Transaction.IN_TIME);
    }

    @Test
    void remembersAcrossARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 1_000; i++) {
                harness.processElement(view(i, START));
            }
            harness.prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(state);
            harness.open();
            for (int i = 0; i < 1_100; i++) {
                harness.processElement(view(i, START));
            }

            assertThat(harness.extractOutputValues()).hasSize(100);
        }
    }

    @Test
    void forgetsAfterTheHorizonWithNothingLeftInState() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(view(1, START));
            harness.prepareSnapshotPreBarrier(1);
            harness.snapshot(1, 1);
            harness.processWatermark(EventTime.endOf(20_000) + HORIZON - 1);
            harness.processElement(view(1, START));
            assertThat(harness.extractOutputValues()).hasSize(1);

            harness.processWatermark(EventTime.endOf(20_000) + HORIZON);

            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
            harness.processElement(view(1, START));
            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void anIdBeyondTheHorizonIsNewThoughTheWatermarkIsBehind() throws Exception {
        long again = START + 8 * EventTime.DAY;
        OperatorSubtaskState state;
        try (var harness = harness()) {
            harness.open();
            harness.processElement(view(1, START));
            harness.processElement(view(1, again - 1));
            harness.processElement(view(1, again));
            harness.processElement(view(1, again + 1));
            assertThat(harness.extractOutputValues())
                    .extracting(ShopEvent::occurredAt)
                    .containsExactly(START, again);
            harness.prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(state);
            harness.open();
            harness.processWatermark(EventTime.endOf(20_000) + HORIZON);
            harness.processElement(view(1, again + 1));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(EventTime.endOf(20_008) + HORIZON);
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void lateEventsAreCountedOnceAndPassOn() throws Exception {
        try (OperatorRun<ShopEvent, Void, ShopEvent> run = EventStories.deduplicate().open(1)) {
            ShopEvent late = Events.view("late", "p", START).asLate(START);
            run.give(late, late, Events.view("in time", "p", START)).flush();

            assertThat(run.out()).extracting(ShopEvent::late).containsExactly(true, false);
            assertThat(run.out(Intake.QUALITY))
                    .containsExactly(new QualityCount("ecom.events", 20_000, 0, 1, 1, 0));
        }
    }

    @Test
    void aLateEventTooIsRememberedForTheWholeHorizonFromItsArrivalOn() throws Exception {
        try (OperatorRun<ShopEvent, Void, ShopEvent> run = EventStories.deduplicate().open(1)) {
            long arrival = START + 20 * EventTime.DAY;
            ShopEvent late = Events.view("late", "p", START).asLate(START);
            run.watermark(arrival).give(late).watermark(arrival + HORIZON - 1).give(late);
            assertThat(run.out()).hasSize(1);

            run.watermark(EventTime.endOf(EventTime.dayOf(arrival)) + HORIZON);
            assertThat(run.timers()).isZero();
            assertThat(run.entries()).isZero();
        }
    }
}
