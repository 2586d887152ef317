package io.tillstream.recommendations;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.Sinks;
import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.RecommendationRow;
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
 *                                          | broadcast
 * events ----------------------------> shoppers -> candidates -> towers ---> recommendations
 *                                                                  | purchases    ^   | verdicts
 *                                            feedback -> ranker (one)             |   +-> accuracy
 *                                                          +------ broadcast -----+
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

    /** Adds the pipeline. */
    public static void define(
            DataStream<ShopEvent> events,
            DataStream<StockSignal> signals,
            DataStream<Product> catalogue,
            Sinks sinks,
            JobConfig config) {
        RecommendationSettings settings = settings(config);
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        DataStream<ItemCard> items =
                OperatorId.ITEMS.on(
                        inputs(events, signals, catalogue, settings)
                                .keyBy(ItemInput::productId)
                                .transform(
                                        OperatorId.ITEMS.label(),
                                        TypeInformation.of(ItemCard.class),
                                        new KeepItems(settings, flushInterval)));
        SingleOutputStreamOperator<TowerInput> found =
                OperatorId.SHOPPERS.on(
                        OperatorId.SHOPPER_EVENTS
                                .on(events.filter(event -> concernsShopper(event, settings)))
                                .keyBy(new ByShopper())
                                .connect(items.broadcast(KeepShoppers.CARDS))
                                .process(new KeepShoppers(settings)));
        SingleOutputStreamOperator<Moment> moments =
                OperatorId.TOWERS.on(
                        AsyncDataStream.orderedWait(
                                found,
                                new AskTowers(settings),
                                NO_TIMEOUT,
                                TimeUnit.MILLISECONDS,
                                settings.towers().capacity()));
        SingleOutputStreamOperator<RankerModel> ranker = ranker(events, moments, settings);
        SingleOutputStreamOperator<RecommendationRow> recommendations =
                OperatorId.RECOMMENDATIONS.on(
                        moments.keyBy(Moment::shopper)
                                .connect(ranker.broadcast(Recommend.MODELS))
                                .process(new Recommend(settings)));
        sinks.rows(recommendations, OperatorId.SINK_RECOMMENDATIONS);
        sinks.recordsAtOnce(
                recommendations.getSideOutput(Recommend.RECORDS),
                OperatorId.SINK_RECOMMENDATION_RECORDS);
        sinks.rows(
                OperatorId.RECOMMENDATION_ACCURACY
                        .on(
                                recommendations
                                        .getSideOutput(Recommend.VERDICTS)
                                        .keyBy(verdict -> true)
                                        .transform(
                                                OperatorId.RECOMMENDATION_ACCURACY.label(),
                                                TypeInformation.of(ModelMetricRow.class),
                                                new JudgeDays(settings.dayClose(), flushInterval)))
                        .forceNonParallel()
                        .disableChaining()
                        .union(ranker.getSideOutput(LearnRanker.METRICS)),
                OperatorId.SINK_RECOMMENDATION_METRICS);
    }

    private static RecommendationSettings settings(JobConfig config) {
        return new RecommendationSettings(
                config.dayClose(),
                config.get(JobOptions.KAFKA_BOUNDED),
                config.millis(JobOptions.RECOMMENDATIONS_NEWS_INTERVAL),
                config.millis(JobOptions.RECOMMENDATIONS_INTERVAL),
                config.millis(JobOptions.RECOMMENDATIONS_TIME_TO_LIVE),
                new Slate(
                        config.get(JobOptions.RECOMMENDATIONS_ITEMS),
                        config.get(JobOptions.RECOMMENDATIONS_PER_CATEGORY)),
                new Experiment(
                        config.get(JobOptions.RECOMMENDATIONS_SALT),
                        config.get(JobOptions.RECOMMENDATIONS_CONTROL)),
                config.recommendationRules(),
                towers(config));
    }

    private static TowerSettings towers(JobConfig config) {
        return new TowerSettings(
                config.serving(),
                config.get(JobOptions.KAFKA_BOUNDED)
                        || config.get(JobOptions.RECOMMENDATIONS_MODEL_WAIT),
                config.millis(JobOptions.RECOMMENDATIONS_MODEL_TIMEOUT),
                config.get(JobOptions.RECOMMENDATIONS_MODEL_CAPACITY),
                config.get(JobOptions.RECOMMENDATIONS_MODEL_CANDIDATES));
    }

    private static DataStream<ItemInput> inputs(
            DataStream<ShopEvent> events,
            DataStream<StockSignal> signals,
            DataStream<Product> catalogue,
            RecommendationSettings settings) {
        TypeInformation<ItemInput> type = TypeInformation.of(ItemInput.class);
        DataStream<ItemInput> baskets =
                OperatorId.BASKETS.on(
                        events.<ItemInput>flatMap((event, out) -> baskets(event, settings, out))
                                .returns(type));
        DataStream<ItemInput> sessions =
                OperatorId.SESSIONS.on(
                        OperatorId.SESSION_EVENTS
                                .on(events.filter(event -> showsInterest(event, settings)))
                                .keyBy(new BySession())
                                .process(new PairSessions(settings))
                                .returns(type));
        DataStream<ItemInput> facts =
                OperatorId.ITEM_FACTS.on(catalogue.map(ItemInput::of).returns(type));
        DataStream<ItemInput> stock =
                OperatorId.ITEM_STOCK.on(signals.map(ItemInput::of).returns(type));
        return baskets.union(sessions, facts, stock);
    }

    private static void baskets(
            ShopEvent event, RecommendationSettings settings, Collector<ItemInput> out) {
        if (event instanceof Transaction sale && !sale.returned() && !isTooLate(sale, settings)) {
            Companions.of(sale).forEach(out::collect);
        }
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

    /** Late purchases count when they are heard of; what was looked at long ago does not. */
    private static boolean concernsShopper(ShopEvent event, RecommendationSettings settings) {
        return event instanceof Transaction transaction
                ? transaction.customerId() != null && !transaction.returned()
                : Interest.of(((Interaction) event).kind()) != 0 && !isTooLate(event, settings);
    }

    private static SingleOutputStreamOperator<RankerModel> ranker(
            DataStream<ShopEvent> events,
            SingleOutputStreamOperator<Moment> moments,
            RecommendationSettings settings) {
        TypeInformation<RankerInput> type = TypeInformation.of(RankerInput.class);
        DataStream<RankerInput> examples =
                OperatorId.RANKER_EXAMPLES.on(
                        moments.<RankerInput>flatMap(RecommendationsPipeline::example)
                                .returns(type));
        DataStream<RankerInput> feedback =
                OperatorId.RANKER_FEEDBACK.on(
                        events.<RankerInput>flatMap((event, out) -> feedback(event, settings, out))
                                .returns(type));
        return OperatorId.RANKER
                .on(
                        examples.union(feedback)
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

    private static void feedback(
            ShopEvent event, RecommendationSettings settings, Collector<RankerInput> out) {
        if (event instanceof Interaction interaction && !isTooLate(event, settings)) {
            Feedback feedback = Feedback.of(interaction);
            if (feedback != null) {
                out.collect(RankerInput.of(feedback));
            }
        }
    }

    private static final class ByShopper implements KeySelector<ShopEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(ShopEvent event) {
            return Shoppers.keyOf(event);
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
