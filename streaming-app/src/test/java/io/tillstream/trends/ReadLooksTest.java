package io.tillstream.trends;

import static io.tillstream.trends.TrendStories.FIRST_HOUR;
import static io.tillstream.trends.TrendStories.closing;
import static io.tillstream.trends.TrendStories.look;
import static io.tillstream.trends.TrendStories.product;
import static io.tillstream.trends.TrendStories.traits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.EventTime;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.runtime.OperatorRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadLooksTest {
    private static final String DOTS = "pattern:dots:e/1";

    private static OperatorRun<PostLook, ProductTraits, Mention> shop() throws Exception {
        return TrendStories.looks()
                .open(2)
                .broadcast(traits("a", "colour:red", "pattern:dots"))
                .broadcast(traits("b", "colour:blue", "pattern:dots"))
                .broadcast(traits("c", "colour:red", "pattern:dots"))
                .broadcast(traits("d", "colour:blue", "pattern:plain"));
    }

    private static List<String> seen(PostLook look) throws Exception {
        try (var run = shop()) {
            return run.give(look).watermark(closing(0)).out().stream()
                    .filter(mention -> mention.subject() != null)
                    .map(Mention::subject)
                    .toList();
        }
    }

    @Test
    void whatMostOfTheProductsHaveThatAPictureLooksLikeIsSeenInIt() throws Exception {
        assertThat(seen(look("t", 0, "ada", 0, 1, "a", "b", "c", "d"))).containsExactly(DOTS);
        assertThat(seen(look("t", 0, "ada", 0, 1, "a", "b", "d"))).isEmpty();
        assertThat(seen(look("t", 0, "ada", 0, 1, "a", "b", "unknown"))).isEmpty();
        assertThat(seen(look("t", 0, "ada", 0, 1))).isEmpty();
    }

    @Test
    void aProductThatLooksOtherwiseSaysNothing() throws Exception {
        PostLook look = look("t", 0, "ada", 0, 1, "a", "b", "c", "d");
        Arrays.fill(look.cosines(), 0.5f);

        assertThat(seen(look)).isEmpty();
    }

    /** The same look of another time and style. */
    private static PostLook with(PostLook of, long seenAt, String style) {
        return new PostLook(
                of.postId(),
                seenAt,
                of.platform(),
                of.region(),
                of.authorId(),
                of.likes(),
                of.shares(),
                of.comments(),
                of.modelVersion(),
                of.embedding(),
                style,
                of.similar(),
                of.cosines(),
                of.countedIn());
    }

    @Test
    void theStyleOfAPictureThatLooksLikeProductsIsSeen() throws Exception {
        PostLook look = look("t", 0, "ada", 0, 1, "a", "b", "c", "d");

        assertThat(seen(with(look, look.seenAt(), "style-7")))
                .containsExactly(DOTS, "style:style-7:e/1");
        Arrays.fill(look.cosines(), 2, 4, 0.5f);
        assertThat(seen(with(look, look.seenAt(), "style-7"))).isEmpty();
    }

    /** So that its share is one of the pictures that have a style. */
    @Test
    void aStyleIsKeptWhereOnlyPicturesWithAStyleCount() throws Exception {
        PostLook look = look("t", 0, "ada", 0, 1, "a", "b", "c", "d");
        try (var run = shop()) {
            run.give(
                    look, with(look("u", 0, "bob", 0, 1, "a", "b", "c"), look.seenAt(), "style-7"));
            run.watermark(closing(0));

            assertThat(run.out())
                    .filteredOn(mention -> mention.subject() == null)
                    .extracting(Mention::shelf, Mention::postId)
                    .containsExactlyInAnyOrder(
                            tuple(Mention.PICTURES, "e/1"),
                            tuple(Mention.PICTURES, "e/1"),
                            tuple(Mention.STYLES, "e/1"));
            assertThat(Mention.ofPicture("style:style-7:e/1", Sighting.of(look), 1, "t").shelf())
                    .isEqualTo(Mention.STYLES);
        }
    }

    /** So that no style is heard of a picture that is not counted among those with a style. */
    @Test
    void aPictureWhoseStyleIsKnownLaterIsCountedOnceAmongThoseWithAStyle() throws Exception {
        try (var run = shop()) {
            run.give(look("t", 0, "ada", 0, 1, "a", "b", "c")).watermark(closing(0));
            for (int hour = 1; hour < 3; hour++) {
                PostLook look = look("t", hour, "ada", 10L * hour, 1, "a", "b", "c");
                run.give(with(look, look.seenAt(), "style-7")).watermark(closing(hour));
            }

            assertThat(run.out())
                    .filteredOn(mention -> mention.subject() == null)
                    .extracting(Mention::shelf, Mention::hour)
                    .containsExactly(
                            tuple(Mention.PICTURES, FIRST_HOUR),
                            tuple(Mention.STYLES, FIRST_HOUR + 1));
        }
    }

    @Test
    void aRecordThatIsMoreThanADayLateSaysNothing() throws Exception {
        PostLook look = look("t", 0, "ada", 0, 1, "a", "b", "c");
        long dayBefore = look.seenAt() - EventTime.DAY;

        assertThat(seen(with(look, dayBefore, null))).containsExactly(DOTS);
        try (var run = shop()) {
            run.give(with(look, dayBefore - 1, null)).watermark(closing(0));
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aPictureIsReadWhenItsHourClosesByTheCatalogueOfThen() throws Exception {
        try (var run = TrendStories.looks().open(1)) {
            run.give(look("t", 0, "ada", 0, 1, "a", "b", "c")).watermark(closing(-1));
            run.broadcast(traits("a", "pattern:dots")).broadcast(traits("b", "pattern:dots"));
            run.broadcast(traits("c", "pattern:dots"));
            assertThat(run.out()).isEmpty();
            run.watermark(closing(0));

            assertThat(run.out())
                    .extracting(Mention::shelf, Mention::subject, Mention::hour, Mention::weight)
                    .containsExactly(
                            tuple(Mention.PICTURES, null, FIRST_HOUR, 1.0),
                            tuple(Mention.PICTURES, DOTS, FIRST_HOUR, 1.0));
        }
    }

    @Test
    void aLaterRecordAddsWhatThePostWeighsMoreAndIsNoSecondPost() throws Exception {
        try (var run = shop()) {
            run.give(look("t", 0, "ada", 0, 1, "a", "b", "c"));
            run.give(look("t", 0, "ada", 0, 1, "a", "b", "c")).watermark(closing(0));
            run.give(look("t", 1, "ada", 10_000, 1, "a", "b", "c")).watermark(closing(1));

            assertThat(run.out())
                    .extracting(Mention::subject, Mention::hour, Mention::weight)
                    .containsExactly(
                            tuple(null, FIRST_HOUR, 1.0),
                            tuple(DOTS, FIRST_HOUR, 1.0),
                            tuple(DOTS, FIRST_HOUR + 1, 1.0));
        }
    }

    @Test
    void onePictureIsOneTextHoweverManySpreadIt() throws Exception {
        try (var run = shop()) {
            run.give(look("t", 0, "ada", 0, 1, "a", "b", "c"));
            run.give(look("u", 0, "bob", 0, 1, "a", "b", "c"));
            run.give(look("v", 0, "cem", 0, 2, "a", "b", "c")).watermark(closing(0));

            List<Mention> seen = run.out().stream().filter(m -> m.subject() != null).toList();
            assertThat(seen).extracting(Mention::author).doesNotHaveDuplicates();
            assertThat(seen.stream().map(Mention::text).distinct()).hasSize(2);
        }
    }

    @Test
    void onlyWhatCanBeSeenIsATrait() {
        Product dress =
                product("p", "Dress", "Kite", Map.of("pattern", "Polka Dots", "material", "silk"));

        assertThat(ProductTraits.of(dress, Synonyms.NONE).traits())
                .containsExactly("pattern:polkadots");
        assertThat(ProductTraits.of(Product.tombstone("p"), Synonyms.NONE).isGone()).isTrue();
    }

    @Test
    void whatIsSeenHasTheNameAndTheProductsOfTheCatalogue() {
        CatalogNames names = new CatalogNames();
        Product dress = product("p", "Dress", "Kite", Map.of("pattern", "Dots"));
        names.add("p", ProductNames.of(dress, Synonyms.NONE), null);

        assertThat(names.of(DOTS))
                .isEqualTo(
                        new CatalogNames.Named(
                                "pattern: Dots", "attribute", List.of("p"), "dots", "e/1"));
    }
}
