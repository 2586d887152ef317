package io.tillstream.events;

import static io.tillstream.events.EventStories.DISORDER;
import static io.tillstream.events.EventStories.RETENTION;
import static io.tillstream.events.EventStories.arriving;
import static io.tillstream.events.EventStories.old;
import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.OperatorRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private OperatorRun<Decoded, Void, ShopEvent> intake;

    @BeforeEach
    void open() throws Exception {
        intake = EventStories.intake().open(1);
    }

    @AfterEach
    void close() throws Exception {
        intake.close();
    }

    @Test
    void validEventsPassAndAreCountedByTheDayOfTheEvent() throws Exception {
        ShopEvent first = view("e1", "p", at(0, 23));
        ShopEvent second = view("e2", "p", at(1, 0));
        intake.give(
                        arriving(0, 0, at(1, 0), first),
                        arriving(0, 1, at(1, 0), second),
                        arriving(0, 2, at(1, 0), second))
                .flush();

        assertThat(intake.out()).containsExactly(first, second, second);
        assertThat(intake.out(Intake.QUALITY))
                .containsExactlyInAnyOrder(
                        new QualityCount("ecom.events", DAY, 1, 0, 0, 0, at(0, 23)),
                        new QualityCount("ecom.events", DAY + 1, 2, 0, 0, 0, at(1, 0)));
        assertThat(intake.out(Intake.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void aBrokenRecordIsADeadLetterWithItsReasonAndCountsOnTheDayOfItsArrival() throws Exception {
        byte[] value = {'{'};
        InvalidRecord reason = new InvalidRecord(InvalidRecord.Kind.MALFORMED, "no JSON");
        intake.give(new Decoded(Topic.POS_SALES, 3, 42, at(5, 0), null, value, null, reason))
                .flush();

        assertThat(intake.out()).isEmpty();
        assertThat(intake.out(Intake.DEAD_LETTERS))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new DeadLetter(
                                "pos.sales",
                                3,
                                42,
                                at(5, 0),
                                value,
                                "MALFORMED",
                                "no JSON",
                                "decode"));
        assertThat(intake.out(Intake.QUALITY))
                .containsExactly(new QualityCount("pos.sales", DAY + 5, 1, 0, 0, 1));
    }

    @Test
    void whatIsOlderThanDaysAreKeptIsADeadLetter() throws Exception {
        long newest = at(90, 0);
        long oldest = newest - DISORDER - RETENTION;
        intake.give(
                arriving(0, 6, newest, view("newest", "p", newest)),
                arriving(0, 7, newest, view("kept", "p", oldest)),
                arriving(0, 8, newest, view("gone", "p", oldest - 1)),
                old(1, view("another partition's", "p", oldest - 1)));

        assertThat(intake.out())
                .extracting(event -> ((Interaction) event).eventId())
                .containsExactly("newest", "kept", "another partition's");
        assertThat(intake.out(Intake.DEAD_LETTERS))
                .extracting(DeadLetter::offset, DeadLetter::error, DeadLetter::stage)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(8L, "IMPLAUSIBLE_TIME", "retention"));
    }

    @Test
    void anEventThatArrivesAfterTheCloseOfItsDayIsLate() throws Exception {
        long closing = closing(0) + DISORDER;
        intake.give(
                arriving(0, 0, closing - 1, view("in time", "p", at(0, 1))),
                arriving(0, 1, closing, view("late", "p", at(0, 1))));

        assertThat(intake.out()).extracting(ShopEvent::late).containsExactly(false, true);
    }

    /** Which of them are seen before a day closes would hang on a race. */
    @Test
    void aFeedIsNoFresherForWhatComesLate() throws Exception {
        long closing = closing(0) + DISORDER;
        intake.give(
                        arriving(0, 0, closing, view("first", "p", at(0, 1))),
                        arriving(0, 1, closing, view("late", "p", at(0, 9))))
                .flush();

        assertThat(intake.out(Intake.QUALITY))
                .extracting(QualityCount::records, QualityCount::newest)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, QualityCount.NO_TIME));
    }

    @Test
    void inABackfillThePartitionsOwnNewestEventIsTheClock() throws Exception {
        long closing = closing(0) + DISORDER;
        intake.give(
                old(0, view("e1", "p", closing - 1)),
                old(0, view("in time", "p", at(0, 1))),
                old(0, view("e2", "p", closing)),
                old(0, view("late", "p", at(0, 1))),
                old(1, view("another partition's", "p", at(0, 1))));

        assertThat(intake.out())
                .extracting(ShopEvent::late)
                .containsExactly(false, false, false, true, false);
    }

    @Test
    void theNewestEventTimeIsToldOncePerFlushAndOnlyIfItMoved() throws Exception {
        intake.give(
                old(0, view("e1", "p", at(0, 2))),
                old(0, view("e2", "p", at(0, 5))),
                old(0, view("e3", "p", at(0, 1))));
        intake.flush();
        intake.flush();
        intake.give(old(0, view("e4", "p", at(0, 5)))).flush();

        assertThat(intake.out(Intake.EVENT_TIME)).containsExactly(at(0, 5));
    }

    @Test
    void countsAreToldBeforeTheWatermarkThatMayCloseTheirDay() throws Exception {
        intake.give(old(0, view("e1", "p", at(0, 2)))).watermark(closing(0));

        assertThat(intake.out(Intake.QUALITY)).hasSize(1);
        assertThat(intake.out(Intake.EVENT_TIME)).containsExactly(at(0, 2));
    }

    @Test
    void anEventThatArrivesAfterTheCloseOfItsHourCountsInTheFirstOpenOne() throws Exception {
        long hour = Math.floorDiv(at(1, 0), EventTime.HOUR);
        long closes = CLOSE.allowedLateness() + EventTime.HOUR + DISORDER;
        intake.give(
                arriving(0, 0, at(1, 0) + closes - 2, view("in time", "p", at(1, 0))),
                arriving(0, 1, at(1, 0) + closes - 1, view("late", "p", at(1, 0))),
                arriving(0, 2, at(1, 0) + closes + 4 * EventTime.HOUR, view("v", "p", at(1, 0))));

        assertThat(intake.out())
                .extracting(ShopEvent::countedIn)
                .containsExactly(hour, hour + 1, hour + 5);
    }

    @Test
    void aRemovalIsNoRecordThatMissesItsFields() throws Exception {
        ShopEvent event = view("e1", "p", at(0, 1));
        byte[] value = {'{', '}'};
        intake.give(
                        new Decoded(event.topic(), 0, 0, at(0, 1), null, value, event, null),
                        new Decoded(event.topic(), 0, 1, at(0, 1), null, null, event, null))
                .flush();

        assertThat(intake.out(Intake.QUALITY))
                .extracting(QualityCount::records)
                .containsExactly(2L);
        assertThat(intake.out(Intake.FEED)).extracting(FeedCount::records).containsExactly(1L);
    }

    @Test
    void howFreshAFeedIsIsKnownAfterARestartBeforeAnythingComes() throws Exception {
        intake.give(old(0, view("e1", "p", at(0, 2))), old(1, view("e2", "p", at(0, 5)))).flush();
        assertThat(intake.out(Intake.EVENT_TIME)).containsExactly(at(0, 5));

        intake.restart(1).flush();
        assertThat(intake.out(Intake.EVENT_TIME)).containsExactly(at(0, 5));
    }
}
