package io.tillstream.recommendations;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.Shortcut;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Interaction;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.SimilarLooks;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.RecommendationRow;
import io.tillstream.serving.ModelNews;
import io.tillstream.serving.ModelsOptions;
import io.tillstream.serving.ServingPipeline;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * What a shopper should see next.
 *
 * <pre>
 * baskets, sessions, catalogue, stock -> items
 *       | logins                           | broadcast
 * events, segments ------------------> shoppers -> candidates -> towers -> recommendations
 *                                                                  | purchases  ^   | verdicts
 *                                            feedback -> ranker (one)           |   +-> accuracy
 *                                                           +------ broadcast --+
 * </pre>
 *
 * The two towers stand between shoppers and recommendations, where {@link Candidates} pass by: they
 * add candidates and features, in the order of the stream, since purchases judge what stood before
 * them, and hand a moment on as it is when they are late ({@link AskTowers}).
 */
public final class RecommendationsPipeline {
    /** The towers' batcher ends each request in time, by a clock that stands beside the stream. */
    private static final long NO_TIMEOUT = 0;

    private RecommendationsPipeline() {}

    /**
     * What others watch.
     *
     * @param models how the two towers and the ranker stand
     * @param metrics of the lists
     */
    public record Streams(DataStream<ModelNews> models, DataStream<ModelMetricRow> metrics) {}

    /**
     * Adds the pipeline.
     *
     * @param segments null if nobody tells of segments
     * @param pictures how products look; null if nobody tells
     * @param similar which products look alike; null if nobody tells
     */
    public static Streams define(
            DataStream<ShopEvent> events,
            DataStream<CustomerSegment> segments,
            DataStream<StockSignal> signals,
            DataStream<Product> catalogue,
            DataStream<PictureEmbedding> pictures,
            DataStream<SimilarLooks> similar,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        RecommendationSettings settings = settings(config);
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        SingleOutputStreamOperator<ItemInput> sessions = sessions(events, settings);
        DataStream<ItemInput> baskets = baskets(events, segments != null, settings);
        if (segments != null) {
            baskets = baskets.union(customerBaskets(events, segments, settings, flushInterval));
        }
        if (pictures != null) {
            baskets = baskets.union(pictures(pictures), lookalikes(similar));
        }
        DataStream<ItemCard> items =
                OperatorId.ITEMS.on(
                        baskets.union(sessions, facts(catalogue), stock(signals))
                                .keyBy(ItemInput::productId)
                                .transform(
                                        OperatorId.ITEMS.label(),
                                        TypeInformation.of(ItemCard.class),
                                        new KeepItems(settings, flushInterval)));
        SingleOutputStreamOperator<TowerInput> found =
                OperatorId.SHOPPERS.on(
                        shopperInputs(
                                        events,
                                        sessions.getSideOutput(PairSessions.LOGINS),
                                        segments,
                                        settings,
                                        config)
                                .keyBy(ShopperInput::shopper)
                                .connect(items.broadcast(KeepShoppers.CARDS))
                                .process(new KeepShoppers(settings)));
        SingleOutputStreamOperator<Moment> moments =
                OperatorId.TOWERS.on(
                        AsyncDataStream.orderedWait(
                                        found,
                                        new AskTowers(settings, new TowersKind()),
                                        NO_TIMEOUT,
                                        TimeUnit.MILLISECONDS,
                                        settings.towers().capacity())
                                .returns(MomentTypeInfo.onTheWay()));
        Shortcut.of(found, config);
        Shortcut.of(moments, config);
        SingleOutputStreamOperator<RankerModel> ranker = ranker(events, moments, world, settings);
        SingleOutputStreamOperator<RecommendationRow> recommendations =
                OperatorId.RECOMMENDATIONS.on(
                        moments.keyBy(Moment::shopper)
                                .connect(ranker.broadcast(Recommend.MODELS))
                                .process(new Recommend(settings)));
        // In a task of its own: the topic must not wait while the table is written.
        sinks.rows(recommendations.rescale(), OperatorId.SINK_RECOMMENDATIONS);
        sinks.recordsAtOnce(
                recommendations.getSideOutput(Recommend.RECORDS),
                OperatorId.SINK_RECOMMENDATION_RECORDS);
        DataStream<ModelMetricRow> metrics =
                accuracy(
                                recommendations.getSideOutput(Recommend.VERDICTS),
                                world,
                                settings,
                                flushInterval)
                        .union(ranker.getSideOutput(LearnRanker.METRICS));
        if (!settings.bounded()) {
            metrics = metrics.union(latency(recommendations, flushInterval));
        }
        DataStream<ModelNews> models =
                ServingPipeline.watch(moments, new TowersKind(), OperatorId.TOWERS_WATCH, config)
                        .union(
                                ServingPipeline.watch(
                                        recommendations,
                                        new RankerKind(),
                                        OperatorId.RANKER_WATCH,
                                        config));
        return new Streams(models, metrics);
    }

