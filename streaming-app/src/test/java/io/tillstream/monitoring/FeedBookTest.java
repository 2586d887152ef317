package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.FeedCount;
import io.tillstream.events.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedBookTest {
    private final FeedBook book = new FeedBook();

    static FeedCount count(int day, long records, List<String> fields, String... unknown) {
        long[] present = new long[Topic.POS_SALES.fields().size()];
        fields.forEach(field -> present[Topic.POS_SALES.fields().indexOf(field)] = records);
        long[] unknownPresent = new long[unknown.length];
        Arrays.fill(unknownPresent, records);
        long[] hours = new long[24];
        hours[9] = records;
        return new FeedCount(
                "pos.sales", DAY + day, records, present, unknown, unknownPresent, hours);
    }

    private List<FeedBook.Share> close(int day, String... expected) {
        return book.closeUpTo(DAY + day, Topic.POS_SALES, List.of(expected));
    }

    private List<FeedBook.Share> close(int day, String rule, int ignored) {
        return close(day).stream().filter(share -> share.rule().equals(rule)).toList();
    }

    @Test
    void missingIsTheShareOfRecordsWithoutAValue() {
        book.add(count(0, 30, List.of("sale_id", "customer_id")));
        book.add(count(0, 10, List.of("sale_id")));
        assertThat(close(0, "customer_id", "currency"))
                .extracting(
                        FeedBook.Share::rule, FeedBook.Share::records, FeedBook.Share::violations)
                .containsExactly(
                        tuple("missing.customer_id", 40L, 10L),
                        tuple("missing.currency", 40L, 40L));
    }

    @Test
    void aFieldThatComesOrGoesIsNamedOnceItIsKnownWhatIsUsual() {
        for (int day = 0; day < 6; day++) {
            book.add(count(day, 50, List.of("sale_id", "currency"), "till"));
            assertThat(close(day, FeedBook.SCHEMA, 0)).isEmpty();
        }
        book.add(count(6, 50, List.of("sale_id", "currency"), "till"));
        assertThat(close(6, FeedBook.SCHEMA, 0)).isEmpty();
        book.add(count(7, 50, List.of("sale_id"), "vat"));
        assertThat(close(7, FeedBook.SCHEMA, 0))
                .extracting(
                        FeedBook.Share::records, FeedBook.Share::violations, FeedBook.Share::reason)
                .containsExactly(tuple(3L, 3L, "new: vat, gone: currency, gone: till"));
        book.add(count(8, 50, List.of("sale_id", "currency"), "vat", "till"));
        assertThat(close(8, FeedBook.SCHEMA, 0))
                .extracting(FeedBook.Share::violations)
                .containsExactly(0L);
        // Of 10 records chance may leave a field out.
        book.add(count(9, 10, List.of("sale_id"), "vat"));
        assertThat(close(9, FeedBook.SCHEMA, 0))
                .extracting(FeedBook.Share::reason)
                .containsOnlyNulls();
    }

    private static FeedCount week(Random random, int day, double level) {
        long[] hours = new long[24];
        long records = 0;
        for (int hour = 7; hour < 21; hour++) {
            double mean = level * (50 + 40 * Math.sin(hour) + (day % 7 == 5 ? 60 : 0));
            // Twice as unsteady as a Poisson process.
            hours[hour] =
                    Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(2 * mean)));
            records += hours[hour];
        }
        return new FeedCount(
                "pos.sales", DAY + day, records, new long[0], new String[0], new long[0], hours);
    }

    @Test
    void hoursFarFromTheSameHourOfTheWeeksBeforeAreOddAndOthersAreNot() {
        Random random = new Random(11);
        int odd = 0;
        int told = 0;
        for (int day = 0; day < 300; day++) {
            book.add(week(random, day, 1));
            for (FeedBook.Share share : close(day, FeedBook.VOLUME, 0)) {
                told++;
                odd += share.violations() > 0 ? 1 : 0;
            }
        }
        assertThat(told).as("from the fourth week on").isEqualTo(300 - 21);
        assertThat(odd).as("false alarms").isLessThan(5);

        book.add(week(random, 300, 3));
        assertThat(close(300, FeedBook.VOLUME, 0).get(0).violations()).isGreaterThan(6);
        book.add(week(random, 301, 0.1));
        assertThat(close(301, FeedBook.VOLUME, 0).get(0).violations()).isGreaterThan(6);
        FeedCount half = week(random, 302, 1);
        long[] hours = half.hours();
        hours[14] = 0;
        hours[13] = 0;
        book.add(half);
        FeedBook.Share noon = close(302, FeedBook.VOLUME, 0).get(0);
        assertThat(noon.violations()).isEqualTo(2);
        assertThat(noon.reason()).startsWith("13 h: 0 of ").contains(", 14 h: 0 of ");
    }

    @Test
    void aSourceThatHasBecomeSilentIsToldForFourWeeks() {
        Random random = new Random(12);
        for (int day = 0; day < 30; day++) {
            book.add(week(random, day, 1));
        }
        close(29);
        List<FeedBook.Share> shares = new ArrayList<>();
        for (int day = 30; day < 100; day += 10) {
            shares.addAll(close(day, FeedBook.VOLUME, 0));
        }
        assertThat(shares).hasSizeBetween(20, 28);
        assertThat(shares.get(0).violations()).isGreaterThan(6);
        assertThat(book.days).as("kept").isEmpty();
    }

    static CalendarDay holiday(int day, String country) {
        return new CalendarDay(country, DAY + day, "Holiday", null, "holiday");
    }

    private FeedBook.Share volume(int day) {
        return close(day, FeedBook.VOLUME, 0).get(0);
    }

    @Test
    void aHolidayMayBringLessDownToNothingButNotMore() {
        Random random = new Random(13);
        for (int day = 0; day < 28; day++) {
            book.add(week(random, day, 1));
        }
        close(27);
        book.add(holiday(28, "DE"));
        assertThat(volume(28).violations()).isZero();
        book.add(holiday(29, "FR"));
        book.add(week(random, 29, 0.1));
        assertThat(volume(29).violations()).isZero();
        book.add(holiday(30, "IT"));
        book.add(week(random, 30, 3));
        assertThat(volume(30).violations()).isGreaterThan(6);
        assertThat(volume(31).violations()).as("no holiday").isGreaterThan(6);
    }

    @Test
    void aSourceThatGoesOnOnHolidaysIsJudgedAsOnAnyOtherDay() {
        Random random = new Random(14);
        for (int day = 0; day < 30; day++) {
            book.add(week(random, day, 1));
        }
        book.add(holiday(25, "DE"));
        book.add(holiday(25, "FR"));
        close(29);
        book.add(holiday(30, "FR"));
        assertThat(volume(30).violations()).isGreaterThan(6);
    }

    @Test
    void daysOnWhichItWasClosedDoNotSayWhatIsUsual() {
        Random random = new Random(15);
        for (int day = 0; day < 29; day++) {
            if (day == 14 || day == 21) {
                book.add(holiday(day, "DE"));
                book.add(week(random, day, 0.02));
            } else {
                book.add(week(random, day, 1));
            }
        }
        close(34);
        book.add(week(random, 35, 1));
        assertThat(volume(35).violations()).isZero();
    }

    @Test
    void aPromotionMayBringTwiceAsMuchAndMore() {
        Random random = new Random(16);
        for (int day = 0; day < 28; day++) {
            book.add(week(random, day, 1));
        }
        close(27);
        book.add(new CalendarDay("DE", DAY + 28, null, "Black Friday", null));
        book.add(week(random, 28, 3));
        assertThat(volume(28).violations()).as("no alert").isLessThan(3);
        book.add(week(random, 29, 3));
        assertThat(volume(29).violations()).isGreaterThan(6);
    }

    @Test
    void aPromotionIsNoReasonForMoreRecordsOfStock() {
        Random random = new Random(16);
        for (int day = 0; day < 28; day++) {
            book.add(week(random, day, 1));
        }
        book.closeUpTo(DAY + 27, Topic.INVENTORY_LEVELS, List.of());
        book.add(new CalendarDay("DE", DAY + 28, null, "Black Friday", null));
        book.add(week(random, 28, 3));

        assertThat(book.closeUpTo(DAY + 28, Topic.INVENTORY_LEVELS, List.of()))
                .filteredOn(share -> share.rule().equals(FeedBook.VOLUME))
                .singleElement()
                .satisfies(share -> assertThat(share.violations()).isGreaterThan(6));
    }

    /** A year ago is what tells of Christmas, and not the holiday before it. */
    @Test
    void aHolidayIsJudgedByTheSameOneBefore() {
        Random random = new Random(17);
        for (int day = 0; day < 40; day++) {
            book.add(week(random, day, day == 28 ? 0.02 : 1));
        }
        book.add(new CalendarDay("DE", DAY + 28, "Christmas", null, null));
        book.add(new CalendarDay("DE", DAY + 35, "Unity", null, null));
        book.add(new CalendarDay("DE", DAY + 40, "Christmas", null, null));
        book.add(new CalendarDay("DE", DAY + 41, "Unity", null, null));
        close(39);

        assertThat(volume(40).violations()).isZero();
        assertThat(volume(41).violations()).isGreaterThan(6);
    }

    @Test
    void aReasonIsCutBetweenNames() {
        for (int day = 0; day < 7; day++) {
            book.add(count(day, 50, List.of("sale_id")));
            close(day);
        }
        String[] names = new String[60];
        Arrays.setAll(names, i -> "a-field-of-the-new-release-" + (10 + i));
        book.add(count(7, 50, List.of("sale_id"), names));
        FeedBook.Share schema = close(7, FeedBook.SCHEMA, 0).get(0);
        assertThat(schema.violations()).isEqualTo(60);
        assertThat(schema.reason()).hasSizeBetween(450, 500).endsWith(", and 47 more");
        assertThat(schema.reason().split(", ")).hasSize(14).contains("new: " + names[12]);
    }

    @Test
    void aNameThatFindsNoPlaceAmongStrangersIsNotGone() {
        for (int day = 0; day < 9; day++) {
            book.add(count(day, 50, List.of("sale_id"), "loyalty_id"));
            close(day);
        }
        String[] names = new String[100];
        Arrays.setAll(names, i -> "a" + (100 + i));
        book.add(count(9, 50, List.of("sale_id"), names));
        book.add(count(9, 50, List.of("sale_id"), "loyalty_id"));
        assertThat(close(9, FeedBook.SCHEMA, 0).get(0).violations()).isEqualTo(100);
    }

    @Test
    void theSameHourOfEightWeeksSaysWhatIsUsual() {
        for (int day = 0; day <= 56; day += 7) {
            book.add(week(new Random(day), day, 1));
        }
        book.add(count(0, 1_000_000, List.of()));
        close(55);
        assertThat(close(56, FeedBook.VOLUME, 0).get(0).reason()).contains("9 h: ");
    }

    /** A producer's clock in microseconds. */
    @Test
    void daysThatNeverComeAreBounded() {
        for (int i = 0; i < 5_000; i++) {
            book.add(count(1_000_000 + i, 1, List.of()));
        }
        book.add(count(0, 50, List.of("sale_id")));
        assertThat(book.days.keySet()).hasSizeLessThanOrEqualTo(1_000).contains(DAY);
        assertThat(close(0, "sale_id")).hasSize(1);
    }

    @Test
    void whatIsToldOfADayThatIsClosedComesTooLate() {
        book.add(count(0, 50, List.of("sale_id")));
        close(0);
        book.add(new PriceCount("pos.sales", DAY, 7, 7));
        book.add(count(0, 50, List.of("sale_id")));
        assertThat(book.days.get(DAY).priced).isZero();
        assertThat(book.days.get(DAY).records).isEqualTo(50);
    }

    @Test
    void aShareIsOfAsManyObservationsAsRecords() {
        book.add(count(0, 30, List.of("sale_id")));
        assertThat(Measurement.of("pos.sales", close(0, "currency").get(0)).samples())
                .isEqualTo(30);
    }
}
