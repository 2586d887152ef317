package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionBookTest {
    private static final long HOUR = 480_000;

    private final RegionBook book = new RegionBook();

    private static Map<Integer, Integer> voices(Object... namesAndNumbers) {
        Map<Integer, Integer> voices = new HashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            voices.put(Region.hash((String) namesAndNumbers[i]), (Integer) namesAndNumbers[i + 1]);
        }
        return voices;
    }

    private void usual(int hours) {
        for (int hour = 0; hour < hours; hour++) {
            book.close(HOUR + hour, Map.of("Lima", 2L, "Cusco", 1L, "DE-BY", 17L));
        }
    }

    @Test
    void aRegionStandsOutByItsShareOfVoicesOverThatOfPosts() {
        usual(48);
        List<RegionShare> found = book.standOut(voices("Lima", 12, "Cusco", 1, "DE-BY", 11));
        assertThat(found).extracting(RegionShare::region).containsExactly("Lima");
        assertThat(found.get(0).share()).isEqualTo(0.5);
        assertThat(found.get(0).lift()).isCloseTo(5, within(1e-9));
    }

    @Test
    void noneStandsOutWhereAllWriteAsUsualOrFewDo() {
        usual(48);
        assertThat(book.standOut(voices("Lima", 3, "Cusco", 1, "DE-BY", 20))).isEmpty();
        assertThat(book.standOut(voices("Lima", 1))).isEmpty();
        assertThat(book.standOut(voices("Arequipa", 20))).isEmpty();
        assertThat(book.standOut(Map.of())).isEmpty();
    }

    @Test
    void nothingIsUsualAtFirst() {
        usual(4);
        assertThat(book.standOut(voices("Lima", 12))).isEmpty();
    }

    @Test
    void spellingsOfARegionAreOne() {
        usual(48);
        book.close(HOUR + 48, Map.of("LIMA", 2L));
        assertThat(Region.hash(Region.name(" lima "))).isEqualTo(Region.hash("Lima"));
        assertThat(book.standOut(voices("lima", 12)))
                .extracting(RegionShare::region)
                .containsExactly("LIMA");
        assertThat(Region.name("  ")).isNull();
        assertThat(Region.name("x".repeat(65))).isNull();
        assertThat(Region.hash(null)).isEqualTo(Region.UNKNOWN);
    }

    @Test
    void whatWasUsualLongAgoIsForgotten() {
        usual(48);
        for (int hour = 0; hour < 24 * 120; hour++) {
            book.close(HOUR + 48 + hour, Map.of("Lima", 1L));
        }
        assertThat(book.standOut(voices("Lima", 12))).isEmpty();
    }

    @Test
    void theLargestRegionsAreKept() {
        Map<String, Long> many = new HashMap<>();
        for (long i = 1; i <= RegionBook.MOST + 50; i++) {
            many.put("region " + i, i);
        }
        book.close(HOUR, many);
        assertThat(book.usual).hasSize(RegionBook.MOST).doesNotContainKey(Region.hash("region 50"));
    }

    @Test
    void theChanceIsThatOfTheBinomialDistribution() {
        assertThat(RegionBook.chance(0, 5, 0.3)).isEqualTo(1);
        assertThat(RegionBook.chance(5, 5, 0.5)).isCloseTo(1.0 / 32, within(1e-12));
        assertThat(RegionBook.chance(2, 3, 0.5)).isCloseTo(0.5, within(1e-12));
    }
}