    private static DataStream<ModelMetricRow> latency(
            SingleOutputStreamOperator<RecommendationRow> recommendations, long flushInterval) {
        return OperatorId.RECOMMENDATION_LATENCY
                .on(
                        OperatorId.COUNT_LATENCIES
                                .on(
                                        recommendations
                                                .getSideOutput(Recommend.LATENCIES)
                                                .transform(
                                                        OperatorId.COUNT_LATENCIES.label(),
                                                        TypeInformation.of(Latencies.class),
                                                        new CountLatencies(flushInterval)))
                                .keyBy(Latencies::live)
                                .process(new TellLatency()))
                .forceNonParallel()
                .disableChaining();
    }

    private static DataStream<ModelMetricRow> accuracy(
            DataStream<Verdict> verdicts,
            DataStream<WorldTime> world,
            RecommendationSettings settings,
            long flushInterval) {
        TypeInformation<JudgeInput> type = TypeInformation.of(JudgeInput.class);
        return OperatorId.RECOMMENDATION_ACCURACY
                .on(
                        OperatorId.JUDGED_PURCHASES
                                .on(verdicts.map(JudgeInput::of).returns(type))
                                .union(
                                        OperatorId.JUDGE_WORLD.on(
                                                world.map(JudgeInput::of)
                                                        .returns(type)
                                                        .setParallelism(1)))
                                .keyBy(input -> true)
                                .transform(
                                        OperatorId.RECOMMENDATION_ACCURACY.label(),
                                        TypeInformation.of(ModelMetricRow.class),
                                        new JudgeDays(settings, flushInterval)))
                .forceNonParallel()
                .disableChaining();
    }

    private static RecommendationSettings settings(JobConfig config) {
        return new RecommendationSettings(
                config.dayClose(),
                config.get(JobOptions.KAFKA_BOUNDED),
                config.millis(RecommendationsOptions.NEWS_INTERVAL),
                config.millis(RecommendationsOptions.INTERVAL),
                config.millis(RecommendationsOptions.TIME_TO_LIVE),
                new Slate(
                        config.get(RecommendationsOptions.ITEMS),
                        config.get(RecommendationsOptions.PER_CATEGORY)),
                new Experiment(
                        config.get(RecommendationsOptions.SALT),
                        config.get(RecommendationsOptions.CONTROL)),
                RecommendationsOptions.rules(config),
                towers(config));
    }

    private static TowerSettings towers(JobConfig config) {
        return new TowerSettings(
                ModelsOptions.serving(config),
                config.get(JobOptions.KAFKA_BOUNDED)
                        || config.get(RecommendationsOptions.MODEL_WAIT),
                config.millis(RecommendationsOptions.MODEL_TIMEOUT),
                config.get(RecommendationsOptions.MODEL_CAPACITY),
                config.get(JobOptions.KAFKA_BOUNDED)
                        ? Integer.MAX_VALUE
                        : config.get(RecommendationsOptions.EXACT_LIMIT),
                config.get(RecommendationsOptions.MODEL_CANDIDATES));
    }

    private static DataStream<ItemInput> baskets(
            DataStream<ShopEvent> events, boolean ofNobodyOnly, RecommendationSettings settings) {
        return OperatorId.BASKETS.on(
                events.<ItemInput>flatMap(
                                (event, out) -> {
                                    if (isBasket(event, settings)
                                            && !(ofNobodyOnly && isOfCustomer(event))) {
                                        Companions.of(Basket.of((Transaction) event), null)
                                                .forEach(out::collect);
                                    }
                                })
                        .returns(TypeInformation.of(ItemInput.class)));
    }

    private static boolean isOfCustomer(ShopEvent event) {
        return ((Transaction) event).customerId() != null;
    }

    private static boolean isBasket(ShopEvent event, RecommendationSettings settings) {
        return event instanceof Transaction sale && !sale.returned() && !isTooLate(sale, settings);
    }

    private static DataStream<ItemInput> customerBaskets(
            DataStream<ShopEvent> events,
            DataStream<CustomerSegment> segments,
            RecommendationSettings settings,
            long flushInterval) {
        TypeInformation<BasketInput> type = TypeInformation.of(BasketInput.class);
        DataStream<BasketInput> purchases =
                OperatorId.BASKET_EVENTS.on(
                        events.<BasketInput>flatMap(
                                        (event, out) -> {
                                            if (isBasket(event, settings) && isOfCustomer(event)) {
                                                out.collect(BasketInput.of(event));
                                            }
                                        })
                                .returns(type));
        DataStream<BasketInput> moves =
                OperatorId.BASKET_SEGMENTS.on(segments.map(BasketInput::of).returns(type));
        return OperatorId.CUSTOMER_BASKETS.on(
                purchases
                        .union(moves)
                        .keyBy(BasketInput::customerId)
                        .transform(
                                OperatorId.CUSTOMER_BASKETS.label(),
                                TypeInformation.of(ItemInput.class),
                                new PairBaskets(settings, flushInterval)));
    }

