package io.tillstream.pictures;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;

import io.tillstream.events.HourClose;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.events.Topic;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.serving.ServingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class PictureStories {
    static final int POST_RATE = 5;
    static final int CAPACITY = 8;
    private static final int STYLES = 3;

    private PictureStories() {}

    /** Without any encoder, so that nothing is loaded. */
    static PictureSettings settings(boolean bounded) {
        return settings(new ServingSettings(null, 5), "none", bounded);
    }

    static PictureSettings settings(ServingSettings serving, String encoder, boolean bounded) {
        return new PictureSettings(
                serving,
                new EncoderKind(encoder),
                bounded,
                new PictureSettings.Fetching(List.of(), List.of(), null, 1 << 20, 1_000),
                2,
                CAPACITY,
                3,
                60_000,
                60_000,
                2,
                STYLES,
                POST_RATE,
                8,
                false,
                1_000);
    }

    /** Where the catalogue may name a folder, an internal host and s3. */
    static PictureSettings settings(boolean postsTrusted, List<String> internal) {
        PictureSettings all = settings(false);
        return new PictureSettings(
                all.serving(),
                all.encoder(),
                all.bounded(),
                new PictureSettings.Fetching(
                        internal, internal, "https://s3.internal", 1 << 20, 1_000),
                all.threads(),
                all.capacity(),
                all.attempts(),
                all.timeout(),
                all.encodingTimeout(),
                all.reencodeRate(),
                all.styles(),
                all.postRate(),
                all.postCapacity(),
                postsTrusted,
                all.interval());
    }

    static OperatorRun.Definition<Product, Void, PictureRequest> pictures(
            PictureSettings settings) {
        return OperatorRun.keyed(
                () -> new KeepPictures(settings),
                Product::productId,
                Types.STRING,
                TypeInformation.of(PictureRequest.class));
    }

    static OperatorRun.Definition<PictureAnswer, Void, PictureEmbedding> looks(boolean bounded) {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepLooks(settings(bounded))),
                answer -> true,
                Types.BOOLEAN,
                TypeInformation.of(PictureEmbedding.class));
    }

    static OperatorRun.Definition<PictureAnswer, Void, DataQualityRow> quality() {
        return quality(Topic.CATALOG_PRODUCTS);
    }

    static OperatorRun.Definition<PictureAnswer, Void, DataQualityRow> quality(Topic topic) {
        return OperatorRun.keyed(
                () -> new CountPictures(topic, Duration.ofDays(30), 200),
                PictureAnswer::day,
                Types.LONG,
                TypeInformation.of(DataQualityRow.class));
    }

    static OperatorRun.Definition<PostAnswer, LookNews, PostLook> posts(boolean bounded) {
        return OperatorRun.broadcast(
                () -> new MatchPosts(bounded, new HourClose(CLOSE.allowedLateness())),
                List.of(MatchPosts.PRODUCTS, MatchPosts.STYLES),
                PostAnswer::postId,
                Types.STRING,
                TypeInformation.of(PostLook.class));
    }

    static PostRequest post(String id, long time, String uri) {
        return new PostRequest(id, time, "x", "DE", "bea", 5, 2, 1, uri);
    }

    static PostAnswer posted(String id, long time, float... vector) {
        return post(id, time, "file:x").answered(new Encoded("e/1", vector, null));
    }

    static LookNews looks(String productId, String encoder, float... vector) {
        return LookNews.of(
                new PictureEmbedding(productId, encoder, vector.length == 0 ? null : vector));
    }

    static Product product(String id, String uri, boolean active) {
        return new Product(
                id, false, "t", "c", null, null, null, null, Map.of(), uri, null, null, null, null,
                active);
    }

    static PictureAnswer encoded(String id, String version, float... vector) {
        return new PictureAnswer(id, DAY, version, vector, null, false);
    }

    static PictureAnswer refused(String id, PictureRefusal refusal) {
        return new PictureAnswer(id, DAY, null, null, refusal.name(), false);
    }

    static PictureAnswer refusedAgain(String id, PictureRefusal refusal) {
        return new PictureAnswer(id, DAY, null, null, refusal.name(), true);
    }

    /** A unit vector. */
    static float[] vector(Random random) {
        double angle = random.nextDouble() * 2 * Math.PI;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    private static Story<Product, Void, PictureRequest> picturesStory() {
        return new Story<>(
                "pictures",
                pictures(settings(false)),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(product("p" + i, "file:" + i, true));
                    }
                },
                run -> {
                    for (int i = 0; i < 10; i++) {
                        run.give(product("p" + i, "file:" + i / 2, true));
                    }
                    run.give(Product.tombstone("p11"), product("p12", "file:12", false));
                });
    }

    private static Story<PictureAnswer, Void, PictureEmbedding> looksStory() {
        return new Story<>(
                "looks",
                looks(false),
                false,
                // Rows have the wall clock's time, which a checkpoint of old does not set.
                List.of(KeepLooks.SIMILAR),
                run -> {
                    Random random = new Random(1);
                    for (int i = 0; i < 30; i++) {
                        run.give(encoded("p" + i, "e/1", vector(random)));
                    }
                    run.flush().give(encoded("p30", "e/1", 0, 1), encoded("p3", "e/1", 1, 0));
                },
                run -> {
                    run.give(encoded("p4", "e/2", 1, 0), encoded("p31", "e/1", 0, -1));
                    run.give(refused("p5", PictureRefusal.BROKEN)).flush().flush();
                });
    }

    private static Story<PictureAnswer, Void, DataQualityRow> qualityStory() {
        return new Story<>(
                "picture-quality",
                quality(),
                true,
                List.of(),
                run -> run.give(encoded("p", "e/1", 1), refused("q", PictureRefusal.BROKEN)),
                run -> run.give(refused("r", PictureRefusal.FAILED)).end());
    }

    private static Story<PostAnswer, LookNews, PostLook> postsStory() {
        return new Story<>(
                "post-looks",
                posts(true),
                true,
                List.of(),
                run -> {
                    Random random = new Random(3);
                    for (int i = 0; i < 10; i++) {
                        run.broadcast(looks("p" + i, "e/1", vector(random)));
                        run.give(posted("t" + i, at(0, i), vector(random)));
                    }
                },
                run -> {
                    run.broadcast(looks("p1", "e/1")).broadcast(looks("p2", "e/1", 0, 1));
                    run.give(posted("t1", at(1, 0), 1, 0)).watermark(closing(0));
                    run.end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(picturesStory(), looksStory(), qualityStory(), postsStory());
    }
}
