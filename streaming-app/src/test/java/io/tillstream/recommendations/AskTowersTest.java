package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.recommend.ProductFacts;
import io.tillstream.models.recommend.ProductLook;
import io.tillstream.models.recommend.ProductLooks;
import io.tillstream.models.recommend.Purchase;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.ShopperPast;
import io.tillstream.models.recommend.TowerRelease;
import io.tillstream.models.recommend.Towers;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.serving.BatchTimes;
import io.tillstream.serving.ModelKind;
import io.tillstream.serving.ServedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskTowersTest {
    private static final int PRODUCTS = 20;
    private static final ModelVersion ENCODER = new ModelVersion("style-encoder", "1");

    /** All but one look the same. */
    private static final ProductLooks LOOKS =
            ProductLooks.of(
                    ENCODER,
                    IntStream.range(0, PRODUCTS)
                            .boxed()
                            .collect(
                                    Collectors.toMap(
                                            i -> "p" + i,
                                            i -> i == 3 ? new float[] {0, 1} : new float[] {1})));

    private static StoredModel first;
    private static StoredModel second;
    private static StoredModel pictured;

    @TempDir private Path folder;
    private ModelRegistry registry;

    @BeforeAll
    static void train() {
        List<ProductFacts> catalogue =
                IntStream.range(0, PRODUCTS)
                        .mapToObj(
                                i ->
                                        new ProductFacts(
                                                "p" + i, "The p" + i, "c" + i % 3, null, 9.9, null))
                        .toList();
        List<Purchase> purchases =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        new Purchase(
                                                "ada" + i % 7,
                                                i * 40_000_000L,
                                                List.of("p" + i % PRODUCTS, "p" + (i + 2) % 9)))
                        .toList();
        PurchaseLog log = PurchaseLog.of(catalogue, purchases);
        first = new TowerRelease(log, ProductLooks.NONE, 100, 0, progress -> {}).train(1);
        second = new TowerRelease(log, ProductLooks.NONE, 100, 0, progress -> {}).train(2);
        pictured = new TowerRelease(log, LOOKS, 100, 0, progress -> {}).train(1);
    }

    @BeforeEach
    void publish() throws Exception {
        registry = new ModelRegistry(folder);
        registry.publish(first);
        registry.publish(second);
    }

    @Test
    void towersAddCandidatesAndSayWhatTheyThinkOfOthers() throws Exception {
        registry.point(first.manifest().id());
        try (Run run = new Run(folder.toString(), false, true, new TowersKind())) {
            run.shelve();
            run.give(asking("e1", "p3"));

            Moment seen = run.end().get(0);
            assertThat(seen.towers()).isEqualTo(first.manifest().id().toString());
            assertThat(seen.candidates().productIds())
                    .startsWith("p1", "p2")
                    .hasSize(PRODUCTS)
                    .doesNotHaveDuplicates();
            assertThat(seen.candidates().question()).isNull();
            int best = 0;
            for (int i = 0; i < PRODUCTS; i++) {
                float place = seen.candidates().feature(i, Feature.TOWERS_PLACE);
                assertThat(place).isPositive();
                best = place == 1 ? i : best;
            }
            assertThat(seen.candidates().feature(best, Feature.TOWERS)).isEqualTo(1);
        }
    }

    @Test
    void aPictureTellsTheTowersOfAProductIfItIsByTheEncoderThatTheyKnow() throws Exception {
        registry.publish(pictured);
        registry.point(pictured.manifest().id());
        float[] look = LOOKS.of("p3").vector();
        float[] unseen = thoughtsOf(null);
        assertThat(thoughtsOf(new ProductLook(ENCODER.toString(), look))).isNotEqualTo(unseen);
        assertThat(thoughtsOf(new ProductLook("style-encoder/2", look))).isEqualTo(unseen);
    }

    /** What the towers think of products for a shopper who bought one of this look. */
    private float[] thoughtsOf(ProductLook look) throws Exception {
        try (Run run = new Run(folder.toString(), true, true, new TowersKind())) {
            run.shelve();
            run.give(TowerInput.of(card("p3", true, look)));
            run.give(asking("e1", "p3"));
            return run.end().get(0).candidates().features();
        }
    }

    @Test
    void aPurchaseIsLearntFromWithWhatTheTowersThoughtBeforeIt() throws Exception {
        registry.point(first.manifest().id());
        try (Run run = new Run(folder.toString(), false, true, new TowersKind())) {
            run.shelve();
            Moment asking = asking("e1", "p3");
            run.give(
                    new Moment(
                            asking.shopper(),
                            "e1",
                            asking.time(),
                            asking.time(),
                            new String[] {"p7"},
                            new boolean[1],
                            PRODUCTS,
                            asking.candidates(),
                            null,
                            null,
                            Moment.NO_CLOCK));
            Moment seen = run.end().get(0);
            Example example = Example.of(seen);
            assertThat(example.bought()).contains(true);
            assertThat(seen.candidates()).isNull();
            assertThat(seen.judged().before()).isNull();
        }
    }

    @Test
    void whatMayNotBeShownIsNotProposed() throws Exception {
        registry.point(first.manifest().id());
        try (Run run = new Run(folder.toString(), false, true, new TowersKind())) {
            run.shelve();
            run.give(TowerInput.of(card("p7", false)));
            run.give(asking("e1", "p7"));
            run.give(TowerInput.of(card("p7", true)));
            run.give(asking("e2", "p7"));

            List<Moment> seen = run.end();
            assertThat(seen.get(0).candidates().productIds()).doesNotContain("p7");
            assertThat(seen.get(1).candidates().productIds()).contains("p7");
        }
    }

    @Test
    void aMomentGoesOnAsItIsWhereThereAreNoTowersAndSaysSo() throws Exception {
        try (Run run = new Run(folder.toString(), false, true, new TowersKind())) {
            run.shelve();
            run.give(asking("e1", "p3"));
            Moment seen = run.end().get(0);
            assertThat(seen.towers()).isEqualTo(AskTowers.NONE);
            assertThat(seen.candidates().productIds()).containsExactly("p1", "p2");
        }
        try (Run run = new Run(null, false, true, new TowersKind())) {
            run.give(asking("e1", "p3"));
            assertThat(run.end().get(0).towers()).as("nobody expects any").isNull();
        }
    }

    @Test
    void aLateAnswerIsNotWaitedForLive() throws Exception {
        registry.point(first.manifest().id());
        Stalling.STALLED = new CountDownLatch(1);
        try (Run run = new Run(folder.toString(), false, false, new Stalling())) {
            run.shelve();
            run.give(asking("e1", "p3"));
            run.give(asking("e2", "p3"));
            assertThat(run.end())
                    .extracting(Moment::eventId, Moment::towers)
                    .containsExactly(tuple("e1", AskTowers.NONE), tuple("e2", AskTowers.NONE));
            assertThat(slowest(new Stalling()))
                    .as("lists went without it, but the batch took as long as it did")
                    .isGreaterThan(
                            TimeUnit.MILLISECONDS.toMicros(
                                    RecommendationStories.towers(null, false).timeout()));
        } finally {
            Stalling.STALLED.countDown();
        }
    }

    /** Microseconds of the batch that stalls. */
    private long slowest(ModelKind<Towers> kind) {
        TowerSettings settings = RecommendationStories.towers(folder.toString(), false);
        try (ServedModel<Towers> towers = ServedModel.open(settings.serving(), kind)) {
            Stalling.STALLED.countDown();
            List<BatchTimes> times = towers.takeTimes();
            while (times.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                times = towers.takeTimes();
            }
            return times.get(0).micros().quantile(1);
        }
    }

    @Test
    void aCheckpointCompletesWhileTheTowersStallAndNothingIsLostByIt() throws Exception {
        registry.point(first.manifest().id());
        List<Moment> expected;
        try (Run run = new Run(folder.toString(), true, true, new TowersKind())) {
            run.shelve();
            run.give(asking("e1", "p3")).give(asking("e2", "p4"));
            expected = run.end();
        }
        OperatorSubtaskState checkpoint;
        Stalling.STALLED = new CountDownLatch(1);
        try (Run run = new Run(folder.toString(), true, true, new Stalling())) {
            run.shelve();
            run.give(asking("e1", "p3")).give(asking("e2", "p4"));
            checkpoint = run.harness.snapshot(1, 1);
            assertThat(run.out()).isEmpty();
            Stalling.STALLED.countDown();
        }
        try (Run run = new Run(folder.toString(), true, true, new TowersKind(), checkpoint)) {
            assertThat(run.end()).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
        }
    }

    /** Else a moment that is asked for again after a failure would see what came after it. */
    @Test
    void inABoundedRunAProductChangesOnceAllThatWasAskedBeforeIsAnswered() throws Exception {
        registry.point(first.manifest().id());
        Stalling.STALLED = new CountDownLatch(1);
        List<TowerInput> inputs =
                List.of(
                        TowerInput.of(asking("e1", "p7")),
                        TowerInput.of(card("p7", false)),
                        TowerInput.of(asking("e2", "p7")));
        OperatorSubtaskState checkpoint;
        List<Moment> seen = new ArrayList<>();
        try (Run run = new Run(folder.toString(), true, true, new Stalling())) {
            run.shelve();
            run.give(inputs.get(0));
            CompletableFuture<Void> letGo =
                    CompletableFuture.runAsync(
                            Stalling.STALLED::countDown,
                            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
            run.give(inputs.get(1));
            assertThat(letGo).as("the card waited").isDone();
            // As a task does before it takes the next input, a barrier among them.
            run.emitAnswered();
            checkpoint = run.harness.snapshot(1, 1);
            seen.addAll(run.out());
        }
        assertThat(seen).extracting(Moment::eventId).containsExactly("e1");
        assertThat(seen.get(0).candidates().productIds()).contains("p7");
        try (Run run = new Run(folder.toString(), true, true, new TowersKind(), checkpoint)) {
            run.give(inputs.get(2));
            seen = run.end();
            assertThat(seen).extracting(Moment::eventId).containsExactly("e2");
            assertThat(seen.get(0).candidates().productIds()).doesNotContain("p7");
        }
    }

    @Test
    void aChangeOfVersionUnderLoadLosesNothingAndMixesNothing() throws Exception {
        Map<String, Candidates> expected = new HashMap<>();
        for (StoredModel version : List.of(first, second)) {
            registry.point(version.manifest().id());
            try (Run run = new Run(folder.toString(), true, true, new TowersKind())) {
                run.shelve();
                run.give(asking("e", "p3"));
                expected.put(version.manifest().id().toString(), run.end().get(0).candidates());
            }
        }
        registry.point(first.manifest().id());
        Set<String> versions = new LinkedHashSet<>();
        List<ModelVersion> wanted =
                List.of(second.manifest().id(), first.manifest().id(), second.manifest().id());
        try (Run run = new Run(folder.toString(), false, true, new TowersKind())) {
            run.shelve();
            int asked = 0;
            for (ModelVersion next : wanted) {
                registry.point(next);
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                String seen = null;
                while (!next.toString().equals(seen)) {
                    assertThat(System.nanoTime()).as("in time").isLessThan(until);
                    List<CompletableFuture<Moment>> answers = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        answers.add(run.ask(asking("e" + asked++, "p3")));
                    }
                    for (CompletableFuture<Moment> answer : answers) {
                        Moment moment = answer.get(5, TimeUnit.SECONDS);
                        seen = moment.towers();
                        versions.add(seen);
                        assertThat(moment.candidates())
                                .usingRecursiveComparison()
                                .isEqualTo(expected.get(seen));
                    }
                }
            }
        }
        assertThat(versions).containsExactlyElementsOf(expected.keySet());
    }

    private static Moment asking(String event, String bought) {
        Candidates found = candidates("p1", "p2");
        Profile profile =
                new Profile(
                        new String[] {"c1"},
                        new double[] {1},
                        new String[] {""},
                        new double[] {1},
                        Double.NaN,
                        null,
                        0,
                        0,
                        0,
                        1);
        ShopperPast past = ShopperPast.of(new String[] {bought}, new long[] {DAY}, 1, DAY + 1);
        return new Moment(
                "customer:ada",
                event,
                at(1, 9),
                at(1, 9),
                new String[0],
                new boolean[0],
                PRODUCTS,
                null,
                new Candidates(
                        found.productIds(),
                        found.categories(),
                        found.reasons(),
                        found.boosts(),
                        found.features(),
                        found.byPopularity(),
                        found.byTies(),
                        new Question(past, profile),
                        found.categoryOf(),
                        found.reasonOf()),
                null,
                Moment.NO_CLOCK);
    }

    private static ItemCard card(String productId, boolean inStock) {
        return card(productId, inStock, null);
    }

    private static ItemCard card(String productId, boolean inStock, ProductLook look) {
        return new ItemCard(
                productId,
                ItemCard.AT_ONCE,
                facts("The " + productId, "c1"),
                inStock,
                0,
                0,
                0,
                new String[0],
                new double[0],
                null,
                null,
                look,
                null);
    }

    /** Towers that hang in the middle of a call. */
    record Stalling() implements ModelKind<Towers> {
        private static final long serialVersionUID = 1L;

        static volatile CountDownLatch STALLED;

        @Override
        public String name() {
            return Towers.NAME;
        }

        @Override
        public Towers make(StoredModel stored) throws ModelRefusedException {
            return new Towers(new Slowed(new ModelLoader().load(stored), STALLED));
        }
    }

    private record Slowed(LoadedModel model, CountDownLatch until) implements LoadedModel {
        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<Tensor> run(String method, List<Tensor> inputs) {
            try {
                assertThat(until.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return model.run(method, inputs);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** The operator with its function. */
    private static final class Run implements AutoCloseable {
        private final AskTowers function;
        private final OneInputStreamOperatorTestHarness<TowerInput, Moment> harness;

        Run(String registry, boolean bounded, boolean waits, ModelKind<Towers> kind)
                throws Exception {
            this(registry, bounded, waits, kind, null);
        }

        Run(
                String registry,
                boolean bounded,
                boolean waits,
                ModelKind<Towers> kind,
                OperatorSubtaskState state)
                throws Exception {
            RecommendationSettings usual = RecommendationStories.settings(bounded, Duration.ZERO);
            function =
                    new AskTowers(
                            new RecommendationSettings(
                                    usual.dayClose(),
                                    bounded,
                                    usual.tellInterval(),
                                    usual.interval(),
                                    usual.timeToLive(),
                                    usual.slate(),
                                    usual.experiment(),
                                    usual.rules(),
                                    RecommendationStories.towers(registry, waits)),
                            kind);
            harness =
                    new OneInputStreamOperatorTestHarness<>(
                            new AsyncWaitOperatorFactory<>(
                                    function, 0, 256, AsyncDataStream.OutputMode.ORDERED),
                            TypeInformation.of(TowerInput.class)
                                    .createSerializer(new ExecutionConfig().getSerializerConfig()));
            harness.setup(
                    TypeInformation.of(Moment.class)
                            .createSerializer(new ExecutionConfig().getSerializerConfig()));
            if (state != null) {
                harness.initializeState(state);
            }
            harness.open();
        }

        void shelve() throws Exception {
            for (int i = 0; i < PRODUCTS; i++) {
                give(TowerInput.of(card("p" + i, true)));
            }
            // What is done leaves the operator's queue, which checkpoints hold.
            TaskMailbox mailbox = harness.getTaskMailbox();
            Optional<Mail> mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
            while (mail.isPresent()) {
                mail.get().run();
                mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
            }
        }

        Run give(Moment moment) throws Exception {
            return give(TowerInput.of(moment));
        }

        Run give(TowerInput input) throws Exception {
            harness.processElement(input, 0);
            return this;
        }

        /** Past the operator, which answers on the harness's thread only. */
        CompletableFuture<Moment> ask(Moment moment) throws Exception {
            CompletableFuture<Moment> answer = new CompletableFuture<>();
            function.asyncInvoke(
                    TowerInput.of(moment),
                    new ResultFuture<>() {
                        @Override
                        public void complete(Collection<Moment> result) {
                            assertThat(answer.complete(result.iterator().next())).isTrue();
                        }

                        @Override
                        public void completeExceptionally(Throwable error) {
                            answer.completeExceptionally(error);
                        }

                        @Override
                        public void complete(CollectionSupplier<Moment> supplier) {
                            throw new UnsupportedOperationException();
                        }
                    });
            return answer;
        }

        void emitAnswered() throws Exception {
            for (var mail = mail(); mail.isPresent(); mail = mail()) {
                mail.get().run();
            }
        }

        private Optional<Mail> mail() {
            return harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }

        List<Moment> out() {
            return harness.extractOutputValues();
        }

        List<Moment> end() throws Exception {
            harness.endInput();
            return out();
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
