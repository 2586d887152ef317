package io.tillstream.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training by schedule: what is worse than the version that runs never runs. */
class TrainIfBetterIT {
    private static final String CATALOGUE = "catalog.products.jsonl.gz";
    private static final String HELD_OUT_FROM = "2026-03-22T00:00:00Z";
    private static final Pattern PRODUCT = Pattern.compile("(\"product_id\" *: *\")([^\"]+)");
    private static final Pattern TIME =
            Pattern.compile("\"occurred_at\" *: *\"(20\\d\\d-\\d\\d-\\d\\d)");

    @TempDir static Path folder;
    @TempDir Path models;

    private static Path sound;
    private static Path muddled;

    /**
     * In the muddled one nobody bought what is written there, but on the days that are held out.
     */
    @BeforeAll
    static void simulate() throws Exception {
        sound = folder.resolve("sound");
        EventFiles.write(ShopConfig.of(28, 400, 60, 11), sound);
        muddled = folder.resolve("muddled");
        Files.createDirectories(muddled);
        Files.copy(sound.resolve(CATALOGUE), muddled.resolve(CATALOGUE));
        for (String topic : new String[] {"pos.sales.jsonl.gz", "ecom.events.jsonl.gz"}) {
            muddle(topic);
        }
    }

    private static void muddle(String file) throws IOException {
        List<String> products = products();
        Random random = new Random(5);
        try (BufferedReader in = open(file);
                Writer out =
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(muddled.resolve(file))),
                                StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write((isHeldOut(line) ? line : withOther(products, line, random)) + "\n");
            }
        }
    }

    private static BufferedReader open(String file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(sound.resolve(file))),
                        StandardCharsets.ISO_8859_1));
    }

    private static List<String> products() throws IOException {
        try (BufferedReader in = open(CATALOGUE)) {
            return in.lines()
                    .flatMap(line -> PRODUCT.matcher(line).results())
                    .map(found -> found.group(2))
                    .distinct()
                    .toList();
        }
    }

    private static boolean isHeldOut(String line) {
        Matcher time = TIME.matcher(line);
        return time.find() && time.group(1).compareTo(HELD_OUT_FROM.substring(0, 10)) >= 0;
    }

    private static String withOther(List<String> products, String line, Random random) {
        return PRODUCT.matcher(line)
                .replaceAll(
                        found -> found.group(1) + products.get(random.nextInt(products.size())));
    }

    private int train(Path events, String... more) {
        String[] command = {
            "train", "two-tower", events.toString(), "--out", models.toString(), "--encoder", "none"
        };
        String[] all = new String[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return Tillstream.run(all);
    }

    /** On all days but the last seven, so that it can be judged by those. */
    private ModelVersion running(Path events) throws Exception {
        assertThat(train(events, "--until", HELD_OUT_FROM, "--held-out", "0")).isZero();
        return current();
    }

    private int rollback() {
        return Tillstream.run("models", "rollback", "two-tower", "--models", models.toString());
    }

    private ModelVersion current() throws Exception {
        return new ModelRegistry(models).current("two-tower").orElseThrow();
    }

    @Test
    void aWorseOneIsNotPublishedAndThereIsNothingToGoBackFrom() throws Exception {
        ModelVersion good = running(sound);

        assertThat(train(muddled, "--if-better", "--held-out", "7")).isZero();

        assertThat(current()).isEqualTo(good);
        assertThat(new ModelRegistry(models).versions("two-tower")).containsExactly(good);
        assertThat(rollback()).isEqualTo(2);
        assertThat(current()).isEqualTo(good);
    }

    @Test
    void aBetterOneRunsUntilItIsRolledBack() throws Exception {
        ModelVersion bad = running(muddled);

        assertThat(train(sound, "--if-better", "--held-out", "7")).isZero();

        assertThat(current()).isNotEqualTo(bad);
        assertThat(rollback()).isZero();
        assertThat(current()).isEqualTo(bad);
        assertThat(rollback()).isEqualTo(2);
    }

    @Test
    void whatHasSeenTheDaysIsNotJudgedByThem() throws Exception {
        assertThat(train(sound, "--held-out", "0")).isZero();
        ModelVersion knowing = current();

        assertThat(train(sound, "--if-better", "--held-out", "7")).isEqualTo(2);

        assertThat(current()).isEqualTo(knowing);
    }
}
