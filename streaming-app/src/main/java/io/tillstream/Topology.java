package io.tillstream;

import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.connect.Sources;
import io.tillstream.customers.CustomersPipeline;
import io.tillstream.demand.DemandPipeline;
import io.tillstream.events.CalendarDay;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DeadLetter;
import io.tillstream.events.Deduplicate;
import io.tillstream.events.EventClock;
import io.tillstream.events.FeatureDay;
import io.tillstream.events.FeedCount;
import io.tillstream.events.InputEvent;
import io.tillstream.events.Intake;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.events.ProductStyle;
import io.tillstream.events.QualityCount;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.SimilarLooks;
import io.tillstream.events.SocialPost;
import io.tillstream.events.StockLevel;
import io.tillstream.events.Topic;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.kpis.KpisPipeline;
import io.tillstream.monitoring.MonitoringPipeline;
import io.tillstream.pictures.PicturesPipeline;
import io.tillstream.products.ProductsPipeline;
import io.tillstream.recommendations.RecommendationsPipeline;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.serving.ModelNews;
import io.tillstream.serving.ServingPipeline;
import io.tillstream.trends.TrendsPipeline;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole way of an event, in the order in which it goes:
 *
 * <pre>
 * topics -> intake (decode, check, dead letters) -> drop duplicates -> customers -------+
 *                                                                   -> products -> demand  |
 *                                                                         |-----> recommendations
 *         catalogue, posts -> pictures (embeddings, styles, neighbours, looks of posts)
 *                                 +-> models that were refused -> serving
 *         posts, events, catalogue -> trends
 *        -> what was counted, refused and closed -> monitoring
 * </pre>
 *
 * Sources and sinks are handed in, so that cluster, sandbox and tests run this same graph.
 */
public final class Topology {
    private final StreamExecutionEnvironment env;
    private final Sources sources;
    private final JobConfig config;
    private final long flushInterval;
    private DataStream<DeadLetter> deadLetters;
    private DataStream<QualityCount> counts;
    private DataStream<Long> eventTimes;
    private DataStream<FeedCount> feeds;
    private DataStream<ModelNews> models;

    private Topology(StreamExecutionEnvironment env, Sources sources, JobConfig config) {
        this.env = env;
        this.sources = sources;
        this.config = config;
        this.flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
    }

    /** Adds the job to an environment. */
    public static void define(
            StreamExecutionEnvironment env, Sources sources, Sinks sinks, JobConfig config) {
        new Topology(env, sources, config).define(sinks);
        ModelSlots.assign(env, config);
    }

    private void define(Sinks sinks) {
        DataStream<ShopEvent> sales =
                intake(Topic.POS_SALES, ShopEvent.class, OperatorId.INTAKE_POS_SALES);
        DataStream<ShopEvent> ecom =
                intake(Topic.ECOM_EVENTS, ShopEvent.class, OperatorId.INTAKE_ECOM_EVENTS);
        DataStream<StockLevel> levels =
                intake(
                        Topic.INVENTORY_LEVELS,
                        StockLevel.class,
                        OperatorId.INTAKE_INVENTORY_LEVELS);
        DataStream<Product> catalogue =
                intake(Topic.CATALOG_PRODUCTS, Product.class, OperatorId.INTAKE_CATALOG_PRODUCTS);
        DataStream<SocialPost> posts =
                intake(Topic.SOCIAL_POSTS, SocialPost.class, OperatorId.INTAKE_SOCIAL_POSTS);
        DataStream<CalendarDay> calendar =
                intake(Topic.CALENDAR_DAYS, CalendarDay.class, OperatorId.INTAKE_CALENDAR_DAYS);

        DataStream<ShopEvent> events =
                deduplicate(
                        atOnce(sales)
                                .union(
                                        onceByOrder(ecom),
                                        timeOf(levels, OperatorId.TIME_OF_LEVELS),
                                        timeOf(posts, OperatorId.TIME_OF_POSTS)),
                        Deduplicate.Id.EVENT,
                        OperatorId.DEDUPLICATE);
        DataStream<WorldTime> world = closeDays();

        MonitoringPipeline.Streams monitoring =
                MonitoringPipeline.define(counts, deadLetters, world, sinks, config);
        DataStream<OutputRecord> records = monitoring.records();
        DataStream<ModelMetricRow> metrics = null;
        DataStream<CustomerSegment> segments = null;
        DataStream<FeatureDay> features = null;
        DataStream<ClosedSales> closedSales = null;
        if (config.runs("customers")) {
            CustomersPipeline.Streams customers =
                    CustomersPipeline.define(events, world, sinks, config);
            records = records.union(customers.records());
            segments = customers.segments();
            features = customers.features();
        }
        if (config.runs("kpis")) {
            KpisPipeline.define(events, segments, catalogue, sinks, config);
        }
        DataStream<PictureEmbedding> pictures = null;
        DataStream<SimilarLooks> similar = null;
        DataStream<ProductStyle> styles = null;
        DataStream<PostLook> postLooks = null;
        if (config.runs("pictures")) {
            PicturesPipeline.Streams streams =
                    PicturesPipeline.define(catalogue, posts, sinks, config);
            pictures = streams.embeddings();
            similar = streams.similar();
            styles = streams.styles();
            postLooks = streams.posts();
            models = plus(models, streams.encoder());
        }
        if (config.runs("trends")) {
            records =
                    records.union(
                            TrendsPipeline.define(
                                    posts, events, catalogue, postLooks, styles, sinks, config));
        }
        if (config.runs("products")) {
            ProductsPipeline.Streams products =
                    ProductsPipeline.define(events, levels, catalogue, world, sinks, config);
            closedSales = products.sales();
            if (config.runs("demand")) {
                DemandPipeline.Streams demand =
                        DemandPipeline.define(
                                events,
                                products.sales(),
                                products.shelves(),
                                products.signals(),
                                catalogue,
                                pictures,
                                calendar,
                                world,
                                sinks,
                                config);
                records = records.union(demand.records());
                metrics = plus(metrics, demand.metrics());
            }
            if (config.runs("recommendations")) {
                RecommendationsPipeline.Streams recommendations =
                        RecommendationsPipeline.define(
                                events,
                                segments,
                                products.signals(),
                                catalogue,
                                pictures,
                                similar,
                                world,
                                sinks,
                                config);
                models = plus(models, recommendations.models());
                metrics = plus(metrics, recommendations.metrics());
            }
        }
        if (models != null) {
            records = records.union(ServingPipeline.refusals(models));
            if (!config.get(JobOptions.KAFKA_BOUNDED)) {
                metrics = plus(metrics, ServingPipeline.latency(models));
            }
        }
        if (features != null || closedSales != null) {
            metrics = plus(metrics, MonitoringPipeline.drift(features, closedSales, config));
        }
        records =
                records.union(
                        MonitoringPipeline.watch(
                                metrics,
                                monitoring.quality(),
                                MonitoringPipeline.feeds(
                                        feeds, closedSales, calendar, world, sinks, config),
                                segments,
                                world,
                                sinks,
                                config));
        sinks.records(records, OperatorId.SINK_TOPICS);
    }

