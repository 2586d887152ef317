package io.tillstream.products;

import io.tillstream.events.DayClose;
import io.tillstream.schemas.rows.CategoryPopularityRow;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Sums the parts of a category's popularity of one day; the timer of the day's close tells it. */
final class SumCategories
        extends KeyedProcessFunction<String, CategoryShare, CategoryPopularityRow> {
    private static final long serialVersionUID = 1L;
    private static final Duration FORGET_AFTER = Duration.ofDays(60);
    private static final ValueStateDescriptor<CategoryShare> SUM = sumOfCategory();

    private final DayClose dayClose;
    private transient ValueState<CategoryShare> sum;

    SumCategories(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    private static ValueStateDescriptor<CategoryShare> sumOfCategory() {
        ValueStateDescriptor<CategoryShare> descriptor =
                new ValueStateDescriptor<>("category-sum", TypeInformation.of(CategoryShare.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGET_AFTER).build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(SUM);
    }

    @Override
    public void processElement(
            CategoryShare share, Context context, Collector<CategoryPopularityRow> out)
            throws Exception {
        CategoryShare current = sum.value();
        if (current == null || share.day() > current.day()) {
            sum.update(share);
            context.timerService().registerEventTimeTimer(dayClose.closesAt(share.day()));
        } else if (share.day() == current.day()) {
            sum.update(current.plus(share));
        }
    }

    @Override
    public void onTimer(
            long timestamp, OnTimerContext context, Collector<CategoryPopularityRow> out)
            throws Exception {
        CategoryShare share = sum.value();
        if (share != null && dayClose.closesAt(share.day()) <= timestamp) {
            out.collect(
                    new CategoryPopularityRow(
                            share.category(),
                            share.views(),
                            share.carts(),
                            share.units(),
                            share.popularity() / 1_000.0,
                            share.day(),
                            share.day()));
            sum.clear();
        }
    }
}
