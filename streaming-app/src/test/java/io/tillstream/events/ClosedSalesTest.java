package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosedSalesTest {
    private static ClosedSales sold(long units, long lowest, long highest) {
        return new ClosedSales("p", "s", 1, units, 10, 9, units, lowest, highest);
    }

    @Test
    void aSumKnowsThePricesOfBothAndNoneOfWhatSoldNothing() {
        assertThat(sold(2, 0, 0).plus(sold(3, 5, 7))).isEqualTo(twice(5, 0, 7));
        assertThat(sold(3, 5, 7).plus(sold(2, 0, 0))).isEqualTo(twice(5, 0, 7));
        assertThat(sold(0, 0, 0).plus(sold(3, 5, 7))).isEqualTo(twice(3, 5, 7));
    }

    private static ClosedSales twice(long units, long lowest, long highest) {
        return new ClosedSales("p", "s", 1, units, 20, 18, units, lowest, highest);
    }
}
