package io.tillstream.trends;

import static io.tillstream.events.Events.interaction;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.search;
import static io.tillstream.trends.TrendStories.closing;
import static io.tillstream.trends.TrendStories.post;
import static io.tillstream.trends.TrendStories.product;
import static io.tillstream.trends.TrendStories.regions;
import static io.tillstream.trends.TrendStories.rise;
import static io.tillstream.trends.TrendStories.rises;
import static io.tillstream.trends.TrendStories.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.ProductStyle;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Told;
import io.tillstream.schemas.rows.SubjectTrendRow;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WatchTrendsTest {
    private static final String OPENED = "2024-10-04T01:00:00Z";

    @Test
    void anAlertOpensChangesAndEndsUnderOneId() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(
                    TrendInput.of(
                            product("p2", "Summer dress", "Kite", Map.of("style", "Boho")),
                            Synonyms.NONE),
                    TrendInput.of(
                            product("p1", "Coat", "Kite", Map.of("pattern", "boho")),
                            Synonyms.NONE),
                    TrendInput.of(Product.tombstone("p3"), Synonyms.NONE));
            run.give(rises(7, 0, 500, rise("boho", 9, 3))).watermark(closing(0));
            run.give(rises(7, 1, 500, rise("boho", 9, 2))).watermark(closing(1));
            run.give(rises(7, 2, 500, rise("boho", 20, 7))).watermark(closing(2));
            for (int hour = 3; hour < 30; hour++) {
                run.give(rises(7, hour, 500)).watermark(closing(hour));
            }

            List<TrendAlertRow> rows = run.out();
            assertThat(rows)
                    .extracting(TrendAlertRow::alertId, TrendAlertRow::state, TrendAlertRow::lift)
                    .containsExactly(
                            tuple("boho|" + OPENED, "opened", 3.0),
                            tuple("boho|" + OPENED, "changed", 7.0),
                            tuple("boho|" + OPENED, "ended", 7.0));
            assertThat(rows.get(0).subjectType()).isEqualTo("style");
            assertThat(rows.get(0).subject()).isEqualTo("Boho");
            assertThat(rows.get(0).matchingProductIds()).containsExactly("p1", "p2");
            assertThat(rows.get(0).samplePostIds()).hasSize(5);
            assertThat(rows.get(2).resolvedAt())
                    .isEqualTo((TrendStories.FIRST_HOUR + 27) * EventTime.HOUR);
            OutputRecord record = run.out(WatchTrends.RECORDS).get(0);
            assertThat(record.key()).isEqualTo("Boho");
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .contains("\"window\":\"P1D\"", "\"raised_at\":\"" + OPENED + "\"");
        }
    }

    @Test
    void anAlertEndsThoughNobodyWritesAnyMore() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, rise("boho", 9, 3))).watermark(closing(0));
            run.watermark(closing(23));
            assertThat(run.out()).extracting(TrendAlertRow::state).containsExactly("opened");
            run.watermark(closing(30));
            assertThat(run.out())
                    .extracting(TrendAlertRow::state, TrendAlertRow::resolvedAt)
                    .containsExactly(
                            tuple("ended", (TrendStories.FIRST_HOUR + 25) * EventTime.HOUR));
        }
    }

    @Test
    void aBoundedRunEndsNoAlert() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, rise("boho", 9, 3))).watermark(closing(0));
            run.end();
            assertThat(run.out()).extracting(TrendAlertRow::state).containsExactly("opened");
        }
    }

    @Test
    void aWordThatEndsLikeAnotherIsNoPairWithIt() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, rise("ring", 19, 3), rise("spring", 9, 3)));
            run.watermark(closing(0));
            assertThat(run.out())
                    .extracting(TrendAlertRow::subject)
                    .containsExactly("ring", "spring");
        }
    }

    @Test
    void weakSmallOrSharedRisesOpenNothing() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            Rise boho = rise("boho", 9, 3);
            Rise same = new Rise("dressboho", 1, 30, 10, 8, boho.voices());
            Voices few = new Voices();
            few.add(1, 1, 2, 0, "p", 0, 32);
            run.give(
                            rises(
                                    7,
                                    0,
                                    1_000_000,
                                    boho,
                                    same,
                                    rise("weak", 6, 3),
                                    rise("small", 9, 1.4),
                                    new Rise("few", 1, 30, 10, 9, few)))
                    .watermark(closing(0));
            assertThat(run.out()).extracting(TrendAlertRow::subject).containsExactly("boho");
        }
    }

    @Test
    void theLastHourOfABoundedRunIsNotOverAndStaysOpen() throws Exception {
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(2)) {
            TrendStories.hour(run, 0, 0);
            TrendStories.hour(run, 1, 0);
            run.end();
            assertThat(run.out())
                    .hasSize(Mention.SHELVES)
                    .allMatch(h -> h.hour == TrendStories.FIRST_HOUR);
        }
    }

    /** Of two checkpoints between which no hour closed, the second writes the open one alone. */
    @Test
    void aCheckpointWritesAShelfOnlyIfAnHourOfItHasClosed() throws Exception {
        int key = Mention.of("w0", 0, 0, 0, 1, "p", 0).shelf();
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(1)) {
            TrendStories.hour(run, 0, 0);
            run.watermark(closing(0)).checkpoint();
            SubjectShelf shelf = run.stored(key, KeepSubjects.SHELF);
            OpenHours open = run.stored(key, KeepSubjects.OPEN);
            assertThat(shelf.recent).containsKey("w0");
            assertThat(open.hours).isEmpty();

            TrendStories.hour(run, 1, 0);
            run.checkpoint();
            assertThat(run.stored(key, KeepSubjects.SHELF)).isSameAs(shelf);
            assertThat(run.stored(key, KeepSubjects.OPEN)).isNotSameAs(open);
            open = run.stored(key, KeepSubjects.OPEN);
            assertThat(open.hours).containsOnlyKeys(TrendStories.FIRST_HOUR + 1);

            run.checkpoint();
            assertThat(run.stored(key, KeepSubjects.OPEN)).isSameAs(open);

            run.watermark(closing(1)).checkpoint();
            shelf = run.stored(key, KeepSubjects.SHELF);
            assertThat(shelf.recent.get("w0").heard).isEqualTo(6);
            assertThat(shelf.open).isEmpty();
        }
    }

    @Test
    void whatHoursLeftIsKnownAfterManyCheckpointsAndARestart() throws Exception {
        assertThat(toldOfAnHour(true)).isNotEmpty().isEqualTo(toldOfAnHour(false));
    }

    private static List<String> toldOfAnHour(boolean restarts) throws Exception {
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(1)) {
            for (int hour = 0; hour < 60; hour++) {
                TrendStories.hour(run, hour, hour % 24 == 3 ? 1 : 0);
                run.watermark(closing(hour - 1));
                run.checkpoint();
            }
            TrendStories.hour(run, 60, 6);
            run.checkpoint();
            if (restarts) {
                run.restart(1);
            }
            TrendStories.hour(run, 60, 9);
            run.out();
            run.watermark(closing(60));
            return run.out().stream().map(Told::of).sorted().toList();
        }
    }

    @Test
    void mentionsTravelTogetherByShelfAndNoneIsLost() throws Exception {
        try (OperatorRun<Mention, Void, Mentions> run = TrendStories.gathering().open(1)) {
            int all = 3 * GatherMentions.MOST;
            for (int i = 0; i < all; i++) {
                run.give(Mention.of(i < all / 2 ? "one" : "w" + i, 7, i, 2, 1.5, "p" + i, 0));
            }
            assertThat(run.out()).hasSize(1).allMatch(m -> m.size() == GatherMentions.MOST);
            run.flush();
            List<Mention> sent = new ArrayList<>();
            for (Mentions mentions : run.out()) {
                assertThat(mentions.all())
                        .hasSize(mentions.size())
                        .allMatch(mention -> mention.shelf() == mentions.shelf());
                sent.addAll(mentions.all());
            }
            assertThat(sent).hasSize(all - GatherMentions.MOST);
            assertThat(sent)
                    .contains(Mention.of("w" + (all - 1), 7, all - 1, 2, 1.5, "p" + (all - 1), 0));
            run.flush();
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void whatComesAfterItsHourWasClosedCountsInTheOneThatIsOpen() throws Exception {
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(1)) {
            TrendStories.hour(run, 1, 0);
            run.watermark(closing(1));
            run.out();
            TrendStories.hour(run, 0, 0);
            run.watermark(closing(2));
            assertThat(run.out())
                    .hasSize(Mention.SHELVES)
                    .allMatch(said -> said.hour == TrendStories.FIRST_HOUR + 2);
        }
    }

    @Test
    void aDayIsToldThoughItsLastHoursAreSilent() throws Exception {
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(2)) {
            TrendStories.hour(run, 3, 4);
            TrendStories.hour(run, 26, 0);
            run.watermark(closing(26));
            List<HeardDay> days =
                    run.out().stream()
                            .map(hour -> hour.closedDay)
                            .filter(day -> day != null)
                            .toList();
            assertThat(days)
                    .hasSize(Mention.SHELVES)
                    .allMatch(day -> day.day == TrendStories.FIRST_HOUR / 24 && day.posts == 16)
                    .extracting(day -> day.shelf)
                    .doesNotHaveDuplicates();
            assertThat(days)
                    .filteredOn(day -> day.heard.containsKey("boho"))
                    .singleElement()
                    .satisfies(day -> assertThat(day.heard.get("boho")).isEqualTo(4 * 1.25));
        }
    }

    @Test
    void aSubjectIsToldByTheDayUnderTheNameOfTheCatalogue() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(
                    TrendInput.of(
                            product("p1", "Coat", "Kite", Map.of("style", "Boho")), Synonyms.NONE));
            long day = TrendStories.FIRST_HOUR / 24;
            run.give(TrendInput.of(new ShelfStandings(7, day, List.of(TrendStories.boho()))));
            run.watermark(closing(22));
            assertThat(run.out(WatchTrends.SUBJECTS)).isEmpty();
            run.watermark(closing(23));
            SubjectTrendRow row = run.out(WatchTrends.SUBJECTS).get(0);
            assertThat(row.subject()).isEqualTo("Boho");
            assertThat(row.subjectType()).isEqualTo("style");
            assertThat(row.day()).isEqualTo(day);
            assertThat(row.phase()).isEqualTo("emerging");
            assertThat(row.weeks12P90()).isEqualTo(40);
        }
    }

    @Test
    void aPostIsToldWithItsSubjectsOnceAndItsGrowthLater() throws Exception {
        try (OperatorRun<io.tillstream.events.SocialPost, Void, Mention> run =
                TrendStories.posts().open(1)) {
            run.give(post("p", 0, "a", 0, "rot coat")).flush();
            assertThat(run.out())
                    .filteredOn(mention -> mention.subject() != null)
                    .extracting(Mention::subject, Mention::weight)
                    .containsExactlyInAnyOrder(
                            tuple("ootd", 1.0),
                            tuple("red", 1.0),
                            tuple("coat", 1.0),
                            tuple("rotcoat", 1.0));
            run.give(post("p", 3, "a", 99, "rot coat"), post("p", 2, "a", 50, "older")).flush();
            List<Mention> grown = run.out();
            assertThat(grown).hasSize(4).allMatch(m -> Math.abs(m.weight() - 0.5) < 1e-3);
        }
    }

    /** Three days of a shop in which little happens, beside products of no name. */
    private static void usualShop(OperatorRun<TrendInput, Void, TrendAlertRow> run, long until)
            throws Exception {
        run.give(
                TrendInput.of(
                        product("p1", "Coat", "Kite", Map.of("style", "Boho")), Synonyms.NONE));
        for (long hour = -72; hour < until; hour++) {
            run.give(shop(hour, new ProductHour("p1", 5, 2), new ProductHour("p2", 45, 18)));
            run.watermark(closing(hour));
        }
    }

    @Test
    void anAlertTellsWhatMovedBeforeAndChangesWithWhatMovesLater() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            usualShop(run, 0);
            run.give(shop(0, new ProductHour("p1", 5, 30), new ProductHour("p2", 45, 18)));
            run.watermark(closing(0));
            run.give(rises(7, 1, 500, rise("boho", 9, 3)));
            run.give(shop(1, new ProductHour("p1", 5, 2), new ProductHour("p2", 45, 18)));
            run.watermark(closing(1));
            run.give(shop(2, new ProductHour("p1", 60, 2), new ProductHour("p2", 45, 18)));
            run.watermark(closing(2));
            run.give(shop(3, new ProductHour("p1", 60, 2), new ProductHour("p2", 45, 18)));
            run.watermark(closing(3));

            List<TrendAlertRow> rows = run.out();
            assertThat(rows)
                    .extracting(TrendAlertRow::state, TrendAlertRow::firstSignal)
                    .containsExactly(tuple("opened", "sales"), tuple("changed", "sales"));
            assertThat(rows.get(0).signals())
                    .contains("{\"signal\":\"posts\",\"moved_at\":\"2024-10-04T02:00:00Z\"")
                    .contains("{\"signal\":\"views\",\"moved_at\":null")
                    .contains("{\"signal\":\"sales\",\"moved_at\":\"2024-10-04T01:00:00Z\"");
            assertThat(rows.get(1).signals())
                    .contains("{\"signal\":\"views\",\"moved_at\":\"2024-10-04T03:00:00Z\"");
            assertThat(rows.get(1).score()).isEqualTo(9);
            assertThat(new String(run.out(WatchTrends.RECORDS).get(0).value(), UTF_8))
                    .contains("\"first_signal\":\"sales\"", "\"signals\":[{\"signal\":\"posts\"");
        }
    }

    @Test
    void aSubjectWithoutProductsHasNoSignalsOfTheShop() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, rise("balletcore", 9, 3))).watermark(closing(0));
            TrendAlertRow row = run.out().get(0);
            assertThat(row.signals())
                    .contains("posts")
                    .doesNotContain("views", "sales", "searches");
            assertThat(row.firstSignal()).isEqualTo("posts");
        }
    }

    @Test
    void hoursThatNobodyWritesInAreClosedAtTheEndIfSomethingWasToldOfLaterOnes() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, rise("boho", 9, 3)));
            run.give(shop(40, new ProductHour("p1", 5, 2)));
            run.end();
            assertThat(run.out())
                    .extracting(TrendAlertRow::state, TrendAlertRow::raisedAt)
                    .containsExactly(
                            tuple("opened", (TrendStories.FIRST_HOUR + 1) * EventTime.HOUR),
                            tuple("ended", (TrendStories.FIRST_HOUR + 25) * EventTime.HOUR));
        }
    }

    @Test
    void shoppersAndReceiptsOfAProductAreCountedOnceAnHour() throws Exception {
        try (OperatorRun<ShopInterests, Void, TrendInput> run = TrendStories.shop().open(2)) {
            TrendStories.interests(run, 0, 210);
            TrendStories.interests(run, 1, 1);
            run.end();
            List<ProductHour> products =
                    run.out().stream().flatMap(input -> input.shop().products.stream()).toList();
            assertThat(products)
                    .extracting(ProductHour::productId)
                    .hasSize(5)
                    .doesNotHaveDuplicates();
            // Each of 70 receipts holds one product; of 7 sessions all look at each.
            assertThat(products).allMatch(product -> product.viewers() == 7);
            assertThat(products.stream().mapToDouble(ProductHour::buyers).sum()).isEqualTo(70);
        }
    }

    @Test
    void viewsCartsAndPurchasesAreInterestsAndReturnsAreNot() throws Exception {
        long at = TrendStories.FIRST_HOUR * EventTime.HOUR;
        try (OperatorRun<ShopEvent, Void, ShopInterests> run = TrendStories.interests().open(1)) {
            run.give(
                    interaction(Interaction.Kind.VIEW, "e1", "p1", at),
                    interaction(Interaction.Kind.ADD_TO_CART, "e2", "p1", at),
                    interaction(Interaction.Kind.REMOVE_FROM_CART, "e3", "p2", at),
                    sale("r1", "ada", at, line("p3", 2, 10), line("p4", 1, 10)),
                    returned("r2", "ada", at, line("p5", 2, 10)),
                    interaction(Interaction.Kind.VIEW, "e4", "p6", at)
                            .heard(TrendStories.FIRST_HOUR + 24),
                    interaction(Interaction.Kind.VIEW, "e5", "p7", at)
                            .heard(TrendStories.FIRST_HOUR + 25));
            run.flush();
            List<ShopInterest> told = new ArrayList<>();
            for (ShopInterests interests : run.out()) {
                for (int i = 0; i < interests.size(); i++) {
                    told.add(interests.get(i));
                }
            }
            assertThat(told)
                    .filteredOn(interest -> interest.name() != null)
                    .extracting(ShopInterest::name, ShopInterest::signal)
                    .containsExactlyInAnyOrder(
                            tuple("p1", Signal.VIEWS),
                            tuple("p1", Signal.VIEWS),
                            tuple("p3", Signal.SALES),
                            tuple("p4", Signal.SALES),
                            tuple("p6", Signal.VIEWS));
            // Of two hours every shelf is told.
            assertThat(told)
                    .filteredOn(interest -> interest.name() == null)
                    .hasSize(2 * ShopInterest.SHELVES);
        }
    }

    @Test
    void aSearchIsReadAsAPostIsAndCountsForItsSession() throws Exception {
        long at = TrendStories.FIRST_HOUR * EventTime.HOUR;
        try (OperatorRun<ShopEvent, Void, ShopInterests> run = TrendStories.interests().open(1)) {
            run.give(
                    search("e1", "w1", "Rot DRESS for summer", at),
                    search("e2", "w1", "", at),
                    search("e3", "w2", "👗", at),
                    search("e4", "w3", "فستان", at),
                    search("e5", "w4", "x".repeat(20_000), at),
                    search("e6", "w5", "late", at).heard(TrendStories.FIRST_HOUR + 25));
            run.flush();
            List<ShopInterest> told = new ArrayList<>();
            for (ShopInterests interests : run.out()) {
                for (int i = 0; i < interests.size(); i++) {
                    ShopInterest interest = interests.get(i);
                    if (interest.signal() == Signal.SEARCHES) {
                        assertThat(interest.shelf()).isEqualTo(interests.shelf);
                        told.add(interest);
                    }
                }
            }
            assertThat(told)
                    .filteredOn(interest -> interest.name() != null)
                    .extracting(ShopInterest::name)
                    .containsExactlyInAnyOrder(
                            "red",
                            "dress",
                            "summer",
                            "rotdress",
                            "rotdressforsummer",
                            "👗",
                            "فستان",
                            "x".repeat(SubjectReader.LONGEST_KEY));
            assertThat(told)
                    .filteredOn(interest -> interest.name() == null)
                    .extracting(ShopInterest::who)
                    .hasSize(5)
                    .hasSameElementsAs(
                            List.of(
                                    ShopInterest.searched(0, "w1").who(),
                                    ShopInterest.searched(0, "w2").who(),
                                    ShopInterest.searched(0, "w3").who(),
                                    ShopInterest.searched(0, "w4").who()));
        }
    }

    @Test
    void sessionsThatSearchASubjectAreCountedOnceAnHour() throws Exception {
        for (int parallelism : new int[] {1, 2}) {
            try (OperatorRun<ShopInterests, Void, TrendInput> run =
                    TrendStories.shop().open(parallelism)) {
                TrendStories.searches(run, 0, 210);
                TrendStories.interests(run, 1, 1);
                run.end();
                ShopHour all = new ShopHour();
                run.out().forEach(input -> all.add(input.shop()));
                assertThat(all.searchers).isEqualTo(7);
                assertThat(all.subjects).hasSize(5).allMatch(each -> each.searchers() == 7);
            }
        }
    }

    /** Three days in which few search for a subject that no product has, and then many. */
    @Test
    void anAlertTellsThatSearchesForItMovedFirst() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            for (long hour = -72; hour < 2; hour++) {
                run.give(shop(hour, 40, new SubjectHour("balletcore", hour < 0 ? 3 : 30)));
                if (hour == 1) {
                    run.give(
                            rises(7, 1, 500, rise("balletcore", 9, 3)),
                            rises(64, 1, 500, seen("style:style-9:e/1", 3, "other", 20)),
                            rises(65, 1, 500, rise("pattern:balletcore:e/1", 9, 3)));
                }
                run.watermark(closing(hour));
            }
            Map<String, TrendAlertRow> rows = new TreeMap<>();
            run.out().forEach(row -> rows.put(row.subject(), row));
            assertThat(rows.get("balletcore").firstSignal()).isEqualTo("searches");
            assertThat(rows.get("balletcore").signals())
                    .contains("{\"signal\":\"posts\",\"moved_at\":\"2024-10-04T02:00:00Z\"")
                    .contains("{\"signal\":\"searches\",\"moved_at\":\"2024-10-04T01:00:00Z\"")
                    .doesNotContain("views");
            assertThat(rows.get("pattern: balletcore").firstSignal()).isEqualTo("searches");
            assertThat(rows.get("style: style-9").signals()).doesNotContain("searches");
        }
    }

    @Test
    void anAlertTellsInWhichRegionItRises() throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(regions(-1, Map.of("Lima", 40L, "Cusco", 160L))).watermark(closing(-1));
            run.give(
                    rises(
                            7,
                            0,
                            500,
                            rise("boho", 9, 3, "lima"),
                            rise("kite", 8, 3),
                            rise("coat", 7, 3, "Cusco")));
            run.watermark(closing(0));
            assertThat(run.out())
                    .extracting(TrendAlertRow::subject, TrendAlertRow::regions)
                    .containsExactly(
                            tuple("boho", "[{\"region\":\"Lima\",\"share\":1.0,\"lift\":5.0}]"),
                            tuple("kite", "[]"),
                            tuple("coat", "[]"));
        }
    }

    @Test
    void postsAreCountedByRegionOnce() throws Exception {
        try (OperatorRun<io.tillstream.events.SocialPost, Void, Mention> run =
                TrendStories.posts().open(1)) {
            run.give(post("p", 0, "a", 0, "coat"), post("p", 0, "a", 900, "coat"));
            run.give(post("q", 0, "b", 0, "coat")).flush();
            List<Mention> mentions = run.out();
            assertThat(mentions)
                    .filteredOn(mention -> mention.subject() == null && mention.postId() != null)
                    .containsExactly(Mention.ofRegion("Lima", TrendStories.FIRST_HOUR, 2));
            assertThat(mentions)
                    .filteredOn(mention -> mention.subject() != null)
                    .allMatch(mention -> mention.region() == Region.hash("Lima"));
        }
        try (OperatorRun<Mentions, Void, ShelfHour> run = TrendStories.subjects().open(1)) {
            Mention lima = Mention.ofRegion("Lima", TrendStories.FIRST_HOUR, 2);
            run.give(Mentions.of(List.of(lima))).watermark(closing(0));
            ShelfHour said = run.out().get(0);
            assertThat(said.regions).isEqualTo(Map.of("Lima", 2L));
            assertThat(TrendInput.of(said).hour().regions).isEqualTo(Map.of("Lima", 2L));
        }
    }

    /** Of 20 authors of the hour, the first so many write the posts of another subject. */
    private static Rise seen(String subject, double lift, String other, int ofOther) {
        Voices voices = new Voices();
        for (int i = 0; i < 20; i++) {
            String post = (i < ofOther ? other : subject) + i;
            long author = Mention.author("x", post);
            voices.add(author, author * 31, 1, TrendStories.FIRST_HOUR, post, 0, 32);
        }
        double score = subject.equals(other) ? 20 : 10;
        return new Rise(subject, Scale.WEEK.ordinal(), 100 * lift, 100, score, voices);
    }

    private static List<String> openedBeside(Rise other, Rise seen) throws Exception {
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            run.give(rises(7, 0, 500, other), rises(64, 0, 500, seen)).watermark(closing(0));
            return run.out().stream().map(TrendAlertRow::subject).toList();
        }
    }

    @Test
    void whatIsSeenInPicturesOfAnotherIsToldIfItRisesWithoutThoseToo() throws Exception {
        String white = "colour:white:e/1";
        String dots = "pattern:dots:e/1";
        Rise grown = seen(white, 1.6, white, 20);

        // Seven of ten dots were white before, too: white's growth makes no more than 1.4 of it.
        assertThat(openedBeside(grown, seen(dots, 2.2, white, 14)))
                .containsExactly("colour: white", "pattern: dots");
        assertThat(openedBeside(grown, seen(dots, 1.8, white, 14)))
                .containsExactly("colour: white");
        // All that a tag has are new, and a third of what is white are its posts.
        Rise tag = seen("minimal", 10, "minimal", 20);
        assertThat(openedBeside(tag, seen(white, 2, "minimal", 7))).containsExactly("minimal");
        assertThat(openedBeside(tag, seen(white, 2.4, "minimal", 7)))
                .containsExactly("minimal", "colour: white");
    }

    @Test
    void aStyleIsPartOfAnAttributeButNoAttributeIsPartOfAStyle() throws Exception {
        String dots = "pattern:dots:e/1";
        String style = "style:style-7:e/1";

        assertThat(openedBeside(seen(dots, 2, dots, 20), seen(style, 2.4, dots, 20)))
                .containsExactly("pattern: dots");
        assertThat(openedBeside(seen(style, 2.4, style, 20), seen(dots, 2, style, 14)))
                .containsExactly("style: style-7", "pattern: dots");
    }

    @Test
    void aStyleIsNamedByWhatItsProductsShareAndMovesWithThem() throws Exception {
        String style = "style:style-7:e/1";
        try (OperatorRun<TrendInput, Void, TrendAlertRow> run = TrendStories.trends().open(1)) {
            String[] colours = {"white", "white", "blue", "white"};
            for (int i = 0; i < colours.length; i++) {
                Map<String, String> attributes =
                        Map.of("colour", colours[i], "pattern", "Dots", "material", "silk");
                run.give(
                        TrendInput.of(
                                product("p" + i, "Dress", "Kite", attributes), Synonyms.NONE));
                run.give(TrendInput.of(new ProductStyle("p" + i, "e/1", "style-7")));
            }
            run.give(TrendInput.of(new ProductStyle("p3", "e/1", "style-8")));
            for (int hour = -72; hour < 0; hour++) {
                run.give(shop(hour, new ProductHour("p1", 3, 1), new ProductHour("p3", 9, 1)));
                run.watermark(closing(hour));
            }
            run.give(shop(0, new ProductHour("p1", 60, 1), new ProductHour("p3", 9, 1)));
            run.give(rises(64, 0, 500, seen(style, 3, style, 20))).watermark(closing(0));
            run.give(TrendInput.of(new ProductStyle("p2", "e/1", null)));
            run.give(rises(64, 1, 500, seen("style:style-9:e/1", 3, style, 0)));
            run.watermark(closing(1));

            List<TrendAlertRow> rows = run.out();
            assertThat(rows)
                    .extracting(
                            TrendAlertRow::subject,
                            TrendAlertRow::subjectType,
                            TrendAlertRow::matchingProductIds,
                            TrendAlertRow::modelVersion)
                    .containsExactly(
                            tuple(
                                    "style: white Dots dresses",
                                    "style",
                                    List.of("p0", "p1", "p2"),
                                    "e/1"),
                            tuple("style: style-9", "style", List.of(), "e/1"));
            assertThat(rows.get(0).signals())
                    .contains("{\"signal\":\"views\",\"moved_at\":\"" + OPENED + "\"");
        }
    }
}
