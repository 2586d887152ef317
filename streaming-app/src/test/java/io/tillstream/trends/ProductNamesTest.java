package io.tillstream.trends;

import static io.tillstream.trends.TrendStories.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Product;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductNamesTest {
    private static ProductNames names(String title, Map<String, String> attributes) {
        return ProductNames.of(product("p", title, "Kite", attributes), Synonyms.NONE);
    }

    @Test
    void onlyWhatIsSaidOfAProductMakesItsNamesOthers() {
        ProductNames coat = names("Coat", Map.of("style", "boho"));

        assertThat(names("Coat", Map.of("style", "boho")).isSame(coat)).isTrue();
        assertThat(names("Coat", Map.of("style", "Boho")).isSame(coat)).isFalse();
        assertThat(names("Coat", Map.of("mood", "boho")).isSame(coat)).isFalse();
        assertThat(names("Cape", Map.of("style", "boho")).isSame(coat)).isFalse();
        assertThat(coat.isSame(null)).isFalse();
        ProductNames gone = ProductNames.of(Product.tombstone("p"), Synonyms.NONE);
        assertThat(gone.isSame(null)).isTrue();
        assertThat(gone.isSame(coat)).isFalse();
    }
}