    private static SingleOutputStreamOperator<ItemInput> sessions(
            DataStream<ShopEvent> events, RecommendationSettings settings) {
        return OperatorId.SESSIONS.on(
                OperatorId.SESSION_EVENTS
                        .on(events.filter(event -> showsInterest(event, settings)))
                        .keyBy(new BySession())
                        .process(new PairSessions(settings))
                        .returns(TypeInformation.of(ItemInput.class)));
    }

    private static DataStream<ItemInput> facts(DataStream<Product> catalogue) {
        return OperatorId.ITEM_FACTS.on(
                catalogue.map(ItemInput::of).returns(TypeInformation.of(ItemInput.class)));
    }

    /** On one way, so that of two pictures of a product the newer one stays. */
    private static DataStream<ItemInput> pictures(DataStream<PictureEmbedding> pictures) {
        return OperatorId.ITEM_PICTURES.on(
                pictures.map(ItemInput::of)
                        .returns(TypeInformation.of(ItemInput.class))
                        .setParallelism(1));
    }

    private static DataStream<ItemInput> lookalikes(DataStream<SimilarLooks> similar) {
        return OperatorId.ITEM_LOOKALIKES.on(
                similar.map(ItemInput::of)
                        .returns(TypeInformation.of(ItemInput.class))
                        .setParallelism(1));
    }

    private static DataStream<ItemInput> stock(DataStream<StockSignal> signals) {
        return OperatorId.ITEM_STOCK.on(
                signals.map(ItemInput::of).returns(TypeInformation.of(ItemInput.class)));
    }

    private static DataStream<ShopperInput> shopperInputs(
            DataStream<ShopEvent> events,
            DataStream<Login> logins,
            DataStream<CustomerSegment> segments,
            RecommendationSettings settings,
            JobConfig config) {
        TypeInformation<ShopperInput> type = TypeInformation.of(ShopperInput.class);
        SingleOutputStreamOperator<ShopperInput> seen =
                OperatorId.SHOPPER_EVENTS.on(
                        events.process(new SendToShoppers(settings.bounded()), type));
        DataStream<ShopperInput> inputs =
                Shortcut.of(seen, config)
                        .union(
                                OperatorId.SHOPPER_LOGINS.on(
                                        logins.map(ShopperInput::of).returns(type)));
        return segments == null
                ? inputs
                : inputs.union(
                        OperatorId.SHOPPER_SEGMENTS.on(
                                segments.map(ShopperInput::of).returns(type)));
    }

    /** What a late event teaches would depend on when its day was seen to close. */
    private static boolean isTooLate(ShopEvent event, RecommendationSettings settings) {
        return settings.bounded() && event.late();
    }

    private static boolean showsInterest(ShopEvent event, RecommendationSettings settings) {
        return event instanceof Interaction interaction
                && Interest.of(interaction.kind()) > 0
                && !isTooLate(event, settings);
    }

    private static SingleOutputStreamOperator<RankerModel> ranker(
            DataStream<ShopEvent> events,
            SingleOutputStreamOperator<Moment> moments,
            DataStream<WorldTime> world,
            RecommendationSettings settings) {
        TypeInformation<RankerInput> type = TypeInformation.of(RankerInput.class);
        DataStream<RankerInput> examples =
                OperatorId.RANKER_EXAMPLES.on(
                        moments.<RankerInput>flatMap(RecommendationsPipeline::example)
                                .returns(type));
        DataStream<RankerInput> feedback =
                OperatorId.RANKER_FEEDBACK.on(
                        OperatorId.FEEDBACK_EVENTS
                                .on(events.filter(event -> isFeedback(event, settings)))
                                .keyBy(new ByRecommendation())
                                .process(new CountFeedback(settings.experiment().salt()))
                                .returns(type));
        DataStream<RankerInput> time =
                OperatorId.RANKER_WORLD.on(
                        world.map(RankerInput::of).returns(type).setParallelism(1));
        return OperatorId.RANKER
                .on(
                        examples.union(feedback, time)
                                .keyBy(input -> true)
                                .process(new LearnRanker(settings)))
                .forceNonParallel()
                .disableChaining();
    }

    private static void example(Moment moment, Collector<RankerInput> out) {
        Example example = Example.of(moment);
        if (example != null) {
            out.collect(RankerInput.of(example));
        }
    }

    private static boolean isFeedback(ShopEvent event, RecommendationSettings settings) {
        return event instanceof Interaction interaction
                && !isTooLate(event, settings)
                && Feedback.of(interaction, settings.experiment().salt()) != null;
    }

    private static final class ByRecommendation implements KeySelector<ShopEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(ShopEvent event) {
            return ((Interaction) event).recommendationId();
        }
    }

    private static final class BySession implements KeySelector<ShopEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(ShopEvent event) {
            return ((Interaction) event).sessionId();
        }
    }
}
