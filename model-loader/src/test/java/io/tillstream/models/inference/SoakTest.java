package io.tillstream.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.models.TestModels;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Resident memory over many calls, the model being loaded anew each thousand. The build makes
 * 10,000 calls of each model; {@code docs/models.md} has the long run. In a JVM of its own, whose
 * heap is resident as a whole from the start, so that what grows is native.
 */
class SoakTest {
    private static final int BATCH = 16;

    /** Of leaked inputs alone, 16 x 3 x 8 x 8 floats, 10,000 calls would leave 117 MiB. */
    private static final long ALLOWED_KIB = 48 << 10;

    @Test
    void residentMemoryDoesNotGrow() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux");
        Process soak =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms96m",
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:+AlwaysPreTouch",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SoakTest.class.getName(),
                                System.getProperty("tillstream.soak.calls", "10000"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> lines;
        try (var out = soak.inputReader(StandardCharsets.UTF_8)) {
            lines = out.lines().toList();
        }
        lines.forEach(System.out::println);
        assertThat(soak.waitFor()).isZero();
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            long growth = Long.parseLong(line.replaceAll(".*grew by ", "").replace(" KiB", ""));
            assertThat(growth).as(line).isLessThan(ALLOWED_KIB);
        }
    }

    /** Runs each model so often; prints a line for each. */
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[0]);
        soak("encoder", "forward", calls);
        soak("onnx-encoder", "forward", calls);
        soak("towers", "user", calls);
    }

    private static void soak(String name, String method, int calls) throws Exception {
        StoredModel stored = TestModels.stored(name, "1");
        // Until libraries and compilers have taken what they need.
        run(stored, method, calls / 2);
        long before = residentKib();
        run(stored, method, calls);
        System.out.printf(
                Locale.ROOT,
                "%s: %d calls at %d KiB resident, which grew by %d KiB%n",
                name,
                calls,
                before,
                residentKib() - before);
    }

    private static void run(StoredModel stored, String method, int calls) throws Exception {
        var loader = new ModelLoader(BATCH);
        List<Tensor> inputs =
                stored.manifest().method(method).goldenInputs().stream()
                        .map(input -> input.resized(BATCH))
                        .toList();
        for (int done = 0; done < calls; done += 1000) {
            try (LoadedModel model = loader.load(stored)) {
                for (int call = 0; call < 1000; call++) {
                    model.run(method, inputs);
                }
            }
        }
    }

    private static long residentKib() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
