package io.tillstream.trends;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the days and weeks of subjects, by shelf, and tells how they stand at the end of each day.
 * Its state is bounded by the vocabulary: some 750 bytes for each subject that is kept.
 */
final class KeepHistories extends KeyedProcessFunction<Integer, HeardDay, TrendInput> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<SubjectHistories> HISTORIES =
            new ValueStateDescriptor<>("subject-histories", SubjectHistories.class);

    private final int most;
    private transient ValueState<SubjectHistories> histories;

    /**
     * @param most subjects that a shelf keeps
     */
    KeepHistories(int most) {
        this.most = most;
    }

    @Override
    public void open(OpenContext context) {
        histories = getRuntimeContext().getState(HISTORIES);
    }

    @Override
    public void processElement(HeardDay heard, Context context, Collector<TrendInput> out)
            throws Exception {
        SubjectHistories known = histories.value();
        if (known == null) {
            known = new SubjectHistories();
        }
        List<SubjectStanding> standings = known.add(heard, most);
        out.collect(TrendInput.of(new ShelfStandings(heard.shelf, heard.day, standings)));
        histories.update(known);
    }
}
