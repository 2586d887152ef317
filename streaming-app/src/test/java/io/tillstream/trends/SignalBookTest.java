package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posts, views, sales and searches of a shop of eight styles, one of which rises. */
class SignalBookTest {
    private static final long FIRST = 24 * 20_454L;
    private static final int PRODUCTS = 64;
    private static final int STYLES = 8;
    private static final int NEVER = 10_000;
    private static final String STYLE = "style3";
    private static final int DAYS = 17;

    private final TrendRun.Noise noise = new TrendRun.Noise(11, 60);
    private final CatalogNames names = names();
    private static final int WIDTH = 256;

    private final SignalBook book = new SignalBook(WIDTH);

    private static CatalogNames names() {
        CatalogNames names = new CatalogNames();
        for (int i = 0; i < PRODUCTS; i++) {
            ProductNames product = new ProductNames();
            product.keys.addAll(List.of("style" + i % STYLES, "title" + i));
            product.kinds.addAll(List.of("style", "product"));
            product.names.addAll(List.of("Style " + i % STYLES, "Title " + i));
            names.add("p" + i, product, null);
        }
        return names;
    }

    /** Hours of the examples in which posts, views and sales of the style begin to rise. */
    private record Planted(long posts, long views, long sales) {}

    private ShopHour shop(long hour, Planted planted) {
        ShopHour shop = new ShopHour();
        double level = 1 + 0.8 * Math.sin(hour % 24 * Math.PI / 12);
        level *= hour / 24 % 7 >= 5 ? 2 : 1;
        for (int i = 0; i < PRODUCTS; i++) {
            boolean rises = i % STYLES == 3;
            double views = rises && hour >= planted.views() ? 2.5 : 1;
            double sales = rises && hour >= planted.sales() ? 2.5 : 1;
            shop.products.add(
                    new ProductHour(
                            "p" + i,
                            noise.poisson(5 * level * views),
                            noise.poisson(1.5 * level * sales)));
        }
        return shop;
    }

