package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.card;
import static io.tillstream.recommendations.RecommendationStories.removed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.CustomerSegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidateFinderTest {
    private final Shelf shelf = new Shelf();
    private final Shopper shopper = new Shopper();

    @BeforeEach
    void fill() {
        for (int i = 0; i < 100; i++) {
            shelf.put(card("p" + i, ItemCard.AT_ONCE, i + 1, null));
        }
        shelf.put(card("seed", ItemCard.AT_ONCE, 1, "p0"));
    }

    private Candidates find(BusinessRules rules) {
        return new CandidateFinder(shelf, rules, true).find(shopper, at(1, 9));
    }

    private static void unlist(Shelf shelf, String productId) {
        ItemCard card = card(productId, ItemCard.AT_ONCE, 1_000, null);
        shelf.put(
                new ItemCard(
                        productId,
                        DAY,
                        new ItemFacts("T", "coats", "", 0, false),
                        true,
                        card.bought(),
                        card.trending(),
                        card.tied(),
                        card.neighbours(),
                        card.ties(),
                        card.segments(),
                        card.boughtIn(),
                        null,
                        null));
    }

    private static ItemCard empty(ItemCard card) {
        return new ItemCard(
                card.productId(),
                card.day(),
                card.facts(),
                false,
                card.bought(),
                card.trending(),
                card.tied(),
                card.neighbours(),
                card.ties(),
                card.segments(),
                card.boughtIn(),
                null,
                null);
    }

    @Test
    void anUnknownShopperGetsWhatIsPopular() {
        Candidates candidates = find(BusinessRules.NONE);

        assertThat(candidates.productIds()).startsWith("p99", "p98", "p97");
        assertThat(candidates.reasons()).startsWith("popular now");
        assertThat(candidates.byPopularity()).hasSize(20).startsWith("p99", "p98");
        assertThat(candidates.byTies()).isEmpty();
    }

    @Test
    void ofAShopperWithNothingButASegmentWhatIsPopularInItComesFirst() {
        shopper.segments.add(new CustomerSegment("ada", "Loyal", at(0, 0)), 0);
        shelf.put(boughtBy(card("p5", ItemCard.AT_ONCE, 5, null), "Loyal", 5));
        shelf.put(boughtBy(card("p97", ItemCard.AT_ONCE, 97, null), "Lost", 90));
        Candidates candidates = find(BusinessRules.NONE);

        assertThat(candidates.productIds()).startsWith("p5", "p99", "p98");
        assertThat(candidates.reasons())
                .startsWith("popular with shoppers like you", "popular now");
        assertThat(candidates.feature(candidates.indexOf("p97"), Feature.SEGMENT)).isZero();
    }

    private static ItemCard boughtBy(ItemCard card, String segment, int times) {
        return new ItemCard(
                card.productId(),
                card.day(),
                card.facts(),
                card.inStock(),
                card.bought(),
                card.trending(),
                card.tied(),
                card.neighbours(),
                card.ties(),
                new String[] {segment},
                new double[] {Fading.plus(Fading.NOTHING, times, DAY, Item.POPULAR)},
                null,
                null);
    }

    @Test
    void whatLooksLikeAProductThatWasViewedIsFoundAndSaysSo() {
        shopper.notice("seed", Interest.VIEW, at(1, 8));
        ItemCard seed = shelf.place("seed").card();
        assertThat(find(BusinessRules.NONE).productIds()).doesNotContain("p3");

        shelf.put(alike(seed, "p3", "removed", "p4"));
        Candidates candidates = find(BusinessRules.NONE);
        int near = candidates.indexOf("p3");
        int far = candidates.indexOf("p4");
        assertThat(candidates.feature(near, Feature.LOOKS))
                .isGreaterThan(candidates.feature(far, Feature.LOOKS));
        assertThat(candidates.reason(near)).isEqualTo("looks like The seed");
        assertThat(candidates.productIds()).doesNotContain("removed");
    }

    private static ItemCard alike(ItemCard card, String near, String gone, String far) {
        return new ItemCard(
                card.productId(),
                card.day(),
                card.facts(),
                card.inStock(),
                card.bought(),
                card.trending(),
                card.tied(),
                card.neighbours(),
                card.ties(),
                card.segments(),
                card.boughtIn(),
                null,
                new Lookalikes(new String[] {near, gone, far}, new float[] {0.9f, 0.8f, 0.1f}));
    }

    @Test
    void aRemovedProductLeavesNothingBehind() {
        shelf.put(boughtBy(card("p5", ItemCard.AT_ONCE, 500, null), "Loyal", 5));
        int size = shelf.size();
        shelf.put(removed("p5"));

        assertThat(shelf.size()).isEqualTo(size - 1);
        assertThat(shelf.place("p5")).isNull();
        assertThat(shelf.popularWith("Loyal")).isEmpty();
        assertThat(shelf.popularIn("coats"))
                .extracting(place -> place.card().productId())
                .doesNotContain("p5");
    }

    @Test
    void whatGoesWithAViewedProductComesForwardAndSaysWhy() {
        shopper.notice("seed", Interest.VIEW, at(1, 8));
        Candidates candidates = find(BusinessRules.NONE);

        int at = candidates.indexOf("p0");
        assertThat(candidates.feature(at, Feature.CONTINUES)).isEqualTo(1);
        assertThat(candidates.reason(at)).isEqualTo("because you viewed The seed");
        assertThat(candidates.byTies()).containsExactly("p0");
    }

    @Test
    void whatWasBoughtSaysHowOften() {
        shopper.buy("p7", at(0, 8));
        shopper.buy("p7", at(0, 9));
        Candidates candidates = find(BusinessRules.NONE);

        int at = candidates.indexOf("p7");
        assertThat(candidates.reason(at)).isEqualTo("you bought it 2 times");
        assertThat(candidates.feature(at, Feature.REPEAT)).isPositive();
    }

    @Test
    void whatIsOutOfStockOrUnlistedOrUnknownIsNoCandidate() {
        shopper.buy("p99", at(0, 8));
        shopper.buy("p98", at(0, 8));
        shopper.buy("stranger", at(0, 8));
        shelf.put(empty(card("p99", ItemCard.AT_ONCE, 100, null)));
        unlist(shelf, "p98");
        Candidates candidates = find(BusinessRules.NONE);

        assertThat(candidates.productIds())
                .doesNotContain("p99", "p98", "stranger")
                .startsWith("p97");
        assertThat(candidates.byPopularity()).startsWith("p97");
    }

    @Test
    void whatIsBackInStockIsACandidateAgain() {
        shelf.put(empty(card("p99", ItemCard.AT_ONCE, 100, null)));
        shelf.put(card("p99", ItemCard.AT_ONCE, 100, null));

        assertThat(find(BusinessRules.NONE).productIds()).startsWith("p99");
    }

    @Test
    void excludedProductsAreNoneAndPinnedOnesAlwaysAre() {
        Candidates candidates =
                find(
                        BusinessRules.parse(
                                """
                                {"exclude": {"products": ["p99"]}, "pin": {"p3": 1},
                                 "boost": {"products": {"p98": 2.5}}}
                                """));

        assertThat(candidates.productIds()).startsWith("p3", "p98").doesNotContain("p99");
        assertThat(candidates.boosts()[1]).isEqualTo(2.5f);
    }

    @Test
    void theNumberIsBounded() {
        for (int i = 0; i < 100; i++) {
            shopper.buy("p" + i, at(0, 8));
            shelf.put(card("q" + i, ItemCard.AT_ONCE, i + 200, null));
        }
        assertThat(find(BusinessRules.NONE).size()).isEqualTo(CandidateFinder.MOST);
    }
}
