package io.tillstream.recommendations;

import io.tillstream.events.Amount;
import io.tillstream.models.recommend.ProductFacts;
import io.tillstream.models.recommend.TowerAnswer;
import io.tillstream.models.recommend.TowerItem;
import io.tillstream.models.recommend.TowerQuestion;
import io.tillstream.models.recommend.TowerShelf;
import io.tillstream.models.recommend.Towers;
import io.tillstream.models.serving.MicroBatcher;
import io.tillstream.models.serving.Outcome;
import io.tillstream.serving.InferenceTimes;
import io.tillstream.serving.ModelKind;
import io.tillstream.serving.ServedModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Has the two towers look at candidates and add their own, many shoppers at a time. A moment that
 * gets no answer in time, or for which there are no towers, goes on as it came and says so.
 *
 * <p>Products come in the same stream as moments, in the order in which they changed before the
 * shopper: each is answered from the shelf on which its candidates were found. They are kept in
 * state, so that moments which were under way at a checkpoint find them again; in a bounded run as
 * they were, since a product does not change there before all that was asked is answered.
 */
final class AskTowers extends RichAsyncFunction<TowerInput, Moment>
        implements CheckpointedFunction {
    /** In the place of a version where no towers have seen the candidates. */
    static final String NONE = "no-two-tower";

    /** As {@link KeepShoppers#CARDS}, of the newest version each and without neighbours. */
    static final MapStateDescriptor<String, ItemCard> CARDS =
            new MapStateDescriptor<>(
                    "tower-cards", Types.STRING, TypeInformation.of(ItemCard.class));

    private static final long serialVersionUID = 1L;

    private final RecommendationSettings settings;
    private final ModelKind<Towers> kind;
    private transient BroadcastState<String, ItemCard> cards;
    private transient TowerShelf<ItemCard> shelf;
    private transient TowerProposals proposals;
    private transient TowerSlot towers;
    private transient MicroBatcher<Asked, Moment> batcher;
    private transient UnderWay underWay;

    AskTowers(RecommendationSettings settings, ModelKind<Towers> kind) {
        this.settings = settings;
        this.kind = kind;
    }

    /** A moment, and the stamp of the shelf that it is to be answered from. */
    private record Asked(Moment moment, long stamp) {
        void addQuestions(List<TowerQuestion> questions) {
            for (Candidates asking : new Candidates[] {moment.before(), moment.candidates()}) {
                if (asking != null) {
                    questions.add(new TowerQuestion(stamp, asking.question().past()));
                }
            }
        }
    }

    /** Counts moments that are not answered yet. */
    private static final class UnderWay {
        private int count;

        synchronized void begin() {
            count++;
        }

        synchronized void end() {
            count--;
            notifyAll();
        }

        synchronized void await() throws InterruptedException {
            while (count > 0) {
                wait();
            }
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        cards = context.getOperatorStateStore().getBroadcastState(CARDS);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) throws Exception {
        if (!settings.towers().used()) {
            return;
        }
        underWay = new UnderWay();
        shelf = new TowerShelf<>();
        for (Map.Entry<String, ItemCard> entry : cards.immutableEntries()) {
            shelf.put(item(entry.getValue()));
        }
        proposals = new TowerProposals(settings.rules(), settings.towers().proposals());
        ServedModel<Towers> served = ServedModel.open(settings.towers().serving(), kind);
        // Loaded now, and not while the first shopper waits.
        served.version();
        towers = new TowerSlot(served, shelf, settings.towers().exactLimit(), !settings.bounded());
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        batcher =
                new MicroBatcher<>(
                        "towers",
                        settings.towers().batches(),
                        this::answer,
                        new InferenceTimes(operator, kind.name()));
        MetricGroup metrics = operator.addGroup("towers");
        metrics.gauge("answered", () -> batcher.counts().answered());
        metrics.gauge("timedOut", () -> batcher.counts().timedOut());
        metrics.gauge("rejected", () -> batcher.counts().rejected());
        metrics.gauge("failed", () -> batcher.counts().failed());
        metrics.gauge("batches", () -> batcher.counts().batches());
    }

    @Override
    public void asyncInvoke(TowerInput input, ResultFuture<Moment> result) throws Exception {
        if (input.card() != null) {
            if (settings.bounded() && settings.towers().used()) {
                underWay.await();
            }
            take(input.card());
            result.complete(List.of());
        } else if (!settings.towers().used()) {
            result.complete(List.of(unseen(input.moment(), null)));
        } else if (!input.moment().asks()) {
            result.complete(List.of(unseen(input.moment(), NONE)));
        } else {
            Moment moment = input.moment();
            underWay.begin();
            batcher.submit(
                    new Asked(moment, shelf.seal()),
                    outcome -> {
                        end(moment, outcome, result);
                        underWay.end();
                    });
        }
    }

    private void take(ItemCard card) throws Exception {
        if (card.facts().removed()) {
            cards.remove(card.productId());
            shelf.remove(item(card));
        } else {
            cards.put(card.productId(), card);
            shelf.put(item(card));
        }
    }

    private void end(Moment moment, Outcome<Moment> outcome, ResultFuture<Moment> result) {
        if (outcome instanceof Outcome.Answered<Moment> answered) {
            result.complete(List.of(answered.answer()));
        } else if (settings.towers().waits()) {
            result.completeExceptionally(
                    new IllegalStateException(
                            "the towers gave no answer: " + outcome,
                            outcome instanceof Outcome.Failed<Moment> failed
                                    ? failed.cause()
                                    : null));
        } else {
            result.complete(List.of(unseen(moment, NONE)));
        }
    }

    private static Moment unseen(Moment moment, String label) {
        return moment.seenBy(label, answered(moment.before()), answered(moment.candidates()));
    }

    private static Candidates answered(Candidates candidates) {
        return candidates == null || candidates.question() == null
                ? candidates
                : candidates.withFeatures(candidates.features());
    }

    private List<Moment> answer(List<Asked> batch) {
        List<TowerQuestion> questions = new ArrayList<>();
        batch.forEach(asked -> asked.addQuestions(questions));
        TowerSlot.Answers answers = towers.answer(questions).orElse(null);
        if (answers == null) {
            return batch.stream().map(asked -> unseen(asked.moment(), NONE)).toList();
        }
        Iterator<TowerAnswer<ItemCard>> next = answers.answers().iterator();
        List<Moment> seen = new ArrayList<>(batch.size());
        for (Asked asked : batch) {
            Candidates before = seen(asked.moment().before(), next);
            Candidates candidates = seen(asked.moment().candidates(), next);
            seen.add(asked.moment().seenBy(answers.version(), before, candidates));
        }
        return seen;
    }

    private Candidates seen(Candidates candidates, Iterator<TowerAnswer<ItemCard>> answers) {
        return candidates == null ? null : proposals.addTo(candidates, answers.next());
    }

    private TowerItem<ItemCard> item(ItemCard card) {
        ItemFacts facts = card.facts();
        var told =
                new ProductFacts(
                        card.productId(),
                        facts.title(),
                        facts.category(),
                        facts.brand(),
                        facts.price() == 0 ? null : (double) facts.price() / Amount.ONE,
                        null);
        return new TowerItem<>(
                told, card.look(), card.mayBeShown() && settings.rules().allow(card), card);
    }

    @Override
    public void close() {
        if (batcher != null) {
            batcher.close();
        }
        if (towers != null) {
            towers.close();
        }
    }
}
