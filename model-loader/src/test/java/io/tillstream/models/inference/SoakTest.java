package io.tillstream.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.models.TestModels;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Resident memory over many calls. The build makes 10,000; the long run, which also swaps the model
 * each thousand calls, is {@code docs/models.md}'s.
 */
class SoakTest {
    private static final int CALLS = Integer.getInteger("tillstream.soak.calls", 10_000);
    private static final int BATCH = 16;

    /** Of a leaked input alone, 16 x 3 x 8 x 8 floats, 10,000 calls would leave 117 MiB. */
    private static final long ALLOWED_GROWTH = 24L << 20;

    @ParameterizedTest
    @CsvSource({"encoder, forward", "onnx-encoder, forward", "towers, user"})
    void residentMemoryDoesNotGrow(String name, String method) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux");
        StoredModel stored = TestModels.stored(name, "1");
        var loader = new ModelLoader(BATCH);
        // The heap grows to what garbage needs, libraries to what all paths of the code need.
        run(loader, stored, method, CALLS / 2);
        long before = resident();
        run(loader, stored, method, CALLS);
        long growth = resident() - before;
        System.out.printf(
                "soak: %s, %,d calls: resident %,d KiB, then %+,d KiB%n",
                name, CALLS, before >> 10, growth >> 10);
        assertThat(growth).isLessThan(ALLOWED_GROWTH);
    }

    private static void run(ModelLoader loader, StoredModel stored, String method, int calls)
            throws Exception {
        for (int done = 0; done < calls; done += 1000) {
            try (LoadedModel model = loader.load(stored)) {
                var inputs =
                        stored.manifest().method(method).goldenInputs().stream()
                                .map(input -> input.resized(BATCH))
                                .toList();
                for (int call = 0; call < 1000; call++) {
                    Tensor output = model.run(method, inputs).get(0);
                    assertThat(output.batch()).isEqualTo(BATCH);
                }
            }
        }
        System.gc();
    }

    private static long resident() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
