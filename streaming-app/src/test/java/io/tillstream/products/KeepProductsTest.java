package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.products.ProductStories.described;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Product;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ProductRow;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepProductsTest {
    @Test
    void theNewestRecordHoldsAndATombstoneKeepsWhatWasKnown() throws Exception {
        try (OperatorRun<Product, Void, ProductRow> run = ProductStories.products().open(1)) {
            run.give(
                    described(
                            "p", "Coat", "data:image/png;base64,AAAA", Map.of("b", "2", "a", "1")),
                    described("p", "Dress", "https://x/1.png", Map.of()),
                    Product.tombstone("p"),
                    Product.tombstone("unknown"),
                    described("p", "Dress", null, Map.of()));
            assertThat(run.out())
                    .containsExactly(
                            row("Coat", "{\"a\":\"1\",\"b\":\"2\"}", null, true, 0),
                            row("Dress", "{}", "https://x/1.png", true, 1),
                            row("Dress", "{}", "https://x/1.png", false, 2),
                            row("Dress", "{}", null, true, 3));
        }
    }

    private static ProductRow row(
            String title, String attributes, String imageUri, boolean isThere, long version) {
        return new ProductRow(
                "p",
                title,
                "dresses",
                "Kite",
                199_900L,
                "EUR",
                attributes,
                imageUri,
                DAY,
                isThere,
                !isThere,
                version);
    }

    @Test
    void theTimeOfTheRecordIsItsVersionUnlessTimeGoesBack() throws Exception {
        Product coat = described("p", "Coat", null, Map.of());
        ProductRow first = Listing.after(null, coat, 1_000);
        ProductRow second = Listing.after(first, coat, 5_000);
        ProductRow third = Listing.after(second, coat, 4_000);
        assertThat(tuple(first.version(), second.version(), third.version()))
                .isEqualTo(tuple(1_000L, 5_000L, 5_001L));
    }
}
