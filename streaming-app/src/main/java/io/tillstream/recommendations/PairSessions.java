package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.ShopEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gathers what each session looks at and pairs it when the session is over: after half an hour of
 * silence, in a bounded run when its day closes.
 */
final class PairSessions extends KeyedProcessFunction<String, ShopEvent, ItemInput> {
    private static final long serialVersionUID = 1L;
    private static final long SILENCE = EventTime.HOUR / 2;
    private static final ValueStateDescriptor<Session> SESSION =
            new ValueStateDescriptor<>("session", Session.class);

    private final RecommendationSettings settings;
    private transient ValueState<Session> store;

    PairSessions(RecommendationSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        store = getRuntimeContext().getState(SESSION);
    }

    @Override
    public void processElement(ShopEvent event, Context context, Collector<ItemInput> out)
            throws Exception {
        Interaction interaction = (Interaction) event;
        Session session = store.value();
        long day = EventTime.dayOf(interaction.occurredAt());
        if (settings.bounded()) {
            context.timerService().registerEventTimeTimer(settings.dayClose().closesAt(day));
        } else if (session == null) {
            context.timerService().registerEventTimeTimer(interaction.occurredAt() + SILENCE);
        }
        session = session == null ? new Session() : session;
        session.add(
                new Taste(
                        interaction.productId(),
                        Interest.of(interaction.kind()),
                        interaction.occurredAt()));
        store.update(session);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ItemInput> out)
            throws Exception {
        Session session = store.value();
        if (session == null) {
            return;
        }
        long over = session.lastAt() + SILENCE;
        if (!settings.bounded() && over > timestamp) {
            context.timerService().registerEventTimeTimer(over);
            return;
        }
        long until =
                settings.bounded()
                        ? EventTime.endOf(settings.dayClose().lastClosed(timestamp))
                        : timestamp;
        session.take(until).forEach(out::collect);
        store.update(session.seen.length == 0 ? null : session);
    }
}
