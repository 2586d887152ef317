package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenShopHourTest {
    @Test
    void ofMadeUpProductsTheSameStayInWhateverOrderTheyCome() {
        List<ShopInterest> interests = new ArrayList<>();
        for (int i = 0; i < 5 * OpenShopHour.MOST; i++) {
            interests.add(ShopInterest.viewed(0, "bot" + i, "session" + i));
            interests.add(ShopInterest.viewed(0, "bot" + i / 2, "other" + i));
        }
        List<List<String>> kept = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(interests, new Random(seed));
            OpenShopHour hour = new OpenShopHour();
            for (ShopInterest interest : interests) {
                hour.add(interest);
                assertThat(hour.viewers.size()).isLessThan(2 * OpenShopHour.MOST);
            }
            kept.add(
                    hour.closed(0, 0).products.stream()
                            .map(product -> product.productId() + " " + product.viewers())
                            .collect(Collectors.toList()));
        }
        assertThat(kept.get(0)).hasSize(OpenShopHour.MOST);
        assertThat(kept).containsOnly(kept.get(0));
    }
}
