package io.tillstream.pictures;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.Sinks;
import io.tillstream.events.HourClose;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.events.ProductStyle;
import io.tillstream.events.SimilarLooks;
import io.tillstream.events.SocialPost;
import io.tillstream.events.Topic;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.PostLookRow;
import io.tillstream.serving.ModelNews;
import io.tillstream.serving.ModelsOptions;
import io.tillstream.serving.ServingPipeline;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How products look, and what is posted.
 *
 * <pre>
 * catalogue -> addresses of pictures -> fetch and encode -> looks (one) -> embeddings, styles, neighbours
 *                                              +-> what was refused
 * posts -> fetch and encode, within bounds -> match with looks (by broadcast) -> looks of posts
 * </pre>
 */
public final class PicturesPipeline {
    private PicturesPipeline() {}

    /**
     * What other capabilities may use.
     *
     * @param embeddings of products' pictures, at once
     * @param similar products that look alike
     * @param styles to which cluster of pictures products belong
     * @param posts how posts look, and which products look like them
     * @param encoder how the encoder stands
     */
    public record Streams(
            DataStream<PictureEmbedding> embeddings,
            DataStream<SimilarLooks> similar,
            DataStream<ProductStyle> styles,
            DataStream<PostLook> posts,
            DataStream<ModelNews> encoder) {}

    /** Adds the pipeline. */
    public static Streams define(
            DataStream<Product> catalogue,
            DataStream<SocialPost> posts,
            Sinks sinks,
            JobConfig config) {
        PictureSettings settings = settings(config);
        DataStream<PictureRequest> requests =
                OperatorId.PICTURES.on(
                        catalogue
                                .keyBy(Product::productId)
                                .transform(
                                        OperatorId.PICTURES.label(),
                                        TypeInformation.of(PictureRequest.class),
                                        new KeepPictures(settings)));
        // In order, so that of two pictures of a product the newer one stays.
        DataStream<PictureAnswer> answers =
                OperatorId.ENCODE_PICTURES.on(
                        AsyncDataStream.orderedWaitWithRetry(
                                requests,
                                new EncodePictures(settings),
                                settings.timeout(),
                                TimeUnit.MILLISECONDS,
                                settings.capacity(),
                                new EncodePictures.TryAgain(settings.attempts())));
        SingleOutputStreamOperator<PictureEmbedding> looks =
                OperatorId.LOOKS
                        .on(answers.keyBy(answer -> true).process(new KeepLooks(settings)))
                        .forceNonParallel()
                        .disableChaining();
        sinks.rows(looks.getSideOutput(KeepLooks.EMBEDDING_ROWS), OperatorId.SINK_EMBEDDINGS);
        sinks.rows(looks.getSideOutput(KeepLooks.SIMILAR_ROWS), OperatorId.SINK_SIMILAR_LOOKS);
        DataStream<PictureAnswer> seen =
                OperatorId.PICTURES_SEEN.on(answers.filter(answer -> !answer.isGone()));
        sinks.rows(
                quality(seen, Topic.CATALOG_PRODUCTS, OperatorId.PICTURE_QUALITY, config),
                OperatorId.SINK_PICTURE_QUALITY);
        return new Streams(
                looks,
                looks.getSideOutput(KeepLooks.SIMILAR),
                looks.getSideOutput(KeepLooks.STYLES_OF_PRODUCTS),
                posts(posts, looks, settings, sinks, config),
                ServingPipeline.watch(
                        answers, settings.encoder(), OperatorId.ENCODER_WATCH, config));
    }

