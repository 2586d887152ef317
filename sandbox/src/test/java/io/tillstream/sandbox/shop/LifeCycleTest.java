package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.shop.Fashion.Style;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
    private static final ShopConfig CONFIG = ShopConfig.of(60, 100, 2_000, 3);

    private static List<Product> launched(ShopConfig config) {
        Catalogue catalogue = ShopSimulator.bounded(config).catalogue();
        return IntStream.range(0, catalogue.size())
                .mapToObj(catalogue::product)
                .filter(product -> product.launchDay >= 0)
                .toList();
    }

    private static double share(List<Product> products, Style style, LifeCycle lifeCycle) {
        return products.stream()
                .filter(product -> product.style == style)
                .mapToInt(product -> product.lifeCycle == lifeCycle ? 1 : 0)
                .average()
                .orElseThrow();
    }

    @Test
    void productsAreNoveltiesUnlessTheShopHasLifeCycles() {
        assertThat(launched(CONFIG)).allMatch(p -> p.lifeCycle == LifeCycle.NOVELTY);
        assertThat(launched(CONFIG.withLifeCycles()))
                .extracting(product -> product.lifeCycle)
                .contains(LifeCycle.values());
    }

    @Test
    void theyFollowTheStyleMostly() {
        List<Product> products = launched(CONFIG.withLifeCycles());

        assertThat(share(products, Style.STREET, LifeCycle.FAD)).isBetween(0.75, 0.99);
        assertThat(share(products, Style.MINIMAL, LifeCycle.STAPLE)).isBetween(0.75, 0.99);
    }

    @Test
    void nothingElseOfACatalogueChanges() {
        assertThat(launched(CONFIG.withLifeCycles()))
                .extracting(product -> product.title)
                .isEqualTo(launched(CONFIG).stream().map(product -> product.title).toList());
    }

    @Test
    void fadsGoAndStaplesCome() {
        assertThat(LifeCycle.FAD.interest(0)).isGreaterThan(20 * LifeCycle.FAD.interest(50));
        assertThat(LifeCycle.STAPLE.interest(50)).isGreaterThan(5 * LifeCycle.STAPLE.interest(0));
    }
}
