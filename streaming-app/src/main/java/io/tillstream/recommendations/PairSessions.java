package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.ShopEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gathers what each session looks at and pairs it when the session is over: after half an hour of
 * silence, in a bounded run when its day closes. What it did before it was known whose session it
 * is goes to the customer as soon as that is known.
 */
final class PairSessions extends KeyedProcessFunction<String, ShopEvent, ItemInput> {
    static final OutputTag<Login> LOGINS =
            new OutputTag<>("logins", TypeInformation.of(Login.class));

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
        String customerId = interaction.customerId();
        if (customerId != null) {
            sight(new Sighting(customerId, interaction.occurredAt()), session, context);
        }
        session.add(
                new Taste(
                        interaction.productId(),
                        Interest.of(interaction.kind()),
                        interaction.occurredAt()),
                customerId);
        store.update(session);
    }

    private void sight(Sighting sighting, Session session, Context context) {
        if (settings.bounded()) {
            session.sight(sighting);
            return;
        }
        Login login = session.login(sighting);
        if (login != null) {
            context.output(LOGINS, login);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ItemInput> out)
            throws Exception {
        Session session = store.value();
        if (session == null) {
            return;
        }
        if (settings.bounded()) {
            close(settings.dayClose().lastClosed(timestamp), session, context, out);
            store.update(session.isOver() ? null : session);
            return;
        }
        long over = session.lastAt() + SILENCE;
        if (over > timestamp) {
            context.timerService().registerEventTimeTimer(over);
            return;
        }
        session.take(timestamp).forEach(out::collect);
        store.clear();
    }

    private void close(
            long day, Session session, OnTimerContext context, Collector<ItemInput> out) {
        session.take(EventTime.endOf(day)).forEach(out::collect);
        session.logins(day).forEach(login -> context.output(LOGINS, login));
        if (session.anonymous.length > 0) {
            context.timerService().registerEventTimeTimer(settings.dayClose().closesAt(day + 1));
        }
    }
}
