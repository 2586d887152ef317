package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.ClosedSales;
import org.junit.jupiter.api.Test;

class DescribedProductTest {
    private static final long FIRST = 20_500;

    private final DescribedProduct product = new DescribedProduct();

    private static CatalogFacts facts(double price) {
        return new CatalogFacts(
                "p", "coats", true, true, price, new int[0], CatalogFacts.UNKNOWN, 0, 0, 0, null);
    }

    private void sell(long day, long units) {
        product.sell(new ClosedSales("p", "s", day, units, 0, 0, 1));
    }

    @Test
    void aLaunchIsToldByWhatTheCatalogueSaidWhenItBegan() {
        product.describe(facts(80));
        sell(FIRST, 2);
        sell(FIRST + 20, 3);
        product.describe(facts(20));
        assertThat(product.launchEndedBy(product.launchEndDay() - 1)).isEmpty();
        SeenLaunch launch = product.launchEndedBy(product.launchEndDay()).orElseThrow();
        assertThat(launch.facts().price()).isEqualTo(80);
        assertThat(launch.weeks()[2]).isEqualTo(3);
    }

    @Test
    void whereTheCatalogueCameLaterItSaysWhatItCan() {
        product.facts = CatalogFacts.unknown("p");
        sell(FIRST, 2);
        product.describe(facts(20));
        SeenLaunch launch = product.launchEndedBy(product.launchEndDay()).orElseThrow();
        assertThat(launch.facts().price()).isEqualTo(20);
    }

    @Test
    void salesBeforeTheFirstAreNoneOfItsWeeks() {
        product.describe(facts(20));
        sell(FIRST, 2);
        sell(FIRST - 9, 5);
        SeenLaunch launch = product.launchEndedBy(product.launchEndDay()).orElseThrow();
        assertThat(launch.weeks()[0]).isEqualTo(2);
    }
}