    /** Runs the days; returns alerts that opened. */
    private List<TrendAlert> run(Planted planted) {
        TrendRun run = new TrendRun(0.2);
        Set<String> open = new HashSet<>();
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            noise.hour(run, FIRST + hour);
            for (int i = 0; i < 8 && hour >= planted.posts(); i++) {
                run.post(FIRST + hour, noise.author(), List.of(STYLE), 1.2);
            }
            ShelfHour said = run.close(FIRST + hour);
            book.close(said, shop(hour, planted), names);
            for (TrendAlert alert : run.opened()) {
                if (open.add(alert.subject)) {
                    book.opened(alert);
                }
            }
            book.forget(FIRST + hour, open, Set.of());
        }
        return run.opened();
    }

    private long movedIn(Signal signal) {
        return book.of(STYLE).of(signal).movedIn - FIRST;
    }

    @ParameterizedTest
    @CsvSource({
        "336, 360, 312, SALES",
        "336, 288, 10000, VIEWS",
        "288, 330, 350, POSTS",
        "350, 300, 325, VIEWS"
    })
    void theSignalThatWasPlantedFirstIsTheOneThatMovedFirst(
            long posts, long views, long sales, Signal first) {
        List<TrendAlert> alerts = run(new Planted(posts, views, sales));
        assertThat(alerts).extracting(alert -> alert.subject).contains(STYLE);
        assertThat(movedIn(Signal.POSTS)).isBetween(posts, posts + 4);
        assertThat(movedIn(Signal.VIEWS)).isBetween(views, views + 12);
        if (sales < NEVER) {
            assertThat(movedIn(Signal.SALES)).isBetween(sales, sales + 24);
            assertThat(book.of(STYLE).of(Signal.SALES).lift).isBetween(1.5, 3.0);
        } else {
            assertThat(book.of(STYLE).of(Signal.SALES).hasMoved()).isFalse();
        }
        assertThat(book.of(STYLE).of(Signal.VIEWS).score).isGreaterThan(10);
        assertThat(book.of(STYLE).first()).isEqualTo(first);
    }

    private static final int STYLED = 24 * 16;

    /** Subjects of styles that moved, of products whose style is known from an hour on. */
    private Map<String, Long> movedStyles(int rises, String later) {
        Map<String, Long> moved = new TreeMap<>();
        for (long hour = 0; hour < 24 * 36; hour++) {
            CatalogNames styled = new CatalogNames();
            for (int i = 0; i < PRODUCTS && hour >= STYLED; i++) {
                String encoder = hour < STYLED + 24 * 6 ? "e/1" : later;
                styled.add(
                        "p" + i,
                        new ProductNames(),
                        PictureSubject.style("style-" + i % STYLES, encoder));
            }
            long now = FIRST + hour;
            book.close(new ShelfHour(0, now), shop(hour, new Planted(NEVER, rises, NEVER)), styled)
                    .forEach(subject -> moved.putIfAbsent(subject, now - FIRST));
        }
        return moved;
    }

    /** Half of the weeks in which they are known are those of another encoder. */
    @ParameterizedTest
    @CsvSource({"e/1", "e/2"})
    void stylesThatAreKnownLateOrAnewHaveNotMoved(String later) {
        // Some 8,000 tests at one in ten thousand: one or two of the eight by chance.
        assertThat(movedStyles(NEVER, later)).hasSizeLessThan(3);
    }

    /** A new encoder's styles have been usual for ten days by then, too. */
    @ParameterizedTest
    @CsvSource({"e/1, 8", "e/2, 16"})
    void aStyleThatMovesOnceItIsUsualIsSeen(String later, int days) {
        int rises = STYLED + 24 * days;
        Map<String, Long> moved = movedStyles(rises, later);
        assertThat(moved.get("style:style-3:" + later)).isBetween((long) rises, rises + 12L);
        // One other by chance, as above.
        assertThat(moved).hasSizeLessThan(3);
    }

    @Test
    void anEncoderThatTellsStylesForTwoHoursDoesNotWipeWhatIsUsual() {
        CatalogNames first = styled("e/1");
        for (long hour = 0; hour < 48; hour++) {
            close(hour, first);
        }
        List<Baseline> usual = book.styleBaselines;
        close(48, styled("e/2"));
        close(49, styled("e/2"));
        close(50, first);
        close(51, styled("e/2"));
        close(52, styled("e/2"));
        assertThat(book.styleEncoder).isEqualTo("e/1");
        assertThat(book.styleBaselines).isSameAs(usual);
        close(53, styled("e/2"));
        assertThat(book.styleEncoder).isEqualTo("e/2");
        assertThat(book.styleBaselines).isNotSameAs(usual);
        assertThat(book.styleRival).isNull();
        assertThat(book.styleRivalHours).isZero();
    }

    private void close(long hour, CatalogNames catalogue) {
        book.close(
                new ShelfHour(0, FIRST + hour),
                shop(hour, new Planted(NEVER, NEVER, NEVER)),
                catalogue);
    }

    private static CatalogNames styled(String encoder) {
        CatalogNames styled = new CatalogNames();
        for (int i = 0; i < PRODUCTS; i++) {
            String style = PictureSubject.style("style-" + i % STYLES, encoder);
            styled.add("p" + i, new ProductNames(), style);
        }
        return styled;
    }

    @Test
    void manyStylesGetRowsInWhichTheyCanBeToldApart() {
        CatalogNames many = new CatalogNames();
        for (int i = 0; i < 1_000; i++) {
            many.add("p" + i, new ProductNames(), PictureSubject.style("style-" + i, "e/1"));
        }
        close(0, many);
        assertThat(book.styleBaselines).allMatch(baseline -> baseline.width == 8_192);
    }

    private static final int WORDS = 40;

    /** Subjects of searches that moved: one rises from an hour on, which no product has. */
    private Map<String, Long> searched(long from, long rises) {
        Map<String, Long> moved = new TreeMap<>();
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            ShopHour shop = new ShopHour();
            double level = hour / 24 % 7 >= 5 ? 2 : 1;
            for (int i = 0; i < WORDS && hour >= from; i++) {
                double lift = i == 7 && hour >= rises ? 2.5 : 1;
                shop.subjects.add(new SubjectHour("word" + i, noise.poisson(3 * level * lift)));
                shop.searchers += shop.subjects.get(i).searchers();
            }
            long now = FIRST + hour;
            book.close(new ShelfHour(0, now), shop, names)
                    .forEach(subject -> moved.putIfAbsent(subject, now - FIRST));
        }
        return moved;
    }

    @Test
    void searchesOfASubjectThatNoProductHasMoveAndWeekendsOfAllDoNot() {
        Map<String, Long> moved = searched(0, 300);
        assertThat(moved.get("word7")).isBetween(300L, 312L);
        assertThat(book.of("word7").of(Signal.SEARCHES).lift).isBetween(1.5, 3.5);
        // Some 20,000 tests at one in ten thousand.
        assertThat(moved).hasSizeLessThan(5);
    }

    @Test
    void searchesThatAShopBeginsToSendHaveNotMoved() {
        assertThat(searched(240, NEVER)).hasSizeLessThan(3);
    }

    @Test
    void ofAShopThatSendsNoSearchesNothingIsKeptOrToldOfThem() {
        run(new Planted(NEVER, NEVER, NEVER));
        assertThat(book.searchBaselines).isEmpty();
        assertThat(book.told(STYLE, names.of(STYLE)))
                .containsExactly(Signal.POSTS, Signal.VIEWS, Signal.SALES);
    }

    @Test
    void whatMovesByChanceIsRareAndForgotten() {
        run(new Planted(NEVER, NEVER, NEVER));
        // 72 subjects and two signals, some 30 tests a day each: 60,000 tests, of which 3 days.
        assertThat(book.subjects.keySet()).hasSizeLessThan(5);
    }

    @Test
    void aSignalThatIsQuietForLongIsForgottenUnlessItsAlertIsOpen() {
        ShelfHour said = new ShelfHour(0, FIRST);
        Voices voices = new Voices();
        said.rises.add(new Rise("boho", 0, 30, 10, 9, voices));
        said.rises.add(new Rise("kept", 0, 30, 10, 9, voices));
        said.rises.add(new Rise("weak", 0, 30, 10, 3, voices));
        book.close(said, new ShopHour(), names);
        book.forget(FIRST + SignalBook.PATIENCE - 1, Set.of(), Set.of());
        assertThat(book.subjects.keySet()).containsExactlyInAnyOrder("boho", "kept");
        book.forget(FIRST + SignalBook.PATIENCE, Set.of("kept"), Set.of());
        assertThat(book.subjects.keySet()).containsExactly("kept");
    }

    @Test
    void movementsOfNoMoreSubjectsAreKeptThanThereIsRoomFor() {
        ShelfHour said = new ShelfHour(0, FIRST);
        for (int i = 0; i < SignalBook.MOST + 100; i++) {
            said.rises.add(new Rise("w" + i, 0, 30, 10, 9, new Voices()));
        }
        book.close(said, new ShopHour(), names);
        book.forget(FIRST, Set.of("w0"), Set.of("w1"));
        assertThat(book.subjects).hasSize(SignalBook.MOST).containsKeys("w0", "w1");
    }

    @Test
    void aWordThatTheCatalogueTakesUpHasNotMovedByThat() {
        Set<String> moved = new TreeSet<>();
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            ShopHour shop = new ShopHour();
            shop.searchers = 100;
            shop.subjects.add(new SubjectHour(STYLE, noise.poisson(20)));
            CatalogNames catalogue = hour < 360 ? new CatalogNames() : names;
            moved.addAll(book.close(new ShelfHour(0, FIRST + hour), shop, catalogue));
        }
        assertThat(moved).isEmpty();
    }

    /** So many that they are in all cells, of one session and an hour. */
    @Test
    void whatOneSessionMakesUpRaisesNothing() {
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            ShopHour shop = new ShopHour();
            shop.searchers = 100;
            for (int i = 0; i < 8 * WIDTH && hour >= 240; i++) {
                shop.subjects.add(new SubjectHour("made-up-" + hour + "-" + i, 1));
            }
            assertThat(book.close(new ShelfHour(0, FIRST + hour), shop, names)).isEmpty();
        }
        assertThat(book.subjects).isEmpty();
    }

    @Test
    void whatIsUsualIsTheSameRightAfterRowsAreWidened() {
        Baseline baseline = new Baseline(Scale.DAY, 64);
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            float[] loudness = new float[Baseline.ROWS * 64];
            for (int cell = 0; cell < loudness.length; cell++) {
                loudness[cell] = (float) noise.poisson(5);
            }
            baseline.add(Scale.DAY, FIRST + hour, new Baseline.Heard(640, loudness, 640, 640));
        }
        List<Baseline.Finding> before = findings(baseline);
        baseline.widen();
        assertThat(baseline.width).isEqualTo(128);
        assertThat(findings(baseline)).isEqualTo(before);
    }

    private static List<Baseline.Finding> findings(Baseline baseline) {
        List<Baseline.Finding> findings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            findings.add(baseline.find(Scale.DAY, "subject" + i, Double.MAX_VALUE));
        }
        return findings;
    }

    @Test
    void aBusyNameOfALargeCatalogueDoesNotRaiseOthersWhereRowsAreWidened() {
        Set<String> narrow = movedOfLargeCatalogue(32);
        Set<String> wide = movedOfLargeCatalogue(1_024);
        assertThat(wide).contains("name7").hasSizeLessThan(5);
        assertThat(narrow.size()).isGreaterThan(2 * wide.size());
    }

    /** Names whose views move in the last two days, in which those of one product do. */
    private Set<String> movedOfLargeCatalogue(int most) {
        int products = 512;
        CatalogNames catalogue = new CatalogNames();
        for (int i = 0; i < products; i++) {
            ProductNames product = new ProductNames();
            product.keys.add("name" + i);
            product.kinds.add("style");
            product.names.add("Name " + i);
            catalogue.add("p" + i, product, null);
        }
        SignalBook large = new SignalBook(32);
        Set<String> moved = new HashSet<>();
        for (long hour = 0; hour < 24 * DAYS; hour++) {
            boolean isLast = hour >= 24 * (DAYS - 2);
            ShopHour shop = new ShopHour();
            for (int i = 0; i < products; i++) {
                shop.products.add(
                        new ProductHour("p" + i, noise.poisson(isLast && i == 7 ? 30 : 5), 0));
            }
            large.widen(catalogue.subjects().size(), most);
            Set<String> now = large.close(new ShelfHour(0, FIRST + hour), shop, catalogue);
            if (isLast) {
                moved.addAll(now);
            }
        }
        return moved;
    }

    @Test
    void shoppersAreCountedOnceAndInAnyOrder() {
        Shoppers few = new Shoppers();
        Shoppers many = new Shoppers();
        Shoppers backwards = new Shoppers();
        int number = 20_000;
        for (int i = 0; i < number; i++) {
            few.add(hash(i % 50));
            many.add(hash(i));
            backwards.add(hash(number - 1 - i));
        }
        assertThat(few.number()).isEqualTo(50);
        assertThat(many.number()).isBetween(0.85 * number, 1.15 * number);
        assertThat(backwards.number()).isEqualTo(many.number());
        assertThat(many.size).isEqualTo(Shoppers.MOST);
    }

    private static long hash(int who) {
        return io.tillstream.events.IdHash.of(1, "s" + who);
    }
}
