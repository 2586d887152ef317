package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.IdHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VoicesTest {
    private static final int MOST = 64;

    private static long author(int number) {
        return IdHash.of(1, "author" + number);
    }

    private static long text(int number) {
        return IdHash.of(2, "text" + number);
    }

    private static Voices of(int from, int to) {
        Voices voices = new Voices();
        for (int i = from; i < to; i++) {
            voices.add(author(i), text(i), 1, 7, "p" + i, 0, MOST);
        }
        return voices;
    }

    @Test
    void anAuthorIsOneVoiceWithTheHeaviestPost() {
        Voices voices = new Voices();
        for (int i = 0; i < 100; i++) {
            voices.add(author(1), text(i), i == 50 ? 2 : 1, 7, "p" + i, 0, MOST);
        }
        assertThat(voices.loudness()).isEqualTo(2);
        assertThat(voices.samplePosts(5)).containsExactly("p50");
    }

    @Test
    void theOrderInWhichVoicesAreHeardDoesNotMatter() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            order.add(i);
        }
        Voices expected = of(0, 1_000);
        Collections.shuffle(order, new Random(5));
        Voices voices = new Voices();
        for (int i : order) {
            voices.add(author(i), text(i), 1, 7, "p" + i, 0, MOST);
        }
        assertThat(voices.copy()).usingRecursiveComparison().isEqualTo(expected.copy());
        Voices merged = of(500, 1_000);
        merged.addAll(of(0, 500), MOST);
        assertThat(merged.copy()).usingRecursiveComparison().isEqualTo(expected.copy());
    }

    @Test
    void aSampleTellsHowManyThereAre() {
        assertThat(of(0, MOST).loudness()).isEqualTo(MOST);
        assertThat(of(0, 10_000).loudness()).isCloseTo(10_000, within(3_000.0));
    }

    @Test
    void copiesCountLittle() {
        Voices bots = new Voices();
        for (int i = 0; i < 500; i++) {
            bots.add(author(i), text(1) ^ (1L << i % 3), 1, 7, "p" + i, 0, MOST);
        }
        assertThat(bots.loudness()).isLessThan(10);
        assertThat(bots.independent()).isOne();
    }

    @Test
    void theShareInAnotherSubjectIsThatOfPostsAboutBoth() {
        assertThat(of(20, 40).shareIn(of(0, 40))).isEqualTo(1);
        assertThat(of(0, 40).shareIn(of(20, 40))).isEqualTo(0.5);
        assertThat(of(0, 40).shareIn(of(40, 60))).isZero();
        assertThat(of(0, 4_000).shareIn(of(2_000, 6_000))).isCloseTo(0.5, within(0.2));
        Voices others = new Voices();
        for (int i = 0; i < 40; i++) {
            others.add(author(i), text(i), 1, 7, "another" + i, 0, MOST);
        }
        assertThat(of(0, 40).shareIn(others)).isZero();
        assertThat(new Voices().shareIn(of(0, 4))).isZero();
    }

    @Test
    void whoWasHeardLongAgoIsForgotten() {
        Voices voices = of(0, 3);
        voices.add(author(9), text(9), 1, 30, "new", 0, MOST);
        voices.forgetBefore(8);
        assertThat(voices.samplePosts(9)).containsExactly("new");
    }

    @Test
    void independentVoicesAreCountedByRegion() {
        Voices voices = new Voices();
        for (int i = 0; i < 12; i++) {
            voices.add(author(i), text(i), 1, 7, "p" + i, i % 3, MOST);
        }
        // A copy of what another said, from elsewhere, is none; nor is who was said to be nowhere.
        Voices copied = voices.copy();
        for (int i = 100; i < 120; i++) {
            copied.add(author(i), text(100), 1, 7, "p" + i, 9, MOST);
        }
        assertThat(voices.byRegion()).isEqualTo(Map.of(1, 4, 2, 4));
        assertThat(copied.byRegion()).isEqualTo(Map.of(1, 4, 2, 4, 9, 1));
    }

    /** As state holds them of when they were a POJO. */
    private static Voices former(int voices, int regions) {
        Voices former = new Voices();
        former.authors = new long[voices];
        former.texts = new long[voices];
        former.weights = new float[voices];
        former.hours = new long[voices];
        former.posts = new String[voices];
        former.regions = new int[regions];
        for (int i = 0; i < voices; i++) {
            former.authors[i] = i + 1L;
            former.texts[i] = text(i);
            former.weights[i] = 1.5f;
            former.hours[i] = 7;
            former.posts[i] = "p" + i;
        }
        for (int i = 0; i < regions; i++) {
            former.regions[i] = i + 1;
        }
        former.heard = voices;
        return former;
    }

    @Test
    void voicesOfVersionsWithFieldsOfEachGoOn() {
        for (int regions : new int[] {10, 4, 0}) {
            Voices expected = new Voices();
            for (int i = 0; i < 10; i++) {
                int region = i < regions ? i + 1 : 0;
                expected.add(i + 1L, text(i), 1.5f, 7, "p" + i, region, MOST);
            }
            assertThat(former(10, regions).copy())
                    .usingRecursiveComparison()
                    .isEqualTo(expected.copy());
        }
        Voices old = former(10, 0);
        old.addAll(of(20, 30), MOST);
        old.add(4, text(3), 2, 9, "p3", 5, MOST);
        assertThat(old.size()).isEqualTo(20);
        assertThat(old.byRegion()).isEqualTo(Map.of(5, 1));
        old.forgetBefore(8);
        assertThat(old.samplePosts(9)).containsExactly("p3");
    }

    /** Ids of any length come, leave and are replaced, as a plain map does it. */
    @Test
    void eachVoiceKeepsThePostThatIsItsOwn() {
        Random random = new Random(9);
        Voices voices = new Voices();
        TreeMap<Long, String> expected = new TreeMap<>(Long::compareUnsigned);
        for (int i = 0; i < 3_000; i++) {
            long author = author(random.nextInt(500));
            String post = "é".repeat(random.nextInt(9)) + i;
            voices.add(author, text(i), i, i, post, i, MOST);
            if (expected.size() < MOST || Long.compareUnsigned(author, expected.lastKey()) <= 0) {
                expected.put(author, post);
            }
            if (expected.size() > MOST) {
                expected.pollLastEntry();
            }
        }
        assertThat(voices.samplePosts(MOST)).containsExactlyInAnyOrderElementsOf(expected.values());
        voices.forgetBefore(2_500);
        assertThat(voices.samplePosts(MOST))
                .isNotEmpty()
                .allMatch(post -> Integer.parseInt(post.replace("é", "")) >= 2_500)
                .allMatch(expected::containsValue);
    }
}
