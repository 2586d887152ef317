package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillstream.models.images.SimilarPictures.Neighbour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimilarPicturesTest {
    private static final int MOST = 5;

    private final Random random = new Random(7);

    /** Against the exact search over all at once, sorted by id. */
    private static Map<String, List<Neighbour>> exact(Map<String, float[]> pictures) {
        List<String> ids = List.copyOf(pictures.keySet());
        NearestPictures index = new NearestPictures(List.copyOf(pictures.values()));
        Map<String, List<Neighbour>> all = new TreeMap<>();
        pictures.forEach(
                (id, vector) ->
                        all.put(
                                id,
                                index.nearest(vector, pictures.size()).stream()
                                        .filter(n -> !ids.get(n.index()).equals(id))
                                        .limit(MOST)
                                        .map(n -> new Neighbour(ids.get(n.index()), n.cosine()))
                                        .toList()));
        return all;
    }

    private static Map<String, List<Neighbour>> held(SimilarPictures similar) {
        Map<String, List<Neighbour>> all = new TreeMap<>();
        similar.ids().forEach(id -> all.put(id, similar.of(id)));
        return all;
    }

    /** Of few values, so that cosines tie. */
    private float[] vector() {
        float[] vector = new float[6];
        double squares = 0;
        for (int d = 0; d < vector.length; d++) {
            vector[d] = random.nextInt(3) - 1;
            squares += vector[d] * vector[d];
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= (float) Math.sqrt(Math.max(1, squares));
        }
        return vector;
    }

    private static String id(int number) {
        return "p" + (1_000 + number);
    }

    @Test
    void neighboursAreExactWhateverComesChangesAndGoes() {
        SimilarPictures similar = new SimilarPictures(MOST);
        TreeMap<String, float[]> pictures = new TreeMap<>();
        for (int i = 0; i < 2_500; i++) {
            String id = id(random.nextInt(700));
            if (random.nextInt(4) == 0) {
                pictures.remove(id);
                similar.remove(id);
            } else {
                float[] vector = vector();
                pictures.put(id, vector);
                similar.put(id, vector);
            }
        }
        assertThat(similar.size()).isGreaterThan(512);
        assertThat(held(similar)).isEqualTo(exact(pictures));
    }

    @Test
    void theOrderInWhichPicturesComeDoesNotMatter() {
        TreeMap<String, float[]> pictures = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            pictures.put(id(i), vector());
        }
        List<String> order = new ArrayList<>(pictures.keySet());
        SimilarPictures one = new SimilarPictures(MOST);
        order.forEach(id -> one.put(id, pictures.get(id)));
        Collections.shuffle(order, random);
        SimilarPictures other = new SimilarPictures(MOST);
        order.forEach(id -> other.put(id, pictures.get(id)));
        assertThat(held(other)).isEqualTo(held(one));
    }

    @Test
    void onlyChangesAreToldAndOnlyOnce() {
        SimilarPictures similar = new SimilarPictures(1);
        similar.put("a", new float[] {1, 0});
        similar.put("b", new float[] {0, 1});
        assertThat(similar.takeChanged()).containsExactly("a", "b");
        similar.put("c", new float[] {0.6f, 0.8f});
        assertThat(similar.takeChanged()).containsExactly("a", "b", "c");
        similar.put("d", new float[] {0.8f, 0.6f});
        assertThat(similar.takeChanged()).containsExactly("a", "c", "d");
        similar.remove("b");
        assertThat(similar.takeChanged()).isEmpty();
    }

    @Test
    void whatWasHeldIsTakenInAgainWithoutComparingAnything() {
        SimilarPictures before = new SimilarPictures(MOST);
        TreeMap<String, float[]> pictures = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            pictures.put(id(i), vector());
            before.put(id(i), pictures.get(id(i)));
        }
        SimilarPictures after = new SimilarPictures(MOST);
        pictures.forEach((id, vector) -> after.restore(id, vector, before.of(id)));
        assertThat(after.takeChanged()).isEmpty();
        pictures.put(id(100), vector());
        after.put(id(100), pictures.get(id(100)));
        assertThat(held(after)).isEqualTo(exact(pictures));
    }

    @Test
    void whatIsForgottenStaysAmongTheNeighboursOfOthers() {
        SimilarPictures similar = new SimilarPictures(1);
        similar.put("a", new float[] {1, 0});
        similar.put("b", new float[] {0, 1});
        similar.takeChanged();
        similar.forget("b");
        assertThat(similar.of("a")).extracting(Neighbour::id).containsExactly("b");
        assertThat(similar.takeChanged()).isEmpty();
        assertThat(similar.size()).isOne();
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        SimilarPictures similar = new SimilarPictures(1);
        similar.put("a", new float[] {1, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> similar.put("b", new float[] {1, 0, 0}));
    }
}
