package io.tillstream.kpis;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.schemas.rows.CategorySegmentRow;
import io.tillstream.schemas.rows.KpiDailyRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Management's figures by day, store, channel and segment.
 *
 * <pre>
 * views -> visits of each session ---+
 * transactions ----------------------+-> customers -> sums -> kpi_daily
 * segments --------------------------+
 *
 * transactions, segments -> buyers, catalogue -> sums -> category_segment_daily
 * </pre>
 */
public final class KpisPipeline {
    private KpisPipeline() {}

    /**
     * Adds the pipeline.
     *
     * @param segments of customers, told when a day is closed; null if nobody tells them
     * @param catalogue to which categories and brands products belong
     */
    public static void define(
            DataStream<ShopEvent> events,
            DataStream<CustomerSegment> segments,
            DataStream<Product> catalogue,
            Sinks sinks,
            JobConfig config) {
        figures(events, segments, sinks, config);
        categories(events, segments, catalogue, sinks, config);
    }

    private static void figures(
            DataStream<ShopEvent> events,
            DataStream<CustomerSegment> segments,
            Sinks sinks,
            JobConfig config) {
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        TypeInformation<KpiInput> type = TypeInformation.of(KpiInput.class);
        DataStream<KpiInput> inputs =
                OperatorId.KPI_TRANSACTIONS
                        .on(
                                events.<KpiInput>flatMap(
                                                (event, out) -> {
                                                    if (event instanceof Transaction transaction) {
                                                        out.collect(KpiInput.of(transaction));
                                                    }
                                                })
                                        .returns(type))
                        .union(visits(events, flushInterval, type));
        if (segments != null) {
            inputs =
                    inputs.union(
                            OperatorId.KPI_SEGMENTS.on(segments.map(KpiInput::of).returns(type)));
        }
        DataStream<KpiDelta> deltas =
                OperatorId.KPI_CUSTOMERS.on(
                        inputs.keyBy(KpiInput::key)
                                .transform(
                                        OperatorId.KPI_CUSTOMERS.label(),
                                        TypeInformation.of(KpiDelta.class),
                                        new CountCustomers(
                                                config.dayClose(),
                                                segments != null,
                                                config.get(JobOptions.RETENTION),
                                                flushInterval)));
        sinks.rows(
                OperatorId.KPI_SUMS.on(
                        deltas.keyBy(new ByCell(), TypeInformation.of(KpiCell.class))
                                .transform(
                                        OperatorId.KPI_SUMS.label(),
                                        TypeInformation.of(KpiDailyRow.class),
                                        new SumKpis(
                                                config.get(JobOptions.RETENTION), flushInterval))),
                OperatorId.SINK_KPIS);
    }

    private static void categories(
            DataStream<ShopEvent> events,
            DataStream<CustomerSegment> segments,
            DataStream<Product> catalogue,
            Sinks sinks,
            JobConfig config) {
        TypeInformation<BuyerInput> type = TypeInformation.of(BuyerInput.class);
        DataStream<BuyerInput> inputs =
                OperatorId.BUYER_TRANSACTIONS.on(
                        events.<BuyerInput>flatMap(
                                        (event, out) -> {
                                            if (event instanceof Transaction transaction) {
                                                out.collect(BuyerInput.of(transaction));
                                            }
                                        })
                                .returns(type));
        if (segments != null) {
            inputs =
                    inputs.union(
                            OperatorId.BUYER_SEGMENTS.on(
                                    segments.map(BuyerInput::of).returns(type)));
        }
        DataStream<Belonging> belongings =
                OperatorId.BUYER_CATALOG.on(
                        catalogue
                                .<Belonging>flatMap(
                                        (product, out) -> {
                                            if (!product.removed()) {
                                                out.collect(Belonging.of(product));
                                            }
                                        })
                                .returns(TypeInformation.of(Belonging.class)));
        DataStream<CategoryDelta> deltas =
                OperatorId.BUYERS.on(
                        inputs.keyBy(BuyerInput::key)
                                .connect(belongings.broadcast(CountBuyers.CATALOGUE))
                                .process(
                                        new CountBuyers(
                                                config.dayClose(),
                                                config.get(JobOptions.RETENTION))));
        sinks.rows(
                OperatorId.CATEGORY_SUMS.on(
                        deltas.keyBy(new ByCategory(), TypeInformation.of(CategoryCell.class))
                                .transform(
                                        OperatorId.CATEGORY_SUMS.label(),
                                        TypeInformation.of(CategorySegmentRow.class),
                                        new SumCategories(
                                                config.get(JobOptions.RETENTION),
                                                config.millis(JobOptions.FLUSH_INTERVAL)))),
                OperatorId.SINK_CATEGORY_SEGMENTS);
    }

    private static DataStream<KpiInput> visits(
            DataStream<ShopEvent> events, long flushInterval, TypeInformation<KpiInput> type) {
        return OperatorId.KPI_VISITS.on(
                OperatorId.KPI_VIEWS
                        .on(events.filter(KpisPipeline::isView))
                        .keyBy(new BySession())
                        .transform(
                                OperatorId.KPI_VISITS.label(),
                                type,
                                new CountVisits(flushInterval)));
    }

    /** Late ones are left out: who the shopper was on that day may not be known any more. */
    private static boolean isView(ShopEvent event) {
        return event instanceof Interaction interaction
                && interaction.kind() == Interaction.Kind.VIEW
                && !interaction.late();
    }

    private static final class BySession implements KeySelector<ShopEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(ShopEvent event) {
            return ((Interaction) event).sessionId();
        }
    }

    private static final class ByCategory implements KeySelector<CategoryDelta, CategoryCell> {
        private static final long serialVersionUID = 1L;

        @Override
        public CategoryCell getKey(CategoryDelta delta) {
            return delta.cell();
        }
    }

    private static final class ByCell implements KeySelector<KpiDelta, KpiCell> {
        private static final long serialVersionUID = 1L;

        @Override
        public KpiCell getKey(KpiDelta delta) {
            return delta.cell();
        }
    }
}
