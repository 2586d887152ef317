package io.tillstream.recommendations;

import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShopperTest {
    private final Shopper shopper = new Shopper();

    @Test
    void interestHalvesInAWeekAndAddsUp() {
        shopper.notice("p", 4, at(0, 9));
        shopper.notice("p", 1, at(7, 9));

        assertThat(shopper.tastes).hasSize(1);
        assertThat(shopper.tastes[0].at(at(7, 9))).isCloseTo(3, within(1e-9));
        assertThat(shopper.tastes[0].at(at(14, 9))).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void whatIsPutBackIsForgotten() {
        shopper.notice("p", Interest.VIEW, at(0, 9));
        shopper.notice("p", -Interest.CLICK, at(0, 9) + 1);

        assertThat(shopper.tastes).isEmpty();
    }

    @Test
    void theLeastRecentMakesRoom() {
        for (int i = 0; i <= Shopper.TASTES; i++) {
            shopper.notice("p" + i, 1, at(0, 9) + i);
        }
        for (int i = 0; i <= Shopper.OWNED; i++) {
            shopper.buy("q" + i, at(1, 9) + i);
        }

        assertThat(shopper.tastes).hasSize(Shopper.TASTES);
        assertThat(shopper.owned).hasSize(Shopper.OWNED);
        assertThat(shopper.owned("q0")).isNull();
        assertThat(shopper.owned("q" + Shopper.OWNED).times()).isEqualTo(1);
    }
}
