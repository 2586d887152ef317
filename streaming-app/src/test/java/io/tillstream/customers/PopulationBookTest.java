package io.tillstream.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Channel;
import io.tillstream.events.DayClose;
import io.tillstream.events.Distribution;
import io.tillstream.events.EventTime;
import io.tillstream.events.FeatureDay;
import io.tillstream.events.Line;
import io.tillstream.events.Topic;
import io.tillstream.events.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations of chance, against scores by counting every pair of customers. */
class PopulationBookTest {
    private static final long FIRST_DAY = 20_000;
    private static final int DAYS = 6;

    private static Transaction transaction(Random random, int number) {
        long time =
                EventTime.startOf(FIRST_DAY + random.nextInt(DAYS))
                        + random.nextInt((int) EventTime.DAY);
        long price = 10_000L * (1 + random.nextInt(50));
        return new Transaction(
                Topic.POS_SALES,
                number,
                "s" + number,
                random.nextInt(8) == 0,
                Channel.STORE,
                "store",
                "c" + random.nextInt(60),
                time,
                List.of(new Line("p", 1 + random.nextInt(3), price, 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scoresEqualCountingInWhateverOrderEventsCome(long seed) {
        Random random = new Random(seed);
        List<Transaction> transactions = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            transactions.add(transaction(random, i));
        }
        Collections.shuffle(transactions, random);

        Map<String, CustomerLedger> ledgers = new HashMap<>();
        PopulationBook book = new PopulationBook();
        PopulationMoves moves = new PopulationMoves();
        for (Transaction t : transactions) {
            CustomerLedger ledger =
                    ledgers.computeIfAbsent(t.customerId(), c -> new CustomerLedger());
            moves.add(ledger, -1);
            ledger.book(t, DayClose.NONE);
            moves.add(ledger, 1);
            if (random.nextInt(10) == 0) {
                moves.drain(delta -> book.apply(delta, DayClose.NONE));
            }
        }
        moves.drain(delta -> book.apply(delta, DayClose.NONE));

        assertScores(book.thresholds(), figures(ledgers, Long.MAX_VALUE));
        while (book.firstOpenDay() != Long.MAX_VALUE) {
            long day = book.firstOpenDay();
            book.closeFirst();
            List<long[]> known = figures(ledgers, day);
            assertThat(book.knownClosed()).isEqualTo(known.size());
            assertScores(book.closedThresholds(), known);
        }
    }

    private static List<long[]> figures(Map<String, CustomerLedger> ledgers, long day) {
        return ledgers.values().stream()
                .map(ledger -> ledger.asOf(day))
                .filter(figures -> figures[Figures.PURCHASES] > 0)
                .toList();
    }

    private static void assertScores(long[] thresholds, List<long[]> customers) {
        for (long[] customer : customers) {
            for (Dimension dimension : Dimension.values()) {
                long worse =
                        customers.stream()
                                .filter(c -> value(dimension, c) < value(dimension, customer))
                                .count();
                assertThat(Thresholds.score(thresholds, dimension, customer))
                        .isEqualTo((int) (1 + 5 * worse / customers.size()));
            }
        }
    }

    private static long value(Dimension dimension, long[] figures) {
        return switch (dimension) {
            case RECENCY -> EventTime.dayOf(figures[Figures.LAST]);
            case FREQUENCY -> figures[Figures.PURCHASES];
            case MONETARY -> figures[Figures.MONETARY];
        };
    }

    /** Customers of all walks of life, of whom some leave again, while days close. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void ranksStayWithinAPercentagePointWhileCustomersJoinMoveAndLeave(long seed) {
        Random random = new Random(seed);
        List<CustomerLedger> customers = new ArrayList<>();
        PopulationBook book = new PopulationBook();
        PopulationMoves moves = new PopulationMoves();
        long lastClosed = FIRST_DAY - 1;
        for (int step = 0; step < 3_000; step++) {
            int who = random.nextInt(700);
            if (who >= customers.size()) {
                customers.add(new CustomerLedger());
                who = customers.size() - 1;
            }
            CustomerLedger ledger = customers.get(who);
            ledger.fold(lastClosed);
            moves.add(ledger, -1);
            if (random.nextInt(20) == 0) {
                customers.remove(who);
            } else {
                ledger.book(purchaseOfAnySize(random, lastClosed), lastClosed);
                moves.add(ledger, 1);
            }
            if (step % 50 == 0) {
                long closed = lastClosed;
                moves.drain(delta -> book.apply(delta, closed));
                assertRanks(book.thresholds(), book.known(), figures(customers, Long.MAX_VALUE));
            }
            if (step % 300 == 0) {
                lastClosed++;
                closeUpTo(lastClosed, book);
                assertRanks(
                        book.closedThresholds(),
                        book.knownClosed(),
                        figures(customers, lastClosed));
                assertSame(book, restored(book));
            }
        }
        customers.forEach(ledger -> moves.add(ledger, -1));
        moves.drain(delta -> book.apply(delta, DayClose.NONE));
        closeUpTo(Long.MAX_VALUE - 1, book);
        assertThat(book.known()).isZero();
        assertThat(book.thresholds()).containsExactly(Thresholds.ofNobody());
        assertThat(book.closedThresholds()).containsExactly(Thresholds.ofNobody());
    }

    @Test
    void sumsThatDifferByACentAreToldApart() {
        PopulationBook book = new PopulationBook();
        PopulationMoves moves = new PopulationMoves();
        List<long[]> customers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CustomerLedger ledger = new CustomerLedger();
            long price = 199_900_000L + i * 100L;
            ledger.book(
                    new Transaction(
                            Topic.POS_SALES,
                            i,
                            "s" + i,
                            false,
                            Channel.STORE,
                            "store",
                            "c" + i,
                            EventTime.startOf(FIRST_DAY),
                            List.of(new Line("p", 1, price, 0))),
                    DayClose.NONE);
            moves.add(ledger, 1);
            customers.add(ledger.now());
        }
        moves.drain(delta -> book.apply(delta, DayClose.NONE));

        assertScores(book.thresholds(), customers);
    }

    /** From a cent to a million, now and then late. */
    private static Transaction purchaseOfAnySize(Random random, long lastClosed) {
        long day = lastClosed - 1 + random.nextInt(4);
        long price = 100 * Math.round(Math.exp(random.nextDouble() * Math.log(1e8)));
        return new Transaction(
                Topic.POS_SALES,
                0,
                "s",
                random.nextInt(10) == 0,
                Channel.STORE,
                "store",
                "c",
                EventTime.startOf(day) + random.nextInt((int) EventTime.DAY),
                List.of(new Line("p", 1, price, 0)));
    }

    @Test
    void featuresOfAClosedDayAreThoseOfAllCustomers() {
        PopulationBook book = new PopulationBook();
        PopulationMoves moves = new PopulationMoves();
        Distribution days = new Distribution();
        Distribution purchases = new Distribution();
        Distribution cents = new Distribution();
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            CustomerLedger ledger = new CustomerLedger();
            long last = 0;
            long sum = 0;
            int count = 1 + random.nextInt(40);
            for (int k = 0; k < count; k++) {
                Transaction sale = transaction(random, i * 100 + k);
                if (!sale.returned()) {
                    ledger.book(sale, DayClose.NONE);
                    last = Math.max(last, EventTime.dayOf(sale.occurredAt()));
                    sum += sale.net();
                } else {
                    count--;
                    k--;
                }
            }
            if (count > 0) {
                days.add(FIRST_DAY + 10 - last, 1);
                purchases.add(count, 1);
                cents.add(sum / 100, 1);
            }
            moves.add(ledger, 1);
        }
        moves.drain(delta -> book.apply(delta, DayClose.NONE));
        while (book.firstOpenDay() != Long.MAX_VALUE) {
            book.closeFirst();
        }
        List<FeatureDay> features = book.closedFeatures(FIRST_DAY + 10);
        assertThat(features)
                .extracting(FeatureDay::feature)
                .containsExactly("recency", "frequency", "monetary");
        assertThat(features)
                .extracting(f -> f.values().bins)
                .containsExactly(days.bins, purchases.bins, cents.bins);
        assertThat(features)
                .extracting(f -> f.values().counts)
                .containsExactly(days.counts, purchases.counts, cents.counts);
    }

    private static void closeUpTo(long day, PopulationBook book) {
        while (book.firstOpenDay() <= day) {
            book.closeFirst();
        }
    }

    private static PopulationBook restored(PopulationBook book) {
        PopulationBook restored = new PopulationBook();
        book.contents().forEach(delta -> restored.apply(delta, DayClose.NONE));
        return restored;
    }

    private static void assertSame(PopulationBook one, PopulationBook other) {
        assertThat(other.thresholds()).containsExactly(one.thresholds());
        assertThat(other.closedThresholds()).containsExactly(one.closedThresholds());
        assertThat(other.firstOpenDay()).isEqualTo(one.firstOpenDay());
    }

    private static List<long[]> figures(List<CustomerLedger> customers, long day) {
        return customers.stream()
                .map(ledger -> ledger.asOf(day))
                .filter(figures -> figures[Figures.PURCHASES] > 0)
                .toList();
    }

    /** Against a sort: the score belongs to a share that is off by a percentage point at most. */
    private static void assertRanks(long[] thresholds, long known, List<long[]> customers) {
        assertThat(known).isEqualTo(customers.size());
        for (Dimension dimension : Dimension.values()) {
            List<long[]> sorted = new ArrayList<>(customers);
            sorted.sort(Comparator.comparingLong(c -> value(dimension, c)));
            int worse = 0;
            for (int i = 0; i < sorted.size(); i++) {
                if (i > 0
                        && value(dimension, sorted.get(i)) > value(dimension, sorted.get(i - 1))) {
                    worse = i;
                }
                double share = (double) worse / sorted.size();
                assertThat(Thresholds.score(thresholds, dimension, sorted.get(i)))
                        .isBetween(
                                (int) (1 + 5 * Math.max(0, share - 0.01)),
                                (int) (1 + 5 * Math.min(0.999, share + 0.01)));
            }
        }
    }
}
