package io.tillstream.pictures;

import static io.tillstream.events.Events.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageException.Reason;
import io.tillstream.serving.ServingSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the encoder that the project ships. */
@Timeout(60)
class EncodePicturesTest {
    private static final long TIMEOUT = 60_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** Static, since tasks get copies of functions. By address how often it was asked for. */
    private static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

    private static CountDownLatch stall;

    private final PictureSettings settings =
            PictureStories.settings(new ServingSettings(null, 5), ImageEncoder.SHIPPED, false);
    private long clock;

    @BeforeEach
    void nothingStalls() {
        ASKED.clear();
        stall = new CountDownLatch(0);
    }

    @AfterEach
    void letGo() {
        stall.countDown();
    }

    /** Addresses are colours, or what goes wrong. */
    private static byte[] fetch(String uri) throws ImageException {
        int times = ASKED.merge(uri, 1, Integer::sum);
        try {
            if (uri.startsWith("stall")) {
                stall.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return switch (uri) {
            case "nowhere" -> throw new ImageException(Reason.NOT_FOUND, "nothing there");
            case "down" -> throw new ImageException(Reason.UNREACHABLE, "down");
            case "shaky" -> {
                if (times == 1) {
                    throw new ImageException(Reason.UNREACHABLE, "down");
                }
                yield png(0xFF0000);
            }
            case "text" -> "no picture".getBytes(StandardCharsets.UTF_8);
            case "odd" -> throw new IllegalStateException("what a picture");
            default -> png(uri.hashCode() & 0xFFFFFF);
        };
    }

    private static byte[] png(int rgb) {
        BufferedImage image = new BufferedImage(40, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(rgb));
        g.fillOval(5, 5, 30, 50);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private OneInputStreamOperatorTestHarness<PictureRequest, PictureAnswer> open(
            OperatorSubtaskState from) throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<PictureRequest, PictureAnswer>(
                        new AsyncWaitOperatorFactory<>(
                                new EncodePictures(settings, s -> EncodePicturesTest::fetch),
                                TIMEOUT,
                                settings.capacity(),
                                AsyncDataStream.OutputMode.ORDERED,
                                new EncodePictures.TryAgain(settings.attempts())),
                        TypeInformation.of(PictureRequest.class)
                                .createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.setProcessingTime(clock);
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    private static void give(
            OneInputStreamOperatorTestHarness<PictureRequest, PictureAnswer> harness,
            String... uris)
            throws Exception {
        for (String uri : uris) {
            harness.processElement(
                    new StreamRecord<>(new PictureRequest("of " + uri, uri, DAY, false)));
        }
    }

    /** Waits for so many answers while the harness's wall clock goes on. */
    private List<PictureAnswer> answers(
            OneInputStreamOperatorTestHarness<PictureRequest, PictureAnswer> harness,
            int count,
            long millisAStep)
            throws Exception {
        List<PictureAnswer> answers = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (answers.size() < count) {
            assertThat(System.nanoTime()).as("answers: %s", answers).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
            clock += millisAStep;
            harness.setProcessingTime(clock);
            harness.getTaskMailbox()
                    .drain()
                    .forEach(
                            mail -> {
                                try {
                                    mail.run();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            answers.clear();
            answers.addAll(harness.extractOutputValues());
        }
        return answers;
    }

    @Test
    void everyPictureGetsAnAnswerInOrder() throws Exception {
        try (var harness = open(null)) {
            give(harness, "red", "nowhere", "text", "odd", "blue", "red");
            harness.processElement(
                    new StreamRecord<>(new PictureRequest("gone", null, DAY, false)));
            List<PictureAnswer> answers = answers(harness, 7, 0);
            assertThat(answers)
                    .extracting(PictureAnswer::refusal)
                    .containsExactly(null, "NOT_FOUND", "WRONG_TYPE", "FAILED", null, null, null);
            assertThat(answers.get(0).modelVersion()).isEqualTo("style-encoder/shipped-1");
            assertThat(answers.get(0).embedding()).hasSize(64);
            assertThat(answers.get(5).embedding()).isEqualTo(answers.get(0).embedding());
            assertThat(answers.get(4).embedding()).isNotEqualTo(answers.get(0).embedding());
            assertThat(answers.get(6).isGone()).isTrue();
        }
    }

    /** What replays rely on: not nearly the same, but the same. */
    @Test
    void aPicturesVectorDoesNotHangOnWhatCameAlongWithIt() throws Exception {
        try (var harness = open(null)) {
            give(harness, "red");
            float[] alone = answers(harness, 1, 0).get(0).embedding();
            for (int i = 0; i < 30; i++) {
                give(harness, "c" + i % 7, "red");
            }
            assertThat(answers(harness, 61, 0))
                    .filteredOn(answer -> answer.productId().equals("of red"))
                    .hasSize(31)
                    .allSatisfy(answer -> assertThat(answer.embedding()).isEqualTo(alone));
        }
    }

    /** Else towers would be told of other pictures than those that they were trained with. */
    @Test
    void whoTrainsSeesInAPictureWhatTheJobSees() throws Exception {
        Map<String, float[]> trained;
        try (ImageEncoder encoder = settings.encoder().make(ImageEncoder.shipped())) {
            PictureReader reader = new PictureReader(EncodePicturesTest::fetch, encoder);
            for (int i = 0; i < 11; i++) {
                reader.read("of c" + i, "c" + i);
            }
            trained = reader.vectors();
        }
        try (var harness = open(null)) {
            for (int i = 10; i >= 0; i--) {
                give(harness, "c" + i);
            }
            assertThat(answers(harness, 11, 0))
                    .allSatisfy(
                            answer ->
                                    assertThat(trained.get(answer.productId()))
                                            .containsExactly(answer.embedding()));
        }
        assertThat(trained).hasSize(11);
    }

    @Test
    void onlyWhatMayBeBetterSoonIsTriedAgain() throws Exception {
        try (var harness = open(null)) {
            give(harness, "shaky", "nowhere");
            List<PictureAnswer> answers = answers(harness, 2, 5);
            assertThat(answers)
                    .extracting(PictureAnswer::refusal)
                    .containsExactly(null, "NOT_FOUND");
            assertThat(ASKED).containsEntry("shaky", 2).containsEntry("nowhere", 1);
        }
    }

    @Test
    void aPictureThatStaysAwayIsRefusedAfterSomeAttempts() throws Exception {
        try (var harness = open(null)) {
            give(harness, "down");
            assertThat(answers(harness, 1, 5))
                    .extracting(PictureAnswer::refusal)
                    .containsExactly("UNREACHABLE");
            assertThat(ASKED.get("down")).isEqualTo(settings.attempts());
        }
    }

    /** A host that does not answer must not keep the job from checkpoints. */
    @Test
    void checkpointsCompleteWhilePicturesStallAndTheyAreAskedForAgainAfterwards() throws Exception {
        stall = new CountDownLatch(1);
        OperatorSubtaskState checkpoint;
        try (var harness = open(null)) {
            give(harness, "stall 1", "stall 2", "stall 3", "red");
            checkpoint = harness.snapshot(1, 1);
            assertThat(harness.extractOutputValues()).isEmpty();
            stall.countDown();
        }
        try (var harness = open(checkpoint)) {
            assertThat(answers(harness, 4, 0))
                    .extracting(PictureAnswer::refusal)
                    .containsOnlyNulls();
        }
    }

    @Test
    void aPictureThatStallsIsRefusedInTime() throws Exception {
        stall = new CountDownLatch(1);
        try (var harness = open(null)) {
            give(harness, "stall 1");
            assertThat(answers(harness, 1, 100))
                    .extracting(PictureAnswer::refusal)
                    .containsExactly("STALLED");
            stall.countDown();
        }
    }
}
