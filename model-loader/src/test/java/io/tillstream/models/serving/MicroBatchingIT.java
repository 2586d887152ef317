package io.tillstream.models.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.TestModels;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.Outcome.Answered;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What gathering requests is worth: one worker, batches of 1, 64 and 256 in turns, in one run. */
class MicroBatchingIT {
    private static final int REQUESTS = 60_000;
    private static final int ROUNDS = 3;

    @Test
    void largerBatchesAnswerManyTimesAsManyRequests() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        Map<Integer, Double> best = new LinkedHashMap<>();
        try (LoadedModel model = new ModelLoader(1, 64, 256).load(stored)) {
            float[] picture = ((Tensor.Floats) TestModels.goldenPicture(stored)).values();
            // The first round compiles.
            for (int round = 0; round <= ROUNDS; round++) {
                for (int size : new int[] {1, 64, 256}) {
                    double perSecond = requestsPerCpuSecond(model, picture, size);
                    if (round > 0) {
                        best.merge(size, perSecond, Math::max);
                    }
                }
            }
        }
        best.forEach(
                (size, perSecond) ->
                        System.out.printf(
                                "batch %d: %,.0f requests per CPU-second, %.1f times batch 1%n",
                                size, perSecond, perSecond / best.get(1)));
        assertThat(best.get(64)).isGreaterThan(3 * best.get(1));
        assertThat(best.get(256)).isGreaterThan(3 * best.get(1));
    }

    private static double requestsPerCpuSecond(LoadedModel model, float[] picture, int size)
            throws Exception {
        TensorSpec spec = model.manifest().method(LoadedModel.FORWARD).inputs().get(0);
        var settings =
                new BatchSettings(
                        1, 1024, List.of(size), Duration.ofMillis(2), Duration.ofSeconds(30));
        var cpu =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        var answered = new LongAdder();
        var ended = new CountDownLatch(REQUESTS);
        var inFlight = new Semaphore(1024);
        long before = cpu.getProcessCpuTime();
        try (var batcher =
                new MicroBatcher<float[], float[]>(
                        "bench",
                        settings,
                        rows -> encode(model, spec, rows),
                        MicroBatcher.Times.UNTOLD)) {
            for (int i = 0; i < REQUESTS; i++) {
                inFlight.acquire();
                batcher.submit(
                        picture,
                        outcome -> {
                            inFlight.release();
                            answered.add(outcome instanceof Answered ? 1 : 0);
                            ended.countDown();
                        });
            }
            ended.await();
        }
        assertThat(answered.sum()).isEqualTo(REQUESTS);
        return REQUESTS * 1e9 / (cpu.getProcessCpuTime() - before);
    }

    private static List<float[]> encode(LoadedModel model, TensorSpec spec, List<float[]> rows) {
        var embeddings = (Tensor.Floats) model.run(Tensor.ofRows(rows, spec)).get(0);
        return IntStream.range(0, rows.size()).mapToObj(embeddings::row).toList();
    }
}
