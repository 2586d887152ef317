package io.tillstream.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.images.SimilarPictures.Neighbour;
import io.tillstream.runtime.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookBookTest {
    private static final int STYLES = 3;

    private final Random random = new Random(3);
    private final LookBook book = new LookBook(STYLES);

    /** Near one of three directions. */
    private Look look(int group) {
        double angle = 2 * Math.PI * group / STYLES + 0.1 * random.nextGaussian();
        return new Look("e/1", new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    }

    private Map<String, Look> looks(int count) {
        Map<String, Look> looks = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            looks.put("p" + (100 + i), look(i % STYLES));
        }
        return looks;
    }

    private static Map<String, String> told(LookBook book, Set<String> ids) {
        Map<String, String> told = new TreeMap<>();
        ids.forEach(id -> told.put(id, Told.of(book.look(id))));
        return told;
    }

    @Test
    void picturesThatLookAlikeAreOfOneStyle() {
        looks(60).forEach(book::put);
        assertThat(book.settle()).hasSize(60);
        Set<String> styles = new HashSet<>();
        for (int group = 0; group < STYLES; group++) {
            Set<String> ofGroup = new HashSet<>();
            for (int i = group; i < 60; i += STYLES) {
                ofGroup.add(book.look("p" + (100 + i)).style);
            }
            assertThat(ofGroup).hasSize(1);
            styles.addAll(ofGroup);
        }
        assertThat(styles).hasSize(STYLES);
    }

    @Test
    void tooFewPicturesHaveNoStyleYet() {
        looks(11).forEach(book::put);
        book.settle();
        assertThat(book.look("p100").style).isNull();
        assertThat(book.look("p100").similar).hasSize(10);
        book.put("p111", look(2));
        book.settle();
        assertThat(book.look("p100").style).isNotNull();
    }

    @Test
    void theOrderInWhichPicturesComeDoesNotMatter() {
        Map<String, Look> looks = looks(50);
        List<String> order = new ArrayList<>(looks.keySet());
        order.forEach(id -> book.put(id, looks.get(id).copy()));
        book.settle();
        Collections.shuffle(order, random);
        LookBook other = new LookBook(STYLES);
        order.forEach(id -> other.put(id, looks.get(id).copy()));
        other.compare(7);
        other.compare(13);
        other.settle();
        assertThat(told(other, looks.keySet())).isEqualTo(told(book, looks.keySet()));
    }

    @Test
    void onlyWhatChangedIsTold() {
        looks(60).forEach(book::put);
        book.settle();
        assertThat(book.settle()).isEmpty();
        Look newest = look(0);
        book.put("p200", newest);
        assertThat(book.settle()).contains("p200").hasSizeLessThan(61);
        book.remove("p200");
        assertThat(book.settle()).doesNotContain("p200");
        assertThat(book.look("p100").neighbours()).extracting(Neighbour::id).doesNotContain("p200");
    }

    /** State holds what was settled last; what came since is there without its neighbours. */
    @Test
    void aRestoredBookGoesOnAsIfNothingHadHappened() {
        Map<String, Look> state = new TreeMap<>();
        looks(60).forEach(book::put);
        book.settle().forEach(id -> state.put(id, book.look(id).copy()));
        Styles styles = book.styles();
        Look other = look(1);
        Look more = look(2);
        state.put("p103", other.copy());
        state.put("p300", more.copy());
        book.put("p103", other);
        book.put("p300", more);
        book.compare(1);
        LookBook restored = LookBook.restored(STYLES, state, styles);
        book.settle();
        restored.settle();
        assertThat(told(restored, state.keySet())).isEqualTo(told(book, state.keySet()));
    }
}
