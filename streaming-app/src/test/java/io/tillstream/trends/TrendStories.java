package io.tillstream.trends;

import static io.tillstream.events.Events.DAY;

import io.tillstream.events.EventTime;
import io.tillstream.events.HourClose;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.SocialPost;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class TrendStories {
    static final long FIRST_HOUR = DAY * 24;
    static final double FALSE_ALARMS = 0.5;
    private static final int WIDTH = 64;
    private static final long FLUSH = 200;
    private static final HourClose HOUR_CLOSE = new HourClose(20 * 60_000);

    private TrendStories() {}

    static OperatorRun.Definition<SocialPost, Void, Mention> posts() {
        return OperatorRun.keyed(
                () -> new ReadPosts(Synonyms.parse(List.of("red: rot")), FLUSH),
                SocialPost::postId,
                Types.STRING,
                TypeInformation.of(Mention.class));
    }

    static OperatorRun.Definition<PostLook, ProductTraits, Mention> looks() {
        return OperatorRun.broadcast(
                () -> new ReadLooks(HOUR_CLOSE),
                List.of(ReadLooks.CATALOGUE),
                PostLook::postId,
                Types.STRING,
                TypeInformation.of(Mention.class));
    }

    /** A post of an hour whose picture looks like products. */
    static PostLook look(
            String id, long hour, String author, long likes, int picture, String... similar) {
        float[] cosines = new float[similar.length];
        Arrays.fill(cosines, 0.95f);
        long at = FIRST_HOUR + hour;
        return new PostLook(
                id,
                at * EventTime.HOUR,
                "x",
                "Lima",
                author,
                likes,
                0,
                0,
                "e/1",
                new float[] {picture, 1},
                null,
                similar,
                cosines,
                at);
    }

    /** What can be seen of a product. */
    static ProductTraits traits(String productId, String... traits) {
        return new ProductTraits(productId, traits);
    }

    private static Story<PostLook, ProductTraits, Mention> looksStory() {
        return new Story<>(
                "look-subjects",
                looks(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 8; i++) {
                        run.broadcast(traits("p" + i, "colour:red", "pattern:dots" + i / 4));
                    }
                    for (int i = 0; i < 20; i++) {
                        run.give(look("t" + i, i % 3, "a" + i, i, i, "p0", "p1", "p2", "p7"));
                    }
                    run.watermark(closing(0));
                },
                run -> {
                    run.broadcast(traits("p1"));
                    run.give(look("t0", 2, "a0", 500, 0, "p0", "p2", "p3", "p4"));
                    run.give(look("new", 2, "b", 0, 77, "p1", "p2", "p3", "p4")).end();
                });
    }

    static OperatorRun.Definition<Mention, Void, Mentions> gathering() {
        return OperatorRun.plain(
                () -> new GatherMentions(FLUSH),
                Mention::shelf,
                TypeInformation.of(Mentions.class));
    }

    static OperatorRun.Definition<Mentions, Void, ShelfHour> subjects() {
        return OperatorRun.keyed(
                () -> new KeepSubjects(WIDTH, HOUR_CLOSE, FLUSH),
                Mentions::shelf,
                Types.INT,
                TypeInformation.of(ShelfHour.class));
    }

    static OperatorRun.Definition<TrendInput, Void, TrendAlertRow> trends() {
        return OperatorRun.keyed(
                () ->
                        new KeyedProcessOperator<>(
                                new WatchTrends(FALSE_ALARMS, WIDTH, WIDTH, HOUR_CLOSE)),
                input -> true,
                Types.BOOLEAN,
                TypeInformation.of(TrendAlertRow.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, ShopInterests> interests() {
        return OperatorRun.plain(
                () -> new GatherInterests(Synonyms.parse(List.of("red: rot")), FLUSH),
                ShopEvent::topic,
                TypeInformation.of(ShopInterests.class));
    }

    static OperatorRun.Definition<ShopInterests, Void, TrendInput> shop() {
        return OperatorRun.keyed(
                () -> new KeepInterests(HOUR_CLOSE, FLUSH),
                interests -> interests.shelf,
                Types.INT,
                TypeInformation.of(TrendInput.class));
    }

    /** A post in an hour of the examples. */
    static SocialPost post(String id, long hour, String author, long likes, String text) {
        return new SocialPost(
                id,
                "x",
                author,
                (FIRST_HOUR + hour) * EventTime.HOUR,
                text,
                List.of("ootd"),
                null,
                likes,
                0,
                0,
                "en",
                "Lima",
                SocialPost.IN_TIME);
    }

    /** A product of the catalogue. */
    static Product product(String id, String title, String brand, Map<String, String> attributes) {
        return new Product(
                id,
                false,
                title,
                "dresses",
                null,
                brand,
                null,
                null,
                attributes,
                null,
                null,
                null,
                null,
                null,
                true);
    }

    /** The watermark at which an hour of the examples is closed. */
    static long closing(long hour) {
        return HOUR_CLOSE.closesAt(FIRST_HOUR + hour);
    }

    /** Mentions of a few subjects in an hour, and how many posts there were. */
    static void hour(OperatorRun<Mentions, Void, ShelfHour> run, long hour, int boho)
            throws Exception {
        long at = FIRST_HOUR + hour;
        for (int i = 0; i < 12 + boho; i++) {
            String subject = i < 12 ? "w" + i % 4 : "boho";
            long author = Mention.author("x", "a" + i + "-" + hour);
            String post = "p" + hour + "-" + i;
            Mention mention = Mention.of(subject, at, author, author * 31, 1.25, post, 0);
            run.give(Mentions.of(List.of(mention)));
        }
        for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
            run.give(Mentions.of(List.of(Mention.volume(shelf, at, 12 + boho))));
        }
    }

    private static Story<SocialPost, Void, Mention> postsStory() {
        return new Story<>(
                "post-subjects",
                posts(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 30; i++) {
                        run.give(post("p" + i, i % 3, "a" + i % 7, i, "a rot dress 😍"));
                    }
                    run.flush();
                },
                run -> {
                    for (int i = 0; i < 30; i += 5) {
                        run.give(post("p" + i, 4, "a" + i % 7, 1_000, "a rot dress 😍"));
                    }
                    run.give(post("new", 4, "b", 0, "red again")).flush();
                });
    }

    private static Story<Mentions, Void, ShelfHour> subjectsStory() {
        return new Story<>(
                "subjects",
                subjects(),
                true,
                List.of(),
                run -> {
                    for (int hour = 0; hour < 80; hour++) {
                        hour(run, hour, hour % 24 == 3 ? 1 : 0);
                        run.watermark(closing(hour - 1));
                    }
                },
                run -> {
                    hour(run, 80, 12);
                    run.watermark(closing(80));
                    hour(run, 81, 9);
                    hour(run, 82, 0);
                    run.end();
                });
    }

    static OperatorRun.Definition<HeardDay, Void, TrendInput> histories() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepHistories(WIDTH)),
                day -> day.shelf,
                Types.INT,
                TypeInformation.of(TrendInput.class));
    }

    /** A day of a shelf on which a subject was heard so often. */
    static HeardDay day(int shelf, long day, double heard) {
        HeardDay said = new HeardDay(DAY + day, 1_000);
        said.shelf = shelf;
        said.heard.put("boho", heard);
        return said;
    }

    private static Story<HeardDay, Void, TrendInput> historiesStory() {
        return new Story<>(
                "subject-histories",
                histories(),
                false,
                List.of(),
                run -> {
                    for (int day = 0; day < 80; day++) {
                        run.give(day(day % 2, day, 10 + day));
                    }
                },
                run -> {
                    run.give(day(0, 80, 100));
                    run.give(day(1, 90, 5));
                });
    }

    /** What a shelf says of an hour. */
    static TrendInput rises(int shelf, long hour, long tests, Rise... rises) {
        ShelfHour said = new ShelfHour(shelf, FIRST_HOUR + hour);
        said.tests = tests;
        said.rises.addAll(List.of(rises));
        return TrendInput.of(said);
    }

    /** What a shelf of products says of an hour. */
    static TrendInput shop(long hour, ProductHour... products) {
        ShopHour said = new ShopHour();
        said.hour = FIRST_HOUR + hour;
        said.products.addAll(List.of(products));
        return TrendInput.of(said);
    }

    /** The same with so many sessions that searched, and for what. */
    static TrendInput shop(long hour, double searchers, SubjectHour subject, ProductHour... own) {
        TrendInput said = shop(hour, own);
        said.shop().searchers = searchers;
        said.shop().subjects.add(subject);
        return said;
    }

    /** Interests in products, and that there were some in the hour. */
    static void interests(OperatorRun<ShopInterests, Void, TrendInput> run, long hour, int number)
            throws Exception {
        long at = FIRST_HOUR + hour;
        for (int shelf = 0; shelf < ShopInterest.SHELVES; shelf++) {
            run.give(ShopInterests.of(shelf, List.of(ShopInterest.somewhere(at))));
        }
        for (int i = 0; i < number; i++) {
            ShopInterest interest =
                    i % 3 == 0
                            ? ShopInterest.bought(at, "p" + i % 5, i)
                            : ShopInterest.viewed(at, "p" + i % 5, "s" + i % 7);
            run.give(ShopInterests.of(interest.shelf(), List.of(interest)));
        }
    }

    /** Searches for a few subjects in an hour. */
    static void searches(OperatorRun<ShopInterests, Void, TrendInput> run, long hour, int number)
            throws Exception {
        long at = FIRST_HOUR + hour;
        for (int i = 0; i < number; i++) {
            ShopInterest subject = ShopInterest.searched(at, "w" + i % 5, "s" + i % 7);
            ShopInterest whatever = ShopInterest.searched(at, "s" + i % 7);
            run.give(ShopInterests.of(subject.shelf(), List.of(subject)));
            run.give(ShopInterests.of(whatever.shelf(), List.of(whatever)));
        }
    }

    private static Story<ShopInterests, Void, TrendInput> searchesStory() {
        return new Story<>(
                "shop-hours-searched",
                shop(),
                true,
                List.of(),
                run -> {
                    searches(run, 0, 40);
                    searches(run, 1, 300);
                    interests(run, 1, 30);
                    run.watermark(closing(0));
                },
                run -> {
                    searches(run, 1, 60);
                    searches(run, 2, 20);
                    interests(run, 3, 1);
                    run.end();
                });
    }

    private static Story<ShopInterests, Void, TrendInput> shopStory() {
        return new Story<>(
                "shop-hours",
                shop(),
                true,
                List.of(),
                run -> {
                    interests(run, 0, 40);
                    interests(run, 1, 300);
                    run.watermark(closing(0));
                },
                run -> {
                    interests(run, 1, 60);
                    interests(run, 2, 20);
                    searches(run, 2, 9);
                    interests(run, 3, 1);
                    run.end();
                });
    }

    /** Posts by region in an hour, as a shelf tells them. */
    static TrendInput regions(long hour, Map<String, Long> posts) {
        ShelfHour said = new ShelfHour(9, FIRST_HOUR + hour);
        said.regions.putAll(posts);
        return TrendInput.of(said);
    }

    /** A subject that rises to a multiple of 10 mentions, in posts of its own. */
    static Rise rise(String subject, double score, double lift) {
        return rise(subject, score, lift, null);
    }

    /** The same of which all write in a region. */
    static Rise rise(String subject, double score, double lift, String name) {
        int region = Region.hash(name);
        Voices voices = new Voices();
        for (int i = 0; i < 8; i++) {
            long author = Mention.author("x", subject + i);
            voices.add(author, author * 31, 1, FIRST_HOUR, subject + "-" + i, region, 32);
        }
        return new Rise(subject, Scale.DAY.ordinal(), 10 * lift, 10, score, voices);
    }

    /** A subject at the end of a day. */
    static SubjectStanding boho() {
        ExpectedVoices expected = new ExpectedVoices(30, 20, 40);
        return new SubjectStanding(
                "boho",
                new float[] {1, 2},
                new SubjectOutlook("emerging", 25, 0.05, expected, expected));
    }

    private static Story<TrendInput, Void, TrendAlertRow> trendsStory() {
        return new Story<>(
                "trends",
                trends(),
                false,
                List.of(WatchTrends.RECORDS, WatchTrends.SUBJECTS),
                run -> {
                    run.give(
                            TrendInput.of(
                                    product("p1", "Coat", "Kite", Map.of("style", "Boho")),
                                    Synonyms.NONE));
                    for (int hour = -72; hour < 0; hour++) {
                        run.give(shop(hour, new ProductHour("p1", 3, 1 + hour % 2)));
                        run.give(shop(hour, new ProductHour("p2", 9, 2)));
                        run.watermark(closing(hour));
                    }
                    run.give(regions(0, Map.of("Lima", 40L, "Cusco", 60L)));
                    run.give(rises(7, 0, 500, rise("boho", 9, 3))).watermark(closing(0));
                    run.give(rises(7, 1, 500, rise("kite", 8, 2, "Lima")));
                    run.give(shop(1, new ProductHour("p1", 40, 1), new ProductHour("p2", 9, 2)));
                    run.give(TrendInput.of(new ShelfStandings(2, DAY, List.of(boho()))));
                },
                run -> {
                    run.give(rises(8, 1, 100, rise("coat", 3, 2))).watermark(closing(1));
                    run.give(rises(8, 2, 100, rise("boho", 12, 6)));
                    run.give(shop(2, new ProductHour("p1", 40, 30), new ProductHour("p2", 9, 2)));
                    run.watermark(closing(2));
                    run.give(shop(3, 9, new SubjectHour("boho", 4))).watermark(closing(3));
                    run.give(rises(8, 40, 100)).watermark(closing(40));
                    run.give(TrendInput.of(new ShelfStandings(3, DAY + 1, List.of(boho()))));
                    run.watermark(closing(47));
                });
    }

    private static Story<TrendInput, Void, TrendAlertRow> searchedTrendsStory() {
        return new Story<>(
                "trends-searched",
                trends(),
                false,
                List.of(WatchTrends.RECORDS),
                run -> {
                    for (int hour = -72; hour < 0; hour++) {
                        run.give(shop(hour, 30, new SubjectHour("boho", 3 + hour % 2)));
                        run.watermark(closing(hour));
                    }
                    run.give(shop(0, 30, new SubjectHour("boho", 25))).watermark(closing(0));
                    run.give(shop(1, 30, new SubjectHour("boho", 25)));
                },
                run -> {
                    run.give(rises(7, 1, 500, rise("boho", 9, 3))).watermark(closing(1));
                    run.give(shop(2, 30, new SubjectHour("boho", 3))).watermark(closing(2));
                    run.watermark(closing(40));
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(
                postsStory(),
                looksStory(),
                subjectsStory(),
                historiesStory(),
                trendsStory(),
                searchedTrendsStory(),
                shopStory(),
                searchesStory());
    }
}