    private static DataStream<PostLook> posts(
            DataStream<SocialPost> posts,
            SingleOutputStreamOperator<PictureEmbedding> looks,
            PictureSettings settings,
            Sinks sinks,
            JobConfig config) {
        DataStream<PostRequest> requests =
                OperatorId.POST_PICTURES.on(
                        posts.<PostRequest>flatMap(
                                        (post, out) -> {
                                            if (post.imageUri() != null) {
                                                out.collect(PostRequest.of(post));
                                            }
                                        })
                                .returns(TypeInformation.of(PostRequest.class)));
        DataStream<PostAnswer> answers =
                OperatorId.ENCODE_POSTS.on(
                        AsyncDataStream.orderedWait(
                                requests,
                                new EncodePosts(settings),
                                settings.timeout(),
                                TimeUnit.MILLISECONDS,
                                settings.ofPosts().capacity()));
        DataStream<PictureAnswer> seen =
                OperatorId.POSTS_SEEN.on(
                        answers.map(PostAnswer::picture)
                                .returns(TypeInformation.of(PictureAnswer.class)));
        sinks.rows(
                quality(seen, Topic.SOCIAL_POSTS, OperatorId.POST_QUALITY, config),
                OperatorId.SINK_POST_QUALITY);
        DataStream<PostLook> matched =
                OperatorId.POST_LOOKS.on(
                        OperatorId.POSTS_ENCODED
                                .on(answers.filter(answer -> answer.picture().embedding() != null))
                                .keyBy(PostAnswer::postId)
                                .connect(
                                        mirrored(looks)
                                                .broadcast(MatchPosts.PRODUCTS, MatchPosts.STYLES))
                                .process(
                                        new MatchPosts(
                                                settings.bounded(),
                                                new HourClose(
                                                        config.dayClose().allowedLateness()))));
        sinks.rows(
                OperatorId.POST_LOOK_ROWS.on(
                        matched.map(LookRows::post).returns(TypeInformation.of(PostLookRow.class))),
                OperatorId.SINK_POST_LOOKS);
        return matched;
    }

    /** What pictures of posts are compared with; in the order in which it holds. */
    private static DataStream<LookNews> mirrored(
            SingleOutputStreamOperator<PictureEmbedding> looks) {
        TypeInformation<LookNews> type = TypeInformation.of(LookNews.class);
        return OperatorId.POST_PRODUCTS
                .on(looks.map(LookNews::of).returns(type).setParallelism(1))
                .union(
                        OperatorId.POST_STYLES.on(
                                looks.getSideOutput(KeepLooks.STYLE_NEWS)
                                        .map(LookNews::of)
                                        .returns(type)
                                        .setParallelism(1)));
    }

    private static DataStream<DataQualityRow> quality(
            DataStream<PictureAnswer> answers, Topic topic, OperatorId id, JobConfig config) {
        return id.on(
                answers.keyBy(PictureAnswer::day)
                        .transform(
                                id.label(),
                                TypeInformation.of(DataQualityRow.class),
                                new CountPictures(
                                        topic,
                                        config.get(JobOptions.RETENTION),
                                        config.millis(JobOptions.FLUSH_INTERVAL))));
    }

    private static PictureSettings settings(JobConfig config) {
        long fetchTimeout = config.millis(PicturesOptions.FETCH_TIMEOUT);
        return new PictureSettings(
                ModelsOptions.serving(config),
                new EncoderKind(config.get(PicturesOptions.ENCODER)),
                config.get(JobOptions.KAFKA_BOUNDED),
                new PictureSettings.Fetching(
                        config.get(PicturesOptions.FOLDERS),
                        config.get(PicturesOptions.INTERNAL_HOSTS),
                        config.get(PicturesOptions.S3_ENDPOINT),
                        (int) config.get(PicturesOptions.MAX_SIZE).getBytes(),
                        fetchTimeout),
                config.get(PicturesOptions.THREADS),
                config.get(PicturesOptions.CAPACITY),
                config.get(PicturesOptions.ATTEMPTS),
                config.millis(PicturesOptions.TIMEOUT),
                config.millis(PicturesOptions.TIMEOUT),
                config.get(PicturesOptions.REENCODE_RATE),
                config.get(PicturesOptions.STYLES),
                config.get(PicturesOptions.POST_RATE),
                config.get(PicturesOptions.POST_CAPACITY),
                config.get(PicturesOptions.POSTS_TRUSTED),
                config.millis(PicturesOptions.INTERVAL));
    }
}
