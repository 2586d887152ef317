package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.ClosedSales;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceHistoryTest {
    private final PriceHistory prices = new PriceHistory();

    static ClosedSales sold(String store, int day, long lowest, long highest) {
        long mean = (lowest + highest) / 2;
        return new ClosedSales("p", store, DAY + day, 2, 2 * mean, 2 * mean, 2, lowest, highest);
    }

    private void days(int from, int to, long price) {
        for (int day = from; day < to; day++) {
            prices.add(sold("s1", day, price, price));
            prices.add(sold("online", day, price, price));
            assertThat(prices.close(DAY + day))
                    .extracting(PriceCount::odd)
                    .allMatch(odd -> odd == 0);
        }
    }

    @Test
    void aPriceFarFromTheMedianOfTheProductsOwnIsOddWhereverOnADayItStood() {
        days(0, 6, 1_000);
        prices.add(sold("s1", 6, 1_000, 9_000));
        assertThat(prices.close(DAY + 6)).as("too little is known").isEmpty();
        prices.add(sold("s1", 7, 1_000, 1_299));
        prices.add(sold("s2", 7, 1_000, 1_301));
        prices.add(sold("s3", 7, 699, 1_000));
        prices.add(sold("s5", 7, 1_000, 1_000));
        prices.add(sold("s6", 7, 0, 0));
        prices.add(sold("s7", 7, 1_000, 1_000));
        prices.add(sold("s8", 7, 1_000, 1_000));
        prices.add(sold("online", 7, 701, 1_000));
        prices.add(new ClosedSales("p", "s4", DAY + 7, 0, 0, -900, 0));
        assertThat(prices.close(DAY + 7))
                .extracting(PriceCount::source, PriceCount::stores, PriceCount::odd)
                .containsExactly(tuple("pos.sales", 7L, 3L), tuple("ecom.events", 1L, 0L));
    }

    @Test
    void aNewPriceIsUsualAfterTwoWeeksAndAnUnsteadyOneHasMoreRoom() {
        days(0, 28, 1_000);
        int odd = 0;
        for (int day = 28; day < 56; day++) {
            prices.add(sold("s1", day, 5_000, 5_000));
            odd += (int) prices.close(DAY + day).get(0).odd();
        }
        assertThat(odd).as("until it is the middle of four weeks").isEqualTo(14);

        PriceHistory unsteady = new PriceHistory();
        for (int day = 0; day < 40; day++) {
            long price = 1_000 + 80L * (day * 37 % 11);
            unsteady.add(sold("s1", day, price, price));
            List<PriceCount> counts = unsteady.close(DAY + day);
            assertThat(counts).allMatch(count -> count.odd() == 0);
        }
    }

    @Test
    void aMarkdownOfMostStoresIsNoErrorButWhatAStoreSellsForBesideItIs() {
        days(0, 28, 1_000);
        for (String store : List.of("s1", "s2", "s3", "online")) {
            prices.add(sold(store, 28, 500, 1_000));
        }
        prices.add(sold("s4", 28, 5, 500));
        assertThat(prices.close(DAY + 28))
                .extracting(PriceCount::source, PriceCount::stores, PriceCount::odd)
                .containsExactly(tuple("pos.sales", 4L, 1L), tuple("ecom.events", 1L, 0L));

        for (String store : List.of("s1", "s2", "s3")) {
            prices.add(sold(store, 29, 100_000, 100_000));
        }
        assertThat(prices.close(DAY + 29))
                .as("another unit")
                .extracting(PriceCount::odd)
                .containsExactly(3L);
    }
}
