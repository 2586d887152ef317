package io.tillstream.customers;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DayClose;
import io.tillstream.events.FeatureDay;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.SegmentChangeRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Who the customers are.
 *
 * <pre>
 * transactions -> ledger of each customer -> scores, segment, cluster -> customer_rfm
 *                        |                        ^                  -> segment history, topic
 *                        +-> population (one) ----+ thresholds, clusters
 * </pre>
 */
public final class CustomersPipeline {
    /** Shares customers out to cohorts, which are scored together. */
    private static final int COHORTS = 512;

    private CustomersPipeline() {}

    /**
     * What others may use.
     *
     * @param records for {@code retail.segments}
     * @param segments of customers, told when a day is closed
     * @param features how recency, frequency and money were distributed, told when a day is closed
     */
    public record Streams(
            DataStream<OutputRecord> records,
            DataStream<CustomerSegment> segments,
            DataStream<FeatureDay> features) {}

    /** Adds the pipeline. */
    public static Streams define(
            DataStream<ShopEvent> events,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        DayClose dayClose = config.dayClose();
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);

        SingleOutputStreamOperator<CustomerUpdate> ledgers =
                OperatorId.CUSTOMER_LEDGERS.on(
                        OperatorId.CUSTOMER_TRANSACTIONS
                                .on(events.filter(CustomersPipeline::isOfKnownCustomer))
                                .keyBy(new ByCustomer())
                                .transform(
                                        OperatorId.CUSTOMER_LEDGERS.label(),
                                        TypeInformation.of(CustomerUpdate.class),
                                        new KeepLedgers(
                                                dayClose,
                                                config.get(CustomersOptions.CLUSTER_SAMPLE),
                                                flushInterval)));

        SingleOutputStreamOperator<PopulationSnapshot> population =
                population(ledgers, world, dayClose, flushInterval);
        SingleOutputStreamOperator<CustomerRow> scores =
                OperatorId.CUSTOMER_SCORES.on(
                        ledgers.keyBy(new ByCohort())
                                .connect(population.broadcast(ScoreCustomers.SNAPSHOTS))
                                .process(new ScoreCustomers(dayClose)));
        sinks.rows(scores, OperatorId.SINK_CUSTOMERS);

        DataStream<SegmentChange> changes = scores.getSideOutput(ScoreCustomers.CHANGES);
        sinks.rows(
                OperatorId.SEGMENT_ROWS.on(
                        changes.map(CustomersPipeline::row)
                                .returns(TypeInformation.of(SegmentChangeRow.class))),
                OperatorId.SINK_SEGMENTS);
        return new Streams(
                OperatorId.SEGMENT_RECORDS.on(
                        changes.map(new SegmentRecords())
                                .returns(TypeInformation.of(OutputRecord.class))),
                OperatorId.CUSTOMER_SEGMENTS.on(
                        changes.map(CustomersPipeline::segment)
                                .returns(TypeInformation.of(CustomerSegment.class))),
                population.getSideOutput(KeepPopulation.FEATURES));
    }

    private static CustomerSegment segment(SegmentChange change) {
        return new CustomerSegment(change.customerId(), change.segment(), change.validFrom());
    }

    /** Not chained: at parallelism 1 those it were chained with could never be scaled up again. */
    private static SingleOutputStreamOperator<PopulationSnapshot> population(
            SingleOutputStreamOperator<CustomerUpdate> ledgers,
            DataStream<WorldTime> world,
            DayClose dayClose,
            long flushInterval) {
        TypeInformation<PopulationInput> inputType = TypeInformation.of(PopulationInput.class);
        DataStream<PopulationInput> moves =
                OperatorId.POPULATION_DELTAS.on(
                        ledgers.getSideOutput(KeepLedgers.POPULATION)
                                .map(PopulationInput::of)
                                .returns(inputType));
        DataStream<PopulationInput> points =
                OperatorId.POPULATION_POINTS.on(
                        ledgers.getSideOutput(KeepLedgers.BEHAVIOUR)
                                .map(PopulationInput::of)
                                .returns(inputType));
        DataStream<PopulationInput> time =
                OperatorId.POPULATION_WORLD.on(
                        world.map(PopulationInput::of).returns(inputType).setParallelism(1));
        return OperatorId.POPULATION
                .on(
                        moves.union(points, time)
                                .transform(
                                        OperatorId.POPULATION.label(),
                                        TypeInformation.of(PopulationSnapshot.class),
                                        new KeepPopulation(dayClose, flushInterval)))
                .forceNonParallel()
                .disableChaining();
    }

    private static boolean isOfKnownCustomer(ShopEvent event) {
        return event instanceof Transaction transaction && transaction.customerId() != null;
    }

    private static SegmentChangeRow row(SegmentChange change) {
        return new SegmentChangeRow(
                change.customerId(),
                change.validFrom(),
                change.segment(),
                change.previousSegment(),
                change.validFrom());
    }

    private static final class ByCustomer implements KeySelector<ShopEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(ShopEvent event) {
            return ((Transaction) event).customerId();
        }
    }

    private static final class ByCohort implements KeySelector<CustomerUpdate, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer getKey(CustomerUpdate update) {
            return Math.floorMod(update.customerId().hashCode(), COHORTS);
        }
    }
}
