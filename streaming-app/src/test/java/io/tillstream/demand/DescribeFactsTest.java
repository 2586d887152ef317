package io.tillstream.demand;

import static io.tillstream.demand.DemandStories.catalog;
import static io.tillstream.demand.DemandStories.sold;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.events.ShelfDay;
import io.tillstream.runtime.OperatorRun;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribeFactsTest {
    private OperatorRun<DemandFact, Void, DemandFact> facts;

    @BeforeEach
    void open() throws Exception {
        facts = DemandStories.facts().open(1);
    }

    @AfterEach
    void close() throws Exception {
        facts.close();
    }

    private void list(String category) throws Exception {
        facts.give(DemandFact.of(catalog("p", category)));
    }

    private void sell(int day) throws Exception {
        facts.give(DemandFact.of(sold("p", "s", day, 1)));
    }

    private List<String> categories() {
        return facts.out().stream().map(DemandFact::category).toList();
    }

    @Test
    void aDayIsDescribedByWhatTheCatalogueSaysWhenItCloses() throws Exception {
        sell(0);
        facts.watermark(closing(0) - 1);
        assertThat(facts.out()).isEmpty();
        list("c");
        facts.out();

        facts.watermark(closing(0));

        assertThat(categories()).containsExactly("c");
    }

    @Test
    void aDayWaitsForItsOwnClose() throws Exception {
        list("c");
        sell(1);
        sell(0);
        facts.out();

        facts.watermark(closing(0));
        assertThat(facts.out()).extracting(fact -> fact.day()).containsExactly(DAY + 0L);
        facts.watermark(closing(1));
        assertThat(facts.out()).extracting(fact -> fact.day()).containsExactly(DAY + 1L);
    }

    @Test
    void aPictureIsKnownWhetherItComesBeforeTheCatalogueOrAfter() throws Exception {
        facts.give(picture(1, 0));
        assertThat(facts.out()).isEmpty();
        list("c");
        assertThat(looks())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(Look.of(embedding(1, 0)));
        facts.give(picture(0, 1));
        assertThat(looks())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(Look.of(embedding(0, 1)));
        list("c");
        assertThat(looks())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(Look.of(embedding(0, 1)));
    }

    @Test
    void aPictureThatIsGoneIsLikeNoOther() throws Exception {
        list("c");
        facts.give(picture(1, 0));
        facts.out();
        facts.give(DemandFact.of(new PictureEmbedding("p", null, null)));
        assertThat(looks())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(Look.NONE);
        assertThat(Look.similarity(Look.NONE, Look.NONE)).isZero();
    }

    private static DemandFact picture(float... vector) {
        return DemandFact.of(embedding(vector));
    }

    private static PictureEmbedding embedding(float... vector) {
        return new PictureEmbedding("p", "style-encoder/1", vector);
    }

    private List<Look> looks() {
        return facts.out().stream().map(fact -> fact.catalog().look()).toList();
    }

    @Test
    void aProductStaysInTheCategoryInWhichItWasLearnt() throws Exception {
        list("old");
        list("new");
        assertThat(categories()).containsExactly("old", "old");
    }

    @Test
    void whatTheCatalogueKnowsLateLeavesTheUncategorisedAndTakesItsStockAlong() throws Exception {
        sell(0);
        facts.give(DemandFact.of(new ShelfDay("s", "p", DAY, false)));
        facts.watermark(closing(0));
        assertThat(categories())
                .containsExactly(CatalogFacts.NO_CATEGORY, CatalogFacts.NO_CATEGORY);

        list("c");

        List<DemandFact> said = facts.out();
        assertThat(said)
                .extracting(DemandFact::category)
                .containsExactly(CatalogFacts.NO_CATEGORY, "c", "c");
        assertThat(said.get(0).leaves()).isEqualTo(CatalogFacts.NO_CATEGORY);
        assertThat(said.get(1).shelf()).isEqualTo(new ShelfDay("s", "p", DAY + 1L, false));
    }

    @Test
    void salesOfAStoreThatCountsItsStockSaySo() throws Exception {
        list("c");
        facts.give(DemandFact.of(new ShelfDay("s", "p", DAY, false))).watermark(closing(0));
        facts.out();
        sell(200);
        facts.give(DemandFact.of(sold("p", "another", 200, 1))).watermark(closing(200));

        assertThat(facts.out())
                .extracting(DemandFact::storeId, DemandFact::stocked)
                .containsExactly(tuple("another", false), tuple("s", true));
    }

    @Test
    void twoChannelsOfAStoreAreOneFact() throws Exception {
        sell(0);
        sell(0);
        facts.watermark(closing(0));

        assertThat(facts.out())
                .singleElement()
                .satisfies(fact -> assertThat(fact.sales().units()).isEqualTo(2));
    }

    @Test
    void aRemovedProductStaysWhatItWasButIsNoLongerOrdered() throws Exception {
        list("c");
        facts.give(DemandFact.of(CatalogFacts.of(Product.tombstone("p"))));
        sell(0);
        facts.out();
        facts.watermark(closing(0));

        assertThat(facts.out())
                .singleElement()
                .satisfies(fact -> assertThat(fact.catalog().ordered()).isFalse())
                .returns("c", DemandFact::category);
    }

    @Test
    void whatTheCatalogueDoesNotHoldIsForgottenWhenItIsQuiet() throws Exception {
        sell(0);
        facts.watermark(closing(60));
        sell(61);
        facts.watermark(closing(120));
        assertThat(facts.entries()).isEqualTo(1);

        facts.watermark(closing(61 + ProductDemand.QUIET_DAYS));

        assertThat(facts.entries()).isZero();
    }

    @Test
    void theFirstWeeksAreToldOnceWhenTheyAreOver() throws Exception {
        list("c");
        sell(20);
        sell(3);
        sell(3 + LaunchCurve.DAYS);
        facts.give(DemandFact.of(sold("p", "another", 3, 4)));
        facts.watermark(closing(3 + LaunchCurve.DAYS - 2));
        assertThat(facts.out(DescribeFacts.LAUNCHES)).isEmpty();

        facts.watermark(closing(200));

        assertThat(facts.out(DescribeFacts.LAUNCHES))
                .singleElement()
                .satisfies(
                        launch -> {
                            assertThat(launch.startDay()).isEqualTo(DAY + 3L);
                            assertThat(launch.facts().category()).isEqualTo("c");
                            assertThat(launch.weeks()).containsExactly(5, 0, 1, 0, 0, 0, 0, 0);
                        });
    }

    @Test
    void whatTheCatalogueHoldsIsKept() throws Exception {
        list("c");
        sell(0);
        facts.watermark(closing(500));

        assertThat(facts.entries()).isEqualTo(1);
    }
}
