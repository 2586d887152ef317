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

    private static double searchers(ShopHour said, String subject) {
        return said.subjects.stream()
                .filter(each -> each.subject().equals(subject))
                .mapToDouble(SubjectHour::searchers)
                .sum();
    }

    @Test
    void aSessionThatSearchesAThousandTimesCountsOnce() {
        OpenShopHour hour = new OpenShopHour();
        for (int i = 0; i < 1_000; i++) {
            for (String session : List.of("s1", "s2")) {
                hour.add(ShopInterest.searched(0, "linen", session));
                hour.add(ShopInterest.searched(0, session));
            }
        }
        ShopHour said = hour.closed(0, 0);
        assertThat(searchers(said, "linen")).isEqualTo(2);
        assertThat(said.searchers).isEqualTo(2);
        assertThat(said.products).isEmpty();
    }

    @Test
    void whatManySearchForStaysBesideAllThatABotMakesUp() {
        OpenShopHour hour = new OpenShopHour();
        for (int i = 0; i < 10 * OpenShopHour.MOST_SUBJECTS; i++) {
            hour.add(ShopInterest.searched(0, "bot" + i, "bot"));
            if (i < 30) {
                hour.add(ShopInterest.searched(0, "linen", "s" + i));
            }
            assertThat(hour.searchers.size()).isLessThan(2 * OpenShopHour.MOST_SUBJECTS);
        }
        ShopHour said = hour.closed(0, 0);
        assertThat(said.subjects).hasSize(OpenShopHour.MOST_SUBJECTS);
        assertThat(searchers(said, "linen")).isEqualTo(30);
    }
}
