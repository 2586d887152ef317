package io.tillstream.kpis;

import io.tillstream.events.DayClose;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells which categories and brands were bought, and in which segment the customer began the day.
 * What happens until the day before has closed waits, as in {@link CountCustomers}, that of
 * anonymous shoppers as well: by then a replay knows the whole catalogue. A product that the
 * catalogue drops stays where it was. Each subtask keeps the category and brand of every product.
 */
final class CountBuyers
        extends KeyedBroadcastProcessFunction<String, BuyerInput, Belonging, CategoryDelta> {
    static final MapStateDescriptor<String, Belonging> CATALOGUE =
            new MapStateDescriptor<>(
                    "catalogue", Types.STRING, TypeInformation.of(Belonging.class));

    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Buyer> BUYER = buyers();

    private final DayClose dayClose;
    private final long correctable;
    private transient ValueState<Buyer> store;

    /**
     * @param retention how long a day takes corrections
     */
    CountBuyers(DayClose dayClose, Duration retention) {
        this.dayClose = dayClose;
        this.correctable = retention.toDays() + 1;
    }

    /** They live as long as those of {@link CountCustomers}, whose segments are the same. */
    private static ValueStateDescriptor<Buyer> buyers() {
        ValueStateDescriptor<Buyer> descriptor =
                new ValueStateDescriptor<>("buyer", TypeInformation.of(Buyer.class));
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(CountCustomers.TIME_TO_LIVE)
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        store = getRuntimeContext().getState(BUYER);
    }

    @Override
    public void processBroadcastElement(
            Belonging product, Context context, Collector<CategoryDelta> out) throws Exception {
        context.getBroadcastState(CATALOGUE).put(product.productId(), product);
    }

    @Override
    public void processElement(
            BuyerInput input, ReadOnlyContext context, Collector<CategoryDelta> out)
            throws Exception {
        long watermark = context.currentWatermark();
        Bought bought = input.bought();
        if (bought == null) {
            Buyer buyer = buyer();
            buyer.segments.add(
                    input.segment().segment(),
                    input.segment().validFrom(),
                    dayClose.firstOpen(watermark));
            store.update(buyer);
        } else if (!dayClose.hasBegun(bought.segmentDay(), watermark)) {
            Buyer buyer = buyer();
            buyer.hold(bought);
            store.update(buyer);
            long begins = dayClose.closesAt(bought.segmentDay() - 1);
            context.timerService().registerEventTimeTimer(begins);
        } else if (BuyerInput.isAnonymous(input.key())) {
            countAnonymous(bought, context, out);
        } else {
            Buyer buyer = buyer();
            count(buyer, bought, context, out);
            store.update(buyer);
        }
    }

    private Buyer buyer() throws Exception {
        Buyer known = store.value();
        return known == null ? new Buyer() : known;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CategoryDelta> out)
            throws Exception {
        boolean isAnonymous = BuyerInput.isAnonymous(context.getCurrentKey());
        Buyer buyer = buyer();
        for (Bought bought : buyer.take(day -> dayClose.hasBegun(day, timestamp))) {
            if (isAnonymous) {
                countAnonymous(bought, context, out);
            } else {
                count(buyer, bought, context, out);
            }
        }
        if (isAnonymous && buyer.waiting.length == 0) {
            store.clear();
        } else {
            store.update(buyer);
        }
    }

    private void count(
            Buyer buyer, Bought bought, ReadOnlyContext context, Collector<CategoryDelta> out)
            throws Exception {
        KpiSums<CategoryCell> sums = new KpiSums<>();
        buyer.count(bought, belongings(bought, context), correctable, sums);
        tell(sums, out);
    }

    private static void countAnonymous(
            Bought bought, ReadOnlyContext context, Collector<CategoryDelta> out) throws Exception {
        KpiSums<CategoryCell> sums = new KpiSums<>();
        bought.parts(KpiSegments.ANONYMOUS, belongings(bought, context)).forEach(sums::count);
        tell(sums, out);
    }

    private static void tell(KpiSums<CategoryCell> sums, Collector<CategoryDelta> out) {
        sums.take((cell, figures, newest) -> out.collect(new CategoryDelta(cell, figures, newest)));
    }

    /** To what the product of each line belongs. */
    private static Belonging[] belongings(Bought bought, ReadOnlyContext context) throws Exception {
        ReadOnlyBroadcastState<String, Belonging> catalogue = context.getBroadcastState(CATALOGUE);
        Belonging[] belongings = new Belonging[bought.lines().length];
        for (int i = 0; i < belongings.length; i++) {
            String productId = bought.lines()[i].productId();
            Belonging known = catalogue.get(productId);
            belongings[i] = known == null ? Belonging.unknown(productId) : known;
        }
        return belongings;
    }
}