    private <T extends InputEvent> DataStream<T> intake(Topic topic, Class<T> type, OperatorId id) {
        SingleOutputStreamOperator<T> events =
                id.on(
                        sources.open(env, topic)
                                .transform(
                                        id.label(),
                                        TypeInformation.of(type),
                                        new Intake<>(
                                                type,
                                                config.millis(JobOptions.RETENTION),
                                                config.millis(JobOptions.OUT_OF_ORDERNESS),
                                                config.dayClose(),
                                                flushInterval)));
        deadLetters = plus(deadLetters, events.getSideOutput(Intake.DEAD_LETTERS));
        counts = plus(counts, events.getSideOutput(Intake.QUALITY));
        feeds = plus(feeds, events.getSideOutput(Intake.FEED));
        if (topic.hasEventTime()) {
            eventTimes = plus(eventTimes, events.getSideOutput(Intake.EVENT_TIME));
        }
        return events;
    }

    /**
     * Nothing but the event time of a source. All days of the job close together: were the tills
     * silent at night while stock is counted, a day's demand would close before its sales.
     */
    private static DataStream<ShopEvent> timeOf(DataStream<?> events, OperatorId id) {
        return id.on(
                events.<ShopEvent>flatMap((event, out) -> {})
                        .returns(TypeInformation.of(ShopEvent.class)));
    }

    private static <T> DataStream<T> plus(DataStream<T> streams, DataStream<T> another) {
        return streams == null ? another : streams.union(another);
    }

    /** An order is known by two ids, its own and the event's; the few that are take both ways. */
    private DataStream<ShopEvent> onceByOrder(DataStream<ShopEvent> ecom) {
        DataStream<ShopEvent> orders =
                Shortcut.of(OperatorId.ORDERS.on(ecom.filter(Topology::bringsOrder)), config);
        DataStream<ShopEvent> others =
                Shortcut.of(
                        OperatorId.NO_ORDERS.on(ecom.filter(event -> !bringsOrder(event))), config);
        return others.union(
                Shortcut.of(
                        deduplicate(orders, Deduplicate.Id.ORDER, OperatorId.DEDUPLICATE_ORDERS),
                        config));
    }

    /** By themselves, as what is counted at the intake can wait. */
    private DataStream<ShopEvent> atOnce(DataStream<ShopEvent> sales) {
        return Shortcut.of(
                OperatorId.TILL_RECEIPTS.on(
                        sales.map(event -> event).returns(TypeInformation.of(ShopEvent.class))),
                config);
    }

    private static boolean bringsOrder(ShopEvent event) {
        return event instanceof Transaction transaction && !transaction.returned();
    }

    private SingleOutputStreamOperator<ShopEvent> deduplicate(
            DataStream<ShopEvent> events, Deduplicate.Id id, OperatorId operator) {
        SingleOutputStreamOperator<ShopEvent> unique =
                operator.on(
                        events.keyBy(new Deduplicate.ById(id))
                                .transform(
                                        operator.label(),
                                        TypeInformation.of(ShopEvent.class),
                                        new Deduplicate(
                                                id,
                                                config.millis(JobOptions.DEDUP_HORIZON),
                                                flushInterval)));
        counts = counts.union(unique.getSideOutput(Intake.QUALITY));
        return unique;
    }

    /** Not chained: at parallelism 1 those it were chained with could never be scaled up again. */
    private DataStream<WorldTime> closeDays() {
        return OperatorId.EVENT_CLOCK
                .on(
                        eventTimes.transform(
                                OperatorId.EVENT_CLOCK.label(),
                                TypeInformation.of(WorldTime.class),
                                new EventClock(config.dayClose(), flushInterval)))
                .forceNonParallel()
                .disableChaining();
    }
}
