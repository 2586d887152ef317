package io.tillstream.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.serving.Registries.Content;
import io.tillstream.serving.Registries.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServedModelTest {
    @TempDir private Path folder;

    private int openBefore;
    private int madeBefore;

    @BeforeEach
    void count() {
        openBefore = Kind.OPEN.get();
        madeBefore = Kind.MADE.get();
    }

    private ServingSettings settings() {
        return new ServingSettings(folder.toString(), 5);
    }

    @Test
    void allSharesOfAProcessAreOneModelThatTheLastOneCloses() throws Exception {
        Registries.publish(folder, "1");
        ServedModel<Content> one = ServedModel.open(settings(), new Kind(false));
        ServedModel<Content> other = ServedModel.open(settings(), new Kind(false));
        assertThat(one.status()).isEmpty();
        assertThat(Kind.MADE.get()).isEqualTo(madeBefore);
        assertThat(versionOf(one)).contains("1");
        assertThat(other.status()).contains(ServingStories.fine("encoder", "1").status());
        assertThat(Kind.MADE.get() - madeBefore).isOne();
        one.close();
        one.close();
        assertThat(versionOf(other)).contains("1");
        other.close();
        assertThat(other.acquire()).isEmpty();
        assertThat(Kind.OPEN.get()).isEqualTo(openBefore);
    }

    @Test
    void theVersionChangesInTheBackgroundAndTheOldOneIsClosed() throws Exception {
        Registries.publish(folder, "1");
        try (ServedModel<Content> model = ServedModel.open(settings(), new Kind(false))) {
            assertThat(versionOf(model)).contains("1");
            Registries.publish(folder, "2");
            await(() -> versionOf(model).equals(Optional.of("2")));
            await(() -> Kind.OPEN.get() == openBefore + 1);
        }
    }

    @Test
    void aRefusedVersionIsTakenForNoneOfTheRegistrysAndWhatIsShippedGoesOn() throws Exception {
        Registries.publish(folder, "bad");
        try (ServedModel<Content> model = ServedModel.open(settings(), new Kind(true))) {
            assertThat(versionOf(model)).contains("shipped");
            assertThat(model.status())
                    .contains(new ModelStatus("encoder", "shipped", true, "bad", "it is bad"));
            Registries.publish(folder, "2");
            await(() -> !model.status().orElseThrow().refused());
            assertThat(versionOf(model)).contains("2");
        }
    }

    @Test
    void withoutARegistryThereIsWhatIsShippedOrNothing() throws Exception {
        ServingSettings none = new ServingSettings(null, 5);
        try (ServedModel<Content> model = ServedModel.open(none, new Kind(true))) {
            assertThat(versionOf(model)).contains("shipped");
        }
        try (ServedModel<Content> model = ServedModel.open(none, new Kind(false))) {
            assertThat(model.acquire()).isEmpty();
            assertThat(model.status())
                    .contains(new ModelStatus("encoder", null, false, null, null));
        }
    }

    @Test
    void whatBatchesTookIsTakenOnceByWhoeverAsksFirst() throws Exception {
        Registries.publish(folder, "1");
        try (ServedModel<Content> one = ServedModel.open(settings(), new Kind(false));
                ServedModel<Content> other = ServedModel.open(settings(), new Kind(false))) {
            ModelVersion first = one.version().orElseThrow();
            assertThat(one.timed(first, () -> slowly("answer"))).isEqualTo("answer");
            assertThatThrownBy(() -> other.timed(first, () -> slowly(null)))
                    .as("one that fails takes its time, too")
                    .isInstanceOf(NullPointerException.class);
            other.timed(new ModelVersion("encoder", "2"), () -> "at once");

            List<BatchTimes> times = other.takeTimes();
            assertThat(times)
                    .extracting(BatchTimes::model, BatchTimes::version, t -> t.micros().total())
                    .containsExactly(tuple("encoder", "1", 2L), tuple("encoder", "2", 1L));
            assertThat(times.get(0).micros().quantile(0.5)).isGreaterThanOrEqualTo(20_000);
            assertThat(times.get(1).micros().quantile(1)).isLessThan(20_000);
            assertThat(one.takeTimes()).isEmpty();
        }
    }

    private static String slowly(String answer) {
        long until = System.nanoTime() + 20_000_000;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return Objects.requireNonNull(answer);
    }

    /** A job that was cancelled must not keep its classes in memory. */
    @Test
    void itsThreadEndsWithTheLastShare() throws Exception {
        Registries.publish(folder, "1");
        ServedModel<Content> model = ServedModel.open(settings(), new Kind(false));
        assertThat(versionOf(model)).contains("1");
        Registries.publish(folder, "2");
        await(() -> versionOf(model).equals(Optional.of("2")));
        assertThat(threads()).isPositive();
        model.close();
        await(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("model-encoder"))
                .count();
    }

    private static Optional<String> versionOf(ServedModel<Content> model) {
        try (Lease<Content> lease = model.acquire().orElse(null)) {
            return lease == null ? Optional.empty() : Optional.of(lease.get().version());
        }
    }

    private static void await(BooleanSupplier met) {
        while (!met.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
