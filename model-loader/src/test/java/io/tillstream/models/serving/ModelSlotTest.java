package io.tillstream.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.models.TestModels;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.models.serving.ModelSlot.Refusal;
import io.tillstream.models.tensors.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelSlotTest {
    @TempDir Path root;
    private final List<Refusal> refusals = new ArrayList<>();
    private ModelRegistry registry;
    private StoredModel first;
    private StoredModel second;

    @BeforeEach
    void publishTwo() throws Exception {
        registry = new ModelRegistry(root);
        first = TestModels.stored("encoder", "1");
        second = TestModels.stored("encoder", "2");
        registry.publish(first);
        registry.publish(second);
    }

    @Test
    void theSlotFollowsThePointerForthAndBack() throws Exception {
        try (ModelSlot<LoadedModel> slot = slot()) {
            assertThat(slot.refresh()).isFalse();
            assertThat(slot.acquire()).isEmpty();
            for (StoredModel to : List.of(first, second, first)) {
                registry.point(to.manifest().id());
                assertThat(slot.refresh()).isTrue();
                assertThat(slot.refresh()).isFalse();
                assertAnswers(slot, to);
            }
            assertThat(refusals).isEmpty();
        }
    }

    @Test
    void aVersionThatCannotBeUsedIsReportedOnceAndTheOldGoesOn() throws Exception {
        StoredModel bad = publishOff("3");
        try (ModelSlot<LoadedModel> slot = slot()) {
            point(slot, first);
            registry.point(bad.manifest().id());
            assertThat(slot.refresh()).isFalse();
            assertThat(slot.refresh()).isFalse();
            assertAnswers(slot, first);
            assertThat(refusals).hasSize(1);
            assertThat(refusals.get(0).version()).isEqualTo("3");
            assertThat(refusals.get(0).reason()).contains("is off from the golden output");
            point(slot, second);
            assertAnswers(slot, second);
        }
    }

    @Test
    void aDamagedFileAndABadPointerAreReportedAndTheOldGoesOn() throws Exception {
        try (ModelSlot<LoadedModel> slot = slot()) {
            point(slot, first);
            Files.write(root.resolve("encoder/2/model.pt"), new byte[] {1, 2, 3});
            registry.point(second.manifest().id());
            assertThat(slot.refresh()).isFalse();
            Files.writeString(root.resolve("encoder/current"), "../../etc/passwd");
            assertThat(slot.refresh()).isFalse();
            assertThat(slot.refresh()).isFalse();
            assertAnswers(slot, first);
            assertThat(refusals).extracting(Refusal::version).containsExactly("2", null);
        }
    }

    @Test
    void whatABuildShipsIsHeldUntilAVersionIsThere() throws Exception {
        try (ModelSlot<LoadedModel> slot = slot()) {
            assertThat(slot.begin(first)).isTrue();
            assertAnswers(slot, first);
            assertThat(slot.begin(second)).isFalse();
            point(slot, second);
            assertAnswers(slot, second);
        }
    }

    @Test
    void aRefusalStandsUntilAGoodVersionDoes() throws Exception {
        StoredModel bad = publishOff("3");
        registry.point(bad.manifest().id());
        try (ModelSlot<LoadedModel> slot = slot()) {
            assertThat(slot.refresh()).isFalse();
            assertThat(slot.begin(first)).isTrue();
            assertThat(slot.refusal()).map(Refusal::version).contains("3");
            point(slot, second);
            assertThat(slot.refusal()).isEmpty();
        }
    }

    @Test
    void theOldVersionIsClosedWhenItsLastUserLeaves() throws Exception {
        try (ModelSlot<LoadedModel> slot = slot()) {
            point(slot, first);
            Lease<LoadedModel> inFlight = slot.acquire().orElseThrow();
            LoadedModel old = inFlight.get();
            point(slot, second);
            assertThat(inFlight.version()).isEqualTo(first.manifest().id());
            assertThat(answer(old, first)).containsExactly(golden(first), within(1e-5f));
            inFlight.close();
            inFlight.close();
            assertThatIllegalStateException().isThrownBy(() -> answer(old, first));
            assertAnswers(slot, second);
        }
    }

    @Test
    void aClosedSlotHoldsNothing() throws Exception {
        ModelSlot<LoadedModel> slot = slot();
        point(slot, first);
        LoadedModel model;
        try (Lease<LoadedModel> lease = slot.acquire().orElseThrow()) {
            model = lease.get();
            slot.close();
            assertThat(answer(model, first)).hasSize(16);
        }
        assertThatIllegalStateException().isThrownBy(() -> answer(model, first));
        assertThat(slot.acquire()).isEmpty();
        assertThat(slot.refresh()).isFalse();
    }

    /** A pair that must be of one version, changed as fast as it goes while others use it. */
    @Test
    void noAnswerMixesVersionsAndNoneIsGivenByAClosedOne() throws Exception {
        var opened = new AtomicInteger();
        var shut = new AtomicInteger();
        var slot =
                new ModelSlot<Pair>(
                        "encoder",
                        registry,
                        stored -> new Pair(stored.manifest().version(), opened, shut),
                        refusals::add);
        registry.point(first.manifest().id());
        slot.refresh();
        var stop = new AtomicBoolean();
        ExecutorService users = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                counts.add(users.submit(() -> use(slot, stop)));
            }
            for (int i = 0; i < 300; i++) {
                registry.point((i % 2 == 0 ? second : first).manifest().id());
                assertThat(slot.refresh()).isTrue();
            }
            stop.set(true);
            for (Future<Long> count : counts) {
                assertThat(count.get()).isPositive();
            }
        } finally {
            stop.set(true);
            users.shutdown();
        }
        slot.close();
        assertThat(opened.get()).isEqualTo(301);
        assertThat(shut.get()).isEqualTo(301);
    }

    @Test
    void slotsShareOneLoadedModelAVersion() throws Exception {
        var shared = new SharedModels(new ModelLoader());
        LoadedModel one = shared.make(first);
        LoadedModel two = shared.make(first);
        one.close();
        one.close();
        assertThat(answer(two, first)).containsExactly(golden(first), within(1e-5f));
        assertThatIllegalStateException().isThrownBy(() -> answer(one, first));
        two.close();
        try (LoadedModel again = shared.make(first)) {
            assertThat(answer(again, first)).containsExactly(golden(first), within(1e-5f));
        }
    }

    private static long use(ModelSlot<Pair> slot, AtomicBoolean stop) {
        long used = 0;
        while (!stop.get()) {
            try (Lease<Pair> lease = slot.acquire().orElseThrow()) {
                String tower = lease.get().tower();
                LockSupport.parkNanos(1_000);
                assertThat(lease.get().matrix()).isEqualTo(tower);
                assertThat(lease.version()).isEqualTo(new ModelVersion("encoder", tower));
                used++;
            }
        }
        return used;
    }

    /** Fails where it is asked after it was closed. */
    private static final class Pair implements AutoCloseable {
        private final String version;
        private final AtomicInteger shut;
        private volatile boolean closed;

        Pair(String version, AtomicInteger opened, AtomicInteger shut) {
            this.version = version;
            this.shut = shut;
            opened.incrementAndGet();
        }

        String tower() {
            assertThat(closed).isFalse();
            return version;
        }

        String matrix() {
            assertThat(closed).isFalse();
            return version;
        }

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
            shut.incrementAndGet();
        }
    }

    private ModelSlot<LoadedModel> slot() {
        return new ModelSlot<>("encoder", registry, new ModelLoader(1)::load, refusals::add);
    }

    private void point(ModelSlot<?> slot, StoredModel to) throws Exception {
        registry.point(to.manifest().id());
        assertThat(slot.refresh()).isTrue();
    }

    private StoredModel publishOff(String version) throws Exception {
        StoredModel off = TestModels.renamedAndOff(first, version);
        registry.publish(off);
        return off;
    }

    private static void assertAnswers(ModelSlot<LoadedModel> slot, StoredModel as) {
        try (Lease<LoadedModel> lease = slot.acquire().orElseThrow()) {
            assertThat(lease.version()).isEqualTo(as.manifest().id());
            assertThat(slot.version()).contains(as.manifest().id());
            assertThat(answer(lease.get(), as)).containsExactly(golden(as), within(1e-5f));
        }
    }

    private static float[] answer(LoadedModel model, StoredModel to) {
        return ((Tensor.Floats) model.run(TestModels.goldenPicture(to)).get(0)).row(0);
    }

    private static float[] golden(StoredModel stored) {
        return TestModels.goldenEmbedding(stored);
    }
}
