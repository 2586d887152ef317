package io.tillstream.pictures;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.Sinks;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.serving.ModelStatus;
import io.tillstream.serving.ServingPipeline;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How products look.
 *
 * <pre>
 * catalogue -> addresses of pictures -> fetch and encode -> looks (one) -> embeddings, styles, neighbours
 *                                              +-> what was refused
 * </pre>
 */
public final class PicturesPipeline {
    private PicturesPipeline() {}

    /**
     * What other capabilities may use.
     *
     * @param embeddings of products' pictures, at once
     * @param similar products that look alike
     * @param encoder how the encoder stands
     */
    public record Streams(
            DataStream<PictureEmbedding> embeddings,
            DataStream<SimilarLooks> similar,
            DataStream<ModelStatus> encoder) {}

    /** Adds the pipeline. */
    public static Streams define(DataStream<Product> catalogue, Sinks sinks, JobConfig config) {
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
        sinks.rows(quality(answers, config), OperatorId.SINK_PICTURE_QUALITY);
        return new Streams(
                looks,
                looks.getSideOutput(KeepLooks.SIMILAR),
                ServingPipeline.watch(
                        answers, settings.encoder(), OperatorId.ENCODER_WATCH, config));
    }

    private static DataStream<DataQualityRow> quality(
            DataStream<PictureAnswer> answers, JobConfig config) {
        return OperatorId.PICTURE_QUALITY.on(
                OperatorId.PICTURES_SEEN
                        .on(answers.filter(answer -> !answer.isGone()))
                        .keyBy(PictureAnswer::day)
                        .transform(
                                OperatorId.PICTURE_QUALITY.label(),
                                TypeInformation.of(DataQualityRow.class),
                                new CountPictures(
                                        config.get(JobOptions.RETENTION),
                                        config.millis(JobOptions.FLUSH_INTERVAL))));
    }

    private static PictureSettings settings(JobConfig config) {
        long fetchTimeout = config.millis(JobOptions.IMAGES_FETCH_TIMEOUT);
        return new PictureSettings(
                config.serving(),
                new EncoderKind(config.get(JobOptions.IMAGES_ENCODER)),
                config.get(JobOptions.KAFKA_BOUNDED),
                new PictureSettings.Fetching(
                        config.get(JobOptions.IMAGES_FOLDERS),
                        config.get(JobOptions.IMAGES_INTERNAL_HOSTS),
                        config.get(JobOptions.IMAGES_S3_ENDPOINT),
                        (int) config.get(JobOptions.IMAGES_MAX_SIZE).getBytes(),
                        fetchTimeout),
                config.get(JobOptions.IMAGES_THREADS),
                config.get(JobOptions.IMAGES_CAPACITY),
                config.get(JobOptions.IMAGES_ATTEMPTS),
                config.millis(JobOptions.IMAGES_TIMEOUT),
                config.millis(JobOptions.IMAGES_TIMEOUT),
                config.get(JobOptions.IMAGES_REENCODE_RATE),
                config.get(JobOptions.IMAGES_STYLES),
                config.millis(JobOptions.IMAGES_INTERVAL));
    }
}
