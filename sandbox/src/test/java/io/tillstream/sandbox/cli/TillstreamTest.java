package io.tillstream.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TillstreamTest {
    private static final String SALE =
            "{\"sale_id\":\"%s\",\"store_id\":\"s\",\"occurred_at\":\"2026-03-01T08:00:00Z\","
                    + "\"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":9.99}]}";

    @TempDir Path dir;

    /** What a command left behind. */
    private record Result(int code, List<String> out, List<String> err) {}

    @Test
    void anEncoderDoesNotTakeTheNameOfAnotherModel() {
        Result result =
                run(words("models add-encoder two-tower x.pt --preprocessing rgb64-v1 --out OUT"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().get(0)).contains("two-tower is the name of a model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-command",
                "replay",
                "replay no-such-folder",
                "replay . --parallelism 0",
                "replay . --parallelism many",
                "replay . --models no-such-folder",
                "replay . --no-such-option",
                "validate",
                "feed no-such-folder",
                "feed . --speed 0",
                "validate no-such-folder",
                "export",
                "export product",
                "export product --out x.txt --url jdbc:postgresql://h/d",
                "export product --out no-such-folder/x.csv --url jdbc:postgresql://h/d",
                "export product --out x.csv --url mysql://h/d",
                "export product --out x.csv --url jdbc:postgresql://h/d --since yesterday",
                "export product --out x.csv --url jdbc:postgresql://h/d --since 2026-02-01 --until 2026-01-01",
                "export product --out x.csv --url jdbc:postgresql://h/d --password-file no-such-file",
                "demo --rate 0",
                "demo --models no-such-folder",
                "bench --models no-such-folder",
                "demo --for 5x",
                "demo --for 0s",
                "demo --speed 2",
                "demo --page-port 65536",
                "demo --kafka-port -1",
                "demo --flink-port any",
                "demo --speed fast",
                "demo --data no-such-folder",
                "simulate OUT --days 0",
                "simulate OUT --customers 1",
                "simulate",
                "bench --rounds 0",
                "bench --events 1",
                "bench --posts 10",
                "bench --latency 100 --customers 0",
                "train two-tower . --out OUT",
                "train two-tower .",
                "train no-such-model . --out OUT",
                "train ranker .",
                "train ranker . --out OUT",
                "train ranker . --out OUT --held-out -1",
                "models",
                "models add-encoder x",
                "models add-encoder x no-such-file.pt --preprocessing rgb64-v1 --out OUT",
                "models add-encoder x pom.xml --preprocessing rgb64-v1 --out OUT",
                "evaluate . --split 2026-03-01T00:00:00Z --out OUT",
                "evaluate . --split 2026-03-01T00:00:00Z --file OUT",
                "evaluate . --split yesterday --out OUT",
                "evaluate . --split 2026-03-01 --out OUT --seeds 0"
            })
    void wrongUsageIsOneLineAndExitCode2(String line) {
        Result result = run(words(line));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasSize(1);
        assertThat(result.err().get(0)).startsWith("tillstream: ").hasSizeGreaterThan(20);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "replay --help",
                "validate --help",
                "feed --help",
                "export --help",
                "simulate --help",
                "bench --help",
                "train --help",
                "train ranker --help",
                "models --help",
                "models add-encoder --help",
                "evaluate --help",
                "stack --help"
            })
    void everyCommandHasHelp(String line) {
        Result result = run(words(line));
        assertThat(result.code()).isZero();
        assertThat(result.out().get(0)).contains("Usage: tillstream");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void validFilesAreCountedAndExitCodeIs0() throws IOException {
        write("pos.sales.jsonl", SALE.formatted(1), SALE.formatted(2));
        write("calendar.days.jsonl", "{\"date\":\"2026-03-01\",\"country\":\"DE\"}");
        Result result = run("validate", dir.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsExactly(
                        "pos.sales.jsonl: 2 records, 0 broken",
                        "calendar.days.jsonl: 1 records, 0 broken");
    }

    @Test
    void brokenRecordsAreShownWithTheirLinesAndExitCodeIs1() throws IOException {
        write(
                "pos.sales.jsonl",
                SALE.formatted(1),
                "{",
                "",
                SALE.formatted(2),
                SALE.formatted(3).replace("\"sale_id\"", "\"sale\""));
        Result result = run("validate", dir.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().get(0)).startsWith("pos.sales.jsonl: 5 records, 3 broken");
        assertThat(result.out().get(1)).startsWith("  line 2: MALFORMED: ");
        assertThat(result.out().get(2)).startsWith("  line 3: MALFORMED: ");
        assertThat(result.out().get(3)).isEqualTo("  line 5: MISSING_FIELD: sale_id is missing");
        assertThat(result.out()).hasSize(4);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void onlyTheFirstErrorsOfEachFileAreShown() throws IOException {
        write("pos.sales.jsonl", "1", "2", "3", "4");
        write("social.posts.jsonl", "1", "2");
        Result result = run("validate", dir.toString(), "--errors", "1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).hasSize(4);
    }

    @Test
    void aFolderWithoutEventFilesIsWrongUsage() {
        Result result = run("validate", dir.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasSize(1);
        assertThat(result.err().get(0)).contains(dir.toString());
    }

    @Test
    void aFileThatCannotBeReadIsAFailureInOneLine() throws IOException {
        write("pos.sales.jsonl.gz", "this is no gzip");
        Result result = run("validate", dir.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).filteredOn(line -> line.startsWith("tillstream: ")).hasSize(1);
    }

    @Test
    void simulatedShopsAreWrittenAndFoundValidButForThePlantedFaults() throws IOException {
        Path shop = dir.resolve("shop");
        Result simulated =
                run(
                        "simulate",
                        shop.toString(),
                        "--days",
                        "1",
                        "--customers",
                        "20",
                        "--products",
                        "12",
                        "--events-per-day",
                        "200");
        assertThat(simulated.code()).isZero();
        assertThat(shop.resolve("truth.json")).exists();
        assertThat(simulated.out().get(simulated.out().size() - 1)).endsWith(shop.toString());
        assertThat(run("validate", shop.toString()).code()).isBetween(0, 1);
    }

    @Test
    void aRankerIsTrainedOnWhatAShopSawAndPublished() throws Exception {
        Path shop = dir.resolve("shop");
        Path models = dir.resolve("models");
        assertThat(
                        run(
                                        "simulate",
                                        shop.toString(),
                                        "--days",
                                        "8",
                                        "--customers",
                                        "60",
                                        "--products",
                                        "30",
                                        "--events-per-day",
                                        "400")
                                .code())
                .isZero();
        Result trained =
                run("train", "ranker", shop.toString(), "--out", models + "", "--held-out", "2");

        assertThat(trained.code()).isZero();
        assertThat(trained.out())
                .anyMatch(line -> line.startsWith("hr_at_10: 0."))
                .anyMatch(line -> line.startsWith("popularity_ndcg_at_10: "));
        String version = Files.readString(models.resolve("ranker/current")).strip();
        assertThat(trained.out().get(trained.out().size() - 1))
                .isEqualTo("ranker/" + version + " published in " + models);
    }

    @Test
    void anEncoderFromElsewhereIsTestedDescribedAndPublished() throws Exception {
        Path file = Path.of("../model-loader/src/test/resources/encoders/mean-colour.onnx");
        Path models = dir.resolve("models");
        String add = "models add-encoder mean %s --preprocessing rgb32-v1 --out %s";
        Result added = run(words(add.formatted(file, models)));

        assertThat(added.code()).isZero();
        String version = Files.readString(models.resolve("mean/current")).strip();
        assertThat(models.resolve("mean").resolve(version).resolve("model.onnx"))
                .hasSameBinaryContentAs(file);
        Result refused = run(words(add.formatted(file, models).replace("rgb32", "rgb64")));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).hasSize(1);
        assertThat(refused.err().get(0)).contains("does not run on");
    }

    @Test
    void aVersionThatIsThereAlreadyIsNotTakenForAnother() throws Exception {
        Path encoders = Path.of("../model-loader/src/test/resources/encoders");
        Path models = dir.resolve("models");
        String add = "models add-encoder e %s --preprocessing rgb32-v1 --version-name 1 --out %s";
        String mean = add.formatted(encoders.resolve("mean-colour.onnx"), models);
        assertThat(run(words(mean)).code()).isZero();
        assertThat(run(words(mean)).code()).isZero();

        Path other = dir.resolve("other.onnx");
        byte[] bytes = Files.readAllBytes(encoders.resolve("mean-colour.onnx"));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("encoder");
        bytes[at] = 'E';
        Files.write(other, bytes);
        Result refused = run(words(add.formatted(other, models)));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).hasSize(1);
        assertThat(refused.err().get(0)).contains("e/1 is in ", "another one");
        assertThat(run(words(add.formatted(other, dir.resolve("new")))).code()).isZero();
        Result nowhere = run(words(add.formatted(other, other.resolve("models"))));
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).hasSize(1);
        assertThat(nowhere.err().get(0)).contains(other + " is no folder to write to");
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(dir.resolve(name), List.of(lines));
    }

    private static String[] words(String line) {
        return Collections.list(new StringTokenizer(line)).toArray(new String[0]);
    }

    private static Result run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = Tillstream.run(args);
            return new Result(code, lines(printed), lines(complained));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
