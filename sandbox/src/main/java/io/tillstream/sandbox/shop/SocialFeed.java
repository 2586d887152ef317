package io.tillstream.sandbox.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Posts about looks. Most follow what sells; some, for a while, follow a trend. */
final class SocialFeed {
    /** Posts per event of the whole shop, their later updates not counted. */
    static final double POSTS_PER_EVENT = 0.075;

    private static final double UPDATED = 0.15;
    private static final double WITH_PICTURE = 0.7;
    private static final int TRIES = 30;
    private static final String[] PLATFORMS = {"instagram", "tiktok", "pinterest", "x"};
    private static final String[] USUAL_TAGS = {
        "ootd",
        "fashion",
        "style",
        "outfit",
        "lookoftheday",
        "instafashion",
        "wardrobe",
        "shopping",
        "newin",
        "streetphoto",
        "sustainable",
        "vintage",
        "sale",
        "weekend",
        "work"
    };

    private final ShopConfig config;
    private final Shelf shelf;
    private final Gallery gallery;
    private final Feed feed;
    private final Truth truth;
    private final Rng rng;
    private final JsonBytes json = new JsonBytes();
    private final int authors;
    private List<Trends.Trend> trends = List.of();
    private long posts;

    SocialFeed(ShopConfig config, Shelf shelf, Gallery gallery, Feed feed, Truth truth) {
        this.config = config;
        this.shelf = shelf;
        this.gallery = gallery;
        this.feed = feed;
        this.truth = truth;
        this.rng = new Rng(config.seed(), "posts");
        this.authors = Math.max(50, config.customers() / 2);
    }

    /** Everything of a post but its counts, which grow. */
    private record Post(
            String id,
            String platform,
            String author,
            String text,
            List<String> hashtags,
            String imageUri,
            String language,
            String region) {}

    void newDay(List<Trends.Trend> active) {
        trends = active;
    }

    void post(long time) {
        Trends.Trend trend = trend((time - config.startMillis()) / (double) Clock.DAY);
        Product product = product(trend);
        // What is in fashion is worn, while the talk is of what it always is of.
        boolean isSeen = trend != null && config.pictureTrends() && trend.canBeSeen();
        Product talkedOf = isSeen ? product(null) : product;
        int language = rng.chance(0.4) ? 0 : rng.below(Phrases.LANGUAGES.length);
        // Few authors write much, and those are the ones that many read.
        double rank = rng.unit();
        int author = (int) (authors * rank * rank);
        Post post =
                new Post(
                        Ids.padded('T', ++posts, 9),
                        rng.of(PLATFORMS),
                        Ids.padded('U', author + 1L, 7),
                        Phrases.sentence(language, talkedOf, rng),
                        hashtags(talkedOf, isSeen ? null : trend),
                        isSeen || rng.chance(WITH_PICTURE)
                                ? gallery.ofPost(product.look, rng)
                                : null,
                        Phrases.LANGUAGES[language],
                        rng.of(Phrases.REGIONS[language]));
        double reach = (5 + 4_000.0 / (10 + author)) * (trend == null ? 1 : 3);
        long likes = (long) (reach * rng.exponential());
        Truth.count(truth.events, trend == null ? "post" : "trend-post");
        send(post, time, likes);
        if (rng.chance(UPDATED)) {
            long later = time + rng.between(5 * Clock.MINUTE, 3 * Clock.HOUR);
            Truth.count(truth.events, "post-update");
            send(post, later, likes * 3 + rng.below(50));
        }
    }

    private Trends.Trend trend(double day) {
        double chance = rng.unit();
        for (Trends.Trend trend : trends) {
            chance -= trend.postShare() * trend.strength(day);
            if (chance < 0) {
                return trend;
            }
        }
        return null;
    }

    private Product product(Trends.Trend trend) {
        Product product = anyProduct();
        boolean wanted = trend != null && trend.attribute() != null;
        for (int i = 0; wanted && i < TRIES && !trend.matches(product); i++) {
            product = anyProduct();
        }
        return product;
    }

    private Product anyProduct() {
        return config.pictureTrends()
                ? shelf.pickUnseeing(rng)
                : shelf.pick(rng, null, Customers.Trait.BALANCED);
    }

    private List<String> hashtags(Product product, Trends.Trend trend) {
        List<String> tags = new ArrayList<>(5);
        if (trend != null) {
            tags.add(trend.tag());
        }
        addSome(tags, product.style.label(), 0.2);
        addSome(tags, product.look.palette().label(), 0.12);
        addSome(tags, product.look.pattern().label(), 0.12);
        addSome(tags, product.brand.toLowerCase(Locale.ROOT), 0.15);
        for (int i = rng.geometric(0.5, 3); i > 0; i--) {
            double rank = rng.unit();
            addSome(tags, USUAL_TAGS[(int) (USUAL_TAGS.length * rank * rank)], 1);
        }
        return tags;
    }

    private void addSome(List<String> tags, String tag, double probability) {
        if (rng.chance(probability) && !tags.contains(tag)) {
            tags.add(tag);
        }
    }

    private void send(Post post, long time, long likes) {
        json.begin()
                .id("post_id", post.id)
                .id("platform", post.platform)
                .id("author_id", post.author)
                .time("occurred_at", time)
                .text("text", post.text);
        if (!post.hashtags.isEmpty()) {
            json.beginArray("hashtags");
            for (int i = 0; i < post.hashtags.size(); i++) {
                if (i > 0) {
                    json.comma();
                }
                json.quoted(post.hashtags.get(i));
            }
            json.endArray();
        }
        json.id("image_uri", post.imageUri)
                .number("likes", likes)
                .number("shares", likes / 9)
                .number("comments", likes / 14)
                .id("language", post.language)
                .id("region", post.region);
        feed.send(
                new SimulatedRecord(
                        Topics.SOCIAL_POSTS,
                        Ids.bytes(post.id),
                        json.end(),
                        time + 100 + rng.below(2_000)));
    }
}
