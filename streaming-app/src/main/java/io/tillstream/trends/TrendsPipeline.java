package io.tillstream.trends;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.HourClose;
import io.tillstream.events.PostLook;
import io.tillstream.events.Product;
import io.tillstream.events.ProductStyle;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.SocialPost;
import io.tillstream.schemas.rows.TrendAlertRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * What becomes fashionable.
 *
 * <pre>
 * looks of posts, catalogue -> read (by post) -> gather ----+
 * posts -> read (by post) -> gather mentions -> keep subjects (by shelf) -> rises of an hour
 *          rows of subjects                     keep histories (by shelf) <- days |
 *                 ^                                         v                     v
 *                 +-------- alerts <- watch trends (one), catalogue, styles <-----+
 *                                               ^
 * views, sales, searches -> gather interests -> keep interests (by shelf of products, subjects)
 * </pre>
 */
public final class TrendsPipeline {
    private TrendsPipeline() {}

    /**
     * Adds the pipeline.
     *
     * @param looks of posts; null if nobody sees pictures
     * @param styles of products; null if nobody sees pictures
     * @return records for {@code retail.alerts.trend}
     */
    public static DataStream<OutputRecord> define(
            DataStream<SocialPost> posts,
            DataStream<ShopEvent> events,
            DataStream<Product> catalogue,
            DataStream<PostLook> looks,
            DataStream<ProductStyle> styles,
            Sinks sinks,
            JobConfig config) {
        TrendSettings settings =
                new TrendSettings(
                        TrendsOptions.synonyms(config),
                        config.get(TrendsOptions.VOCABULARY),
                        config.get(TrendsOptions.FALSE_ALARMS));
        HourClose hourClose = new HourClose(config.dayClose().allowedLateness());
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        DataStream<Mention> mentions =
                OperatorId.POST_SUBJECTS.on(
                        posts.keyBy(SocialPost::postId)
                                .transform(
                                        OperatorId.POST_SUBJECTS.label(),
                                        TypeInformation.of(Mention.class),
                                        new ReadPosts(settings.synonyms(), flushInterval)));
        DataStream<Mentions> gathered =
                OperatorId.GATHER_MENTIONS.on(
                        mentions.transform(
                                OperatorId.GATHER_MENTIONS.label(),
                                TypeInformation.of(Mentions.class),
                                new GatherMentions(flushInterval)));
        if (looks != null) {
            gathered = gathered.union(seen(looks, catalogue, settings, hourClose, flushInterval));
        }
        DataStream<ShelfHour> hours =
                OperatorId.SUBJECTS.on(
                        gathered.keyBy(Mentions::shelf, Types.INT)
                                .transform(
                                        OperatorId.SUBJECTS.label(),
                                        TypeInformation.of(ShelfHour.class),
                                        new KeepSubjects(
                                                settings.width(), hourClose, flushInterval)));
        DataStream<HeardDay> days =
                OperatorId.SUBJECT_DAYS.on(
                        hours.flatMap(TrendsPipeline::tellDay)
                                .returns(TypeInformation.of(HeardDay.class)));
        DataStream<TrendInput> standings =
                OperatorId.SUBJECT_HISTORIES.on(
                        days.keyBy(day -> day.shelf, Types.INT)
                                .process(new KeepHistories(settings.width())));
        TypeInformation<TrendInput> inputType = TypeInformation.of(TrendInput.class);
        DataStream<TrendInput> rises =
                OperatorId.TREND_HOURS.on(hours.map(TrendInput::of).returns(inputType));
        Synonyms synonyms = settings.synonyms();
        DataStream<TrendInput> products =
                OperatorId.TREND_CATALOG.on(
                        catalogue
                                .map(product -> TrendInput.of(product, synonyms))
                                .returns(inputType));
        if (styles != null) {
            products =
                    products.union(
                            OperatorId.TREND_STYLES.on(
                                    styles.map(TrendInput::of).returns(inputType)));
        }
        DataStream<TrendInput> shop = shop(events, synonyms, hourClose, flushInterval);
        SingleOutputStreamOperator<TrendAlertRow> alerts =
                OperatorId.TRENDS
                        .on(
                                rises.union(standings, products, shop)
                                        .keyBy(input -> true, Types.BOOLEAN)
                                        .process(
                                                new WatchTrends(
                                                        settings.falseAlarms(),
                                                        settings.signalWidth(),
                                                        settings.vocabulary(),
                                                        hourClose)))
                        .forceNonParallel()
                        .disableChaining();
        sinks.rows(alerts, OperatorId.SINK_TRENDS);
        sinks.rows(alerts.getSideOutput(WatchTrends.SUBJECTS), OperatorId.SINK_SUBJECTS);
        return alerts.getSideOutput(WatchTrends.RECORDS);
    }

    private static DataStream<Mentions> seen(
            DataStream<PostLook> looks,
            DataStream<Product> catalogue,
            TrendSettings settings,
            HourClose hourClose,
            long flushInterval) {
        Synonyms synonyms = settings.synonyms();
        DataStream<ProductTraits> traits =
                OperatorId.LOOK_PRODUCTS.on(
                        catalogue
                                .map(product -> ProductTraits.of(product, synonyms))
                                .returns(TypeInformation.of(ProductTraits.class)));
        DataStream<Mention> mentions =
                OperatorId.LOOK_SUBJECTS.on(
                        looks.keyBy(PostLook::postId)
                                .connect(traits.broadcast(ReadLooks.CATALOGUE))
                                .process(new ReadLooks(hourClose)));
        return OperatorId.GATHER_LOOKS.on(
                mentions.transform(
                        OperatorId.GATHER_LOOKS.label(),
                        TypeInformation.of(Mentions.class),
                        new GatherMentions(flushInterval)));
    }

    private static DataStream<TrendInput> shop(
            DataStream<ShopEvent> events,
            Synonyms synonyms,
            HourClose hourClose,
            long flushInterval) {
        DataStream<ShopInterests> interests =
                OperatorId.GATHER_INTERESTS.on(
                        events.transform(
                                OperatorId.GATHER_INTERESTS.label(),
                                TypeInformation.of(ShopInterests.class),
                                new GatherInterests(synonyms, flushInterval)));
        return OperatorId.SHOP_HOURS.on(
                interests
                        .keyBy(batch -> batch.shelf, Types.INT)
                        .transform(
                                OperatorId.SHOP_HOURS.label(),
                                TypeInformation.of(TrendInput.class),
                                new KeepInterests(hourClose, flushInterval)));
    }

    private static void tellDay(ShelfHour hour, Collector<HeardDay> out) {
        if (hour.closedDay != null) {
            out.collect(hour.closedDay);
        }
    }
}
