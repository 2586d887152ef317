package io.tillstream.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Channel;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.Line;
import io.tillstream.events.Topic;
import io.tillstream.events.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
}
