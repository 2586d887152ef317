package io.tillstream.pictures;

import static io.tillstream.events.Events.at;
import static io.tillstream.pictures.PictureStories.POST_RATE;
import static io.tillstream.pictures.PictureStories.post;
import static io.tillstream.pictures.PictureStories.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageException.Reason;
import io.tillstream.models.images.ImageSource;
import io.tillstream.serving.ServingSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the encoder that the project ships. */
@Timeout(60)
class EncodePostsTest {
    private static volatile PictureSettings.Fetching fetching;

    /** Static, since tasks get copies of functions. By address how often it was asked for. */
    private static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

    private static CountDownLatch stall;

    @BeforeEach
    void nothingStalls() {
        ASKED.clear();
        stall = new CountDownLatch(0);
    }

    private static byte[] fetch(String uri) throws ImageException {
        ASKED.merge(uri, 1, Integer::sum);
        if (uri.equals("http://10.0.0.1/")) {
            throw new ImageException(Reason.FORBIDDEN, "internal");
        }
        if (uri.equals("down")) {
            throw new ImageException(Reason.UNREACHABLE, "down");
        }
        try {
            assertThat(stall.await(30, TimeUnit.SECONDS)).isTrue();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            var image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            image.setRGB(5, 5, uri.hashCode() & 0xFFFFFF);
            ImageIO.write(image, "png", out);
            return uri.equals("broken") ? new byte[] {1, 2, 3} : out.toByteArray();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ImageSource source(PictureSettings settings) {
        fetching = settings.fetching();
        return EncodePostsTest::fetch;
    }

    @Test
    void postsMayNameFoldersAndInternalHostsOnlyWhereTheyAreTrusted() throws Exception {
        List<String> internal = List.of("internal");
        try (var harness = open(settings(false, internal))) {
            assertThat(fetching.folders()).isEmpty();
            assertThat(fetching.internalHosts()).isEmpty();
            assertThat(fetching.s3Endpoint()).isNull();
        }
        try (var harness = open(settings(true, internal))) {
            assertThat(fetching.folders()).isEqualTo(internal);
            assertThat(fetching.internalHosts()).isEqualTo(internal);
            assertThat(fetching.s3Endpoint()).isNotNull();
        }
    }

    private static OneInputStreamOperatorTestHarness<PostRequest, PostAnswer> open(boolean bounded)
            throws Exception {
        return open(settings(new ServingSettings(null, 5), ImageEncoder.SHIPPED, bounded));
    }

    private static OneInputStreamOperatorTestHarness<PostRequest, PostAnswer> open(
            PictureSettings settings) throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<PostRequest, PostAnswer>(
                        new AsyncWaitOperatorFactory<>(
                                new EncodePosts(settings, EncodePostsTest::source),
                                settings.timeout(),
                                settings.ofPosts().capacity(),
                                AsyncDataStream.OutputMode.ORDERED),
                        TypeInformation.of(PostRequest.class)
                                .createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.open();
        return harness;
    }

    private static List<PostAnswer> answers(
            OneInputStreamOperatorTestHarness<PostRequest, PostAnswer> harness, int count)
            throws Exception {
        List<PostAnswer> answers = new ArrayList<>();
        while (answers.size() < count) {
            var mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
            if (mail.isPresent()) {
                mail.get().run();
            } else {
                Thread.sleep(2);
            }
            answers.clear();
            answers.addAll(harness.extractOutputValues());
        }
        return answers;
    }

    @Test
    void aPictureThatComesAgainIsNotFetchedAgain() throws Exception {
        try (var harness = open(false)) {
            harness.processElement(post("t1", at(0, 9), "red"), 0);
            float[] first = answers(harness, 1).get(0).picture().embedding();
            for (int i = 0; i < 3 * POST_RATE; i++) {
                harness.processElement(post("t" + i % 3, at(0, 10) + i, "red"), 0);
            }
            assertThat(answers(harness, 1 + 3 * POST_RATE))
                    .allSatisfy(a -> assertThat(a.picture().embedding()).isEqualTo(first))
                    .allSatisfy(a -> assertThat(a.post().uri()).isNull());
            assertThat(ASKED).isEqualTo(Map.of("red", 1));
        }
    }

    @Test
    void whatIsWrongWithAPictureIsAnAnswerAndIsAskedAgainOnlyIfItMayPass() throws Exception {
        try (var harness = open(true)) {
            for (int i = 0; i < 2; i++) {
                for (String uri : List.of("broken", "http://10.0.0.1/", "down", "blue")) {
                    harness.processElement(post("t", at(0, 9), uri), 0);
                }
                answers(harness, 4 * (i + 1));
            }
            assertThat(answers(harness, 8))
                    .extracting(answer -> answer.picture().refusal())
                    .startsWith("WRONG_TYPE", "FORBIDDEN", "UNREACHABLE", null);
            assertThat(ASKED)
                    .isEqualTo(Map.of("broken", 1, "http://10.0.0.1/", 1, "down", 2, "blue", 1));
        }
    }

    @Test
    void liveMoreThanTheRateIsSkippedAndInABoundedRunNothingIs() throws Exception {
        for (boolean bounded : List.of(true, false)) {
            try (var harness = open(bounded)) {
                int posts = 10 * POST_RATE;
                for (int i = 0; i < posts; i++) {
                    harness.processElement(post("t" + i, at(0, 9), "c" + i), 0);
                }
                List<String> refusals =
                        answers(harness, posts).stream()
                                .map(answer -> String.valueOf(answer.picture().refusal()))
                                .toList();
                if (bounded) {
                    assertThat(refusals).containsOnly("null");
                } else {
                    assertThat(refusals).contains("null", "SKIPPED");
                    assertThat(refusals.stream().filter("null"::equals).count())
                            .isBetween((long) POST_RATE, 2L * POST_RATE + 10);
                }
            }
        }
    }

    @Test
    void liveAPictureThatDoesNotComeHoldsUpNoPost() throws Exception {
        try (var harness = open(false)) {
            harness.processElement(post("t", at(0, 8), "known"), 0);
            answers(harness, 1);
            stall = new CountDownLatch(1);
            harness.processElement(post("t", at(0, 9), "stalls"), 0);
            int posts = 100;
            for (int i = 0; i < posts; i++) {
                harness.processElement(post("t" + i, at(0, 9), "known"), 0);
            }
            List<PostAnswer> answers = answers(harness, posts + 2);
            assertThat(answers.get(1).picture().refusal()).isEqualTo("STALLED");
            assertThat(answers.subList(2, posts + 2))
                    .allSatisfy(answer -> assertThat(answer.picture().embedding()).isNotNull());
            stall.countDown();
            harness.processElement(post("t", at(0, 10), "known"), 0);
            assertThat(answers(harness, posts + 3)).hasSize(posts + 3);
        }
    }

    @Test
    void anAllowanceGrowsWithTimeUpToASecondsWorth() {
        PostAllowance allowance = new PostAllowance(2, 0);
        assertThat(allowance.take(0)).isTrue();
        assertThat(allowance.take(0)).isTrue();
        assertThat(allowance.take(0)).isFalse();
        assertThat(allowance.take(TimeUnit.MILLISECONDS.toNanos(600))).isTrue();
        assertThat(allowance.take(TimeUnit.MILLISECONDS.toNanos(700))).isFalse();
        long later = TimeUnit.HOURS.toNanos(1);
        assertThat(allowance.take(later)).isTrue();
        assertThat(allowance.take(later)).isTrue();
        assertThat(allowance.take(later)).isFalse();
    }
}
