package io.tillstream.recommendations;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.view;
import static io.tillstream.events.Interaction.Kind.RECOMMENDATION_CLICKED;
import static io.tillstream.events.Interaction.Kind.RECOMMENDATION_SHOWN;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Distribution;
import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.RecommendationRow;
import io.tillstream.serving.ServingSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class RecommendationStories {
    private static final long FLUSH = 200;

    private RecommendationStories() {}

    /** Settings as by default, but for the mode and the throttle. */
    static RecommendationSettings settings(boolean bounded, Duration interval) {
        return settings(bounded, interval, null);
    }

    /** The same with a registry of models, null for none. */
    static RecommendationSettings settings(boolean bounded, Duration interval, String models) {
        return new RecommendationSettings(
                CLOSE,
                bounded,
                60_000,
                interval.toMillis(),
                Duration.ofDays(365).toMillis(),
                new Slate(20, 8),
                new Experiment("salt", 0.5),
                BusinessRules.NONE,
                towers(models, bounded));
    }

    /** Towers as by default, of a registry, null for none. */
    static TowerSettings towers(String folder, boolean waits) {
        return new TowerSettings(
                new ServingSettings(folder, 20), waits, 50, 256, Integer.MAX_VALUE, 40);
    }

    /** What an operator found for shoppers. */
    static List<Moment> moments(OperatorRun<?, ?, TowerInput> run) {
        return run.out().stream().map(TowerInput::moment).toList();
    }

    static OperatorRun.Definition<ItemInput, Void, ItemCard> items(boolean bounded) {
        return OperatorRun.keyed(
                () -> new KeepItems(settings(bounded, Duration.ZERO), FLUSH),
                ItemInput::productId,
                Types.STRING,
                TypeInformation.of(ItemCard.class));
    }

    /** The same where there are towers to be told of looks. */
    static OperatorRun.Definition<ItemInput, Void, ItemCard> itemsOfTowers(boolean bounded) {
        return OperatorRun.keyed(
                () -> new KeepItems(settings(bounded, Duration.ZERO, "models"), FLUSH),
                ItemInput::productId,
                Types.STRING,
                TypeInformation.of(ItemCard.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, ItemInput> sessions(boolean bounded) {
        return OperatorRun.keyed(
                () ->
                        new KeyedProcessOperator<>(
                                new PairSessions(settings(bounded, Duration.ZERO))),
                event -> ((Interaction) event).sessionId(),
                Types.STRING,
                TypeInformation.of(ItemInput.class));
    }

    static OperatorRun.Definition<ShopperInput, ItemCard, TowerInput> shoppers(
            boolean bounded, Duration interval) {
        return OperatorRun.broadcast(
                () -> new KeepShoppers(settings(bounded, interval)),
                List.of(KeepShoppers.CARDS),
                ShopperInput::shopper,
                Types.STRING,
                TypeInformation.of(TowerInput.class));
    }

    /** Events whose turn comes at once. */
    static ShopperInput[] seen(ShopEvent... events) {
        return queued(Long.MAX_VALUE, events);
    }

    /** Events that are in the queue since a time of the wall clock. */
    static ShopperInput[] queued(long sentAt, ShopEvent... events) {
        return Arrays.stream(events)
                .map(event -> ShopperInput.of(event, sentAt))
                .toArray(ShopperInput[]::new);
    }

    static OperatorRun.Definition<BasketInput, Void, ItemInput> baskets(boolean bounded) {
        return OperatorRun.keyed(
                () -> new PairBaskets(settings(bounded, Duration.ZERO), FLUSH),
                BasketInput::customerId,
                Types.STRING,
                TypeInformation.of(ItemInput.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, RankerInput> feedback() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new CountFeedback("salt")),
                event -> ((Interaction) event).recommendationId(),
                Types.STRING,
                TypeInformation.of(RankerInput.class));
    }

    static OperatorRun.Definition<RankerInput, Void, RankerModel> ranker(boolean bounded) {
        return ranker(bounded, null);
    }

    static OperatorRun.Definition<RankerInput, Void, RankerModel> ranker(
            boolean bounded, String models) {
        return OperatorRun.keyed(
                () ->
                        new KeyedProcessOperator<>(
                                new LearnRanker(settings(bounded, Duration.ZERO, models))),
                input -> true,
                Types.BOOLEAN,
                TypeInformation.of(RankerModel.class));
    }

    static OperatorRun.Definition<Moment, RankerModel, RecommendationRow> recommend(
            boolean bounded) {
        return recommend(bounded, null);
    }

    static OperatorRun.Definition<Moment, RankerModel, RecommendationRow> recommend(
            boolean bounded, String models) {
        return OperatorRun.broadcast(
                () -> new Recommend(settings(bounded, Duration.ZERO, models)),
                List.of(Recommend.MODELS),
                Moment::shopper,
                Types.STRING,
                TypeInformation.of(RecommendationRow.class));
    }

    static OperatorRun.Definition<Latencies, Void, ModelMetricRow> latency() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new TellLatency()),
                Latencies::live,
                Types.BOOLEAN,
                TypeInformation.of(ModelMetricRow.class));
    }

    static Latencies latencies(boolean live, long... millis) {
        Distribution latencies = new Distribution();
        for (long latency : millis) {
            latencies.add(latency, 1);
        }
        return new Latencies(live, latencies);
    }

    private static Story<Latencies, Void, ModelMetricRow> latencyStory() {
        return new Story<>(
                "recommendation-latency",
                latency(),
                false,
                List.of(),
                run -> run.give(latencies(true, 3, 4, 90)),
                run -> {
                    run.give(latencies(true, 7), latencies(false, 8));
                    for (int second = 0; second < 301; second++) {
                        run.flush();
                    }
                });
    }

    static OperatorRun.Definition<JudgeInput, Void, ModelMetricRow> accuracy() {
        return OperatorRun.keyed(
                () -> new JudgeDays(settings(true, Duration.ZERO), FLUSH),
                verdict -> true,
                Types.BOOLEAN,
                TypeInformation.of(ModelMetricRow.class));
    }

    /** A listed product of a category. */
    static ItemFacts facts(String title, String category) {
        return new ItemFacts(title, category, "brand", 100_000, true);
    }

    /** A product that is in the catalogue no more. */
    static ItemCard removed(String productId) {
        return new ItemCard(
                productId,
                ItemCard.AT_ONCE,
                ItemFacts.of(Product.tombstone(productId)),
                true,
                Fading.NOTHING,
                Fading.NOTHING,
                Fading.NOTHING,
                new String[0],
                new double[0],
                new String[0],
                new double[0],
                null,
                null);
    }

    static ItemInput listed(String productId, String category) {
        return new ItemInput(
                productId, facts("The " + productId, category), null, null, null, null);
    }

    /** Purchases of a product together with another one. */
    static ItemInput bought(String productId, String companion, int day) {
        return ItemInput.of(
                productId, new ItemActivity(DAY + day, 1, 10, new String[] {companion}, 4, null));
    }

    static ItemInput counted(String productId, long onHand, long time) {
        return ItemInput.of(
                StockSignal.of(new StockLevel("s1", productId, onHand, null, null, time)));
    }

    /**
     * A product that was bought so often, on the first day of the examples, and goes with another.
     */
    static ItemCard card(String productId, long day, int bought, String neighbour) {
        double tie = Fading.plus(Fading.NOTHING, 4, DAY, Item.TOGETHER);
        return new ItemCard(
                productId,
                day,
                facts("The " + productId, "coats"),
                true,
                Fading.plus(Fading.NOTHING, bought, DAY, Item.POPULAR),
                Fading.plus(Fading.NOTHING, bought, DAY, Item.TRENDING),
                tie,
                neighbour == null ? new String[0] : new String[] {neighbour},
                neighbour == null ? new double[0] : new double[] {tie},
                new String[0],
                new double[0],
                null,
                null);
    }

    /** Candidates of which the first ones are the more popular. */
    static Candidates candidates(String... productIds) {
        int size = productIds.length;
        float[] features = new float[size * Feature.COUNT];
        String[] categories = new String[size];
        String[] reasons = new String[size];
        float[] boosts = new float[size];
        for (int i = 0; i < size; i++) {
            features[i * Feature.COUNT] = 1;
            features[i * Feature.COUNT + Feature.POPULAR.ordinal()] = 1f - 0.1f * i;
            categories[i] = "c" + i;
            reasons[i] = "popular now";
            boosts[i] = 1;
        }
        return new Candidates(
                productIds,
                categories,
                reasons,
                boosts,
                features,
                productIds,
                new String[] {"p9"},
                null,
                null,
                null);
    }

    static Moment moment(String customer, String event, long time, Candidates candidates) {
        return new Moment(
                "customer:" + customer,
                event,
                time,
                time,
                new String[0],
                new boolean[0],
                10,
                null,
                candidates,
                null,
                Moment.NO_CLOCK);
    }

    static Moment purchase(String customer, String event, long time, String... bought) {
        return new Moment(
                "customer:" + customer,
                event,
                time,
                time,
                bought,
                new boolean[bought.length],
                10,
                null,
                null,
                null,
                Moment.NO_CLOCK);
    }

    static RankerInput example(String id, long time) {
        Candidates candidates = candidates("p1", "p2", "p3");
        return RankerInput.of(Example.of(id, time, candidates, List.of("p3")));
    }

    static RankerInput feedback(String id, long time, boolean clicked) {
        return RankerInput.of(new Feedback(id, time, Variant.PRIOR.ordinal(), clicked));
    }

    private static Story<ItemInput, Void, ItemCard> itemsStory() {
        return new Story<>(
                "items",
                items(true),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 7; i++) {
                        run.give(listed("p" + i, "c" + i % 2), bought("p" + i, "p" + (i + 1), 0));
                        run.give(counted("p" + i, i, at(0, 3)));
                    }
                    run.watermark(closing(0));
                    run.give(bought("p1", "p5", 1), counted("p2", 0, at(1, 9)));
                },
                run -> {
                    run.give(bought("p1", "p6", 1), bought("p1", "p6", 2));
                    run.watermark(closing(1)).watermark(closing(2)).end();
                });
    }

    private static Story<BasketInput, Void, ItemInput> basketsStory() {
        return new Story<>(
                "customer-baskets",
                baskets(true),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 5; i++) {
                        String ada = "ada" + i;
                        run.give(belongs(ada, "Loyal", at(0, 0)), belongs(ada, "Lost", at(1, 0)));
                        run.give(purchase(ada, at(0, 9), "p1"), purchase(ada, at(1, 9), "p2"));
                    }
                    run.watermark(closing(0));
                },
                run -> {
                    run.give(belongs("ada1", "Others", at(2, 0)));
                    run.give(purchase("ada1", at(2, 9), "p3"));
                    run.watermark(closing(1)).watermark(closing(2)).end();
                });
    }

    static BasketInput belongs(String customer, String segment, long from) {
        return BasketInput.of(new CustomerSegment(customer, segment, from));
    }

    static BasketInput purchase(String customer, long time, String product) {
        return BasketInput.of(sale("r" + time, customer, time, line(product, 1, 10)));
    }

    private static Story<ShopEvent, Void, RankerInput> feedbackStory() {
        return new Story<>(
                "ranker-feedback",
                feedback(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 5; i++) {
                        run.give(heard("s" + i, "e" + i, RECOMMENDATION_SHOWN));
                    }
                    run.give(heard("c7", "e7", RECOMMENDATION_CLICKED));
                },
                run -> {
                    run.give(heard("t1", "e1", RECOMMENDATION_SHOWN));
                    run.give(heard("c1", "e1", RECOMMENDATION_CLICKED));
                    run.give(heard("s7", "e7", RECOMMENDATION_SHOWN)).end();
                });
    }

    /** Feedback on the list that an event triggered. */
    static Interaction heard(String eventId, String trigger, Interaction.Kind kind) {
        return new Interaction(
                eventId.hashCode(),
                eventId,
                kind,
                "session",
                null,
                at(0, 9),
                "p1",
                0,
                RecommendationId.of("salt", "customer:ada", trigger, Variant.PRIOR));
    }

    private static Story<ShopEvent, Void, ItemInput> sessionsStory() {
        return new Story<>(
                "sessions",
                sessions(false),
                true,
                List.of(),
                run -> {
                    run.give(view("e1", "p1", at(0, 9)), view("e2", "p2", at(0, 9) + 1));
                    run.watermark(at(0, 9) + 2);
                },
                run -> {
                    run.give(view("e3", "p3", at(0, 9) + 5)).watermark(at(0, 9) + 6);
                    run.watermark(at(0, 10)).watermark(at(0, 11));
                });
    }

    private static Story<ShopperInput, ItemCard, TowerInput> shoppersStory() {
        return new Story<>(
                "shoppers",
                shoppers(true, Duration.ofMinutes(10)),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 5; i++) {
                        run.broadcast(card("p" + i, ItemCard.AT_ONCE, i + 1, "p" + (i + 1) % 5));
                    }
                    for (int i = 0; i < 5; i++) {
                        String customer = "ada" + i;
                        run.give(seen(sale("r" + i, customer, at(0, 9), line("p1", 1, 10))));
                        run.give(seen(sale("s" + i, customer, at(1, 9), line("p2", 1, 10))));
                        run.give(seen(sale("t" + i, customer, at(1, 9) + 1, line("p3", 1, 10))));
                    }
                    run.watermark(closing(0));
                    run.broadcast(card("p4", DAY, 50, "p0"));
                    run.broadcast(card("p3", DAY + 1, 90, "p0"));
                },
                run -> {
                    run.give(seen(sale("u", "ada1", at(2, 9), line("p1", 1, 10))));
                    run.watermark(closing(1)).watermark(closing(2)).end();
                });
    }

    private static Story<RankerInput, Void, RankerModel> rankerStory() {
        return new Story<>(
                "ranker",
                ranker(true),
                false,
                List.of(LearnRanker.METRICS),
                run -> {
                    run.give(example("e1", at(0, 9)), feedback("e2", at(0, 10), false));
                    run.watermark(closing(0));
                    run.give(example("e3", at(1, 9)), feedback("e4", at(1, 8), true));
                },
                run -> {
                    run.give(example("e5", at(1, 7))).watermark(closing(1));
                    run.give(example("e6", at(2, 7))).watermark(closing(2)).end();
                });
    }

    private static Story<Moment, RankerModel, RecommendationRow> recommendStory() {
        return new Story<>(
                "recommendations",
                recommend(true),
                true,
                List.of(Recommend.VERDICTS),
                run -> {
                    for (int i = 0; i < 5; i++) {
                        run.give(moment("ada" + i, "e" + i, at(0, 9), candidates("p1", "p2")));
                    }
                    run.watermark(closing(0));
                    RankerState learnt = new RankerState();
                    learnt.learn(example("e1", at(0, 9)).example());
                    run.broadcast(learnt.model(DAY)).broadcast(learnt.model(DAY + 2));
                    for (int i = 0; i < 5; i++) {
                        run.give(purchase("ada" + i, "f" + i, at(1, 9), "p2", "p3"));
                    }
                },
                run -> {
                    run.give(moment("ada1", "g", at(1, 8), candidates("p3", "p2")));
                    run.watermark(closing(1));
                    run.give(moment("ada2", "h", at(2, 8), candidates("p3", "p1")));
                    run.end();
                });
    }

    static JudgeInput verdict(int day, String bought, String... shown) {
        return JudgeInput.of(
                new Verdict(
                        DAY + day,
                        0,
                        10,
                        new String[] {bought},
                        new boolean[1],
                        shown,
                        new String[] {"p1"},
                        new String[0]));
    }

    private static Story<JudgeInput, Void, ModelMetricRow> accuracyStory() {
        return new Story<>(
                "recommendation-accuracy",
                accuracy(),
                false,
                List.of(),
                run -> {
                    run.give(verdict(0, "p1", "p1", "p2")).watermark(closing(0));
                    run.give(verdict(1, "p2", "p1", "p2"));
                },
                run -> {
                    run.give(verdict(1, "p3", "p1", "p2")).watermark(closing(1));
                    run.give(verdict(2, "p3", "p3")).watermark(closing(2) + EventTime.HOUR).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(
                itemsStory(),
                basketsStory(),
                sessionsStory(),
                feedbackStory(),
                shoppersStory(),
                rankerStory(),
                recommendStory(),
                accuracyStory(),
                latencyStory());
    }
}
