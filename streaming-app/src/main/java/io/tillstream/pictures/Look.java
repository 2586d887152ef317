package io.tillstream.pictures;

import io.tillstream.models.images.SimilarPictures.Neighbour;
import java.util.ArrayList;
import java.util.List;

/** How a product looks. A Flink POJO: fields are added, never changed. */
public class Look {
    /** The encoder as {@code name/version}. */
    public String modelVersion;

    /** Unit vector. */
    public float[] vector;

    /** Cluster of similar pictures; null while there is none. */
    public String style;

    /** Products that look most like it, nearest first; null until they were looked for. */
    public String[] similar;

    /** Of {@link #similar}. */
    public float[] cosines;

    /**
     * Whether tables have rows of the product by this encoder; those of an earlier picture, too.
     */
    public boolean told;

    /** For Flink. */
    public Look() {}

    Look(String modelVersion, float[] vector) {
        this.modelVersion = modelVersion;
        this.vector = vector;
    }

    /** For state and for the book each their own: one of them goes on changing it. */
    Look copy() {
        Look copy = new Look(modelVersion, vector);
        copy.style = style;
        copy.similar = similar;
        copy.cosines = cosines;
        copy.told = told;
        return copy;
    }

    boolean isSettled() {
        return similar != null;
    }

    /** What was settled before {@link #told} was kept was told. */
    boolean wasTold() {
        return told || isSettled();
    }

    void settle(List<Neighbour> neighbours) {
        similar = neighbours.stream().map(Neighbour::id).toArray(String[]::new);
        cosines = new float[similar.length];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = neighbours.get(i).cosine();
        }
    }

    List<Neighbour> neighbours() {
        List<Neighbour> neighbours = new ArrayList<>();
        for (int i = 0; i < similar.length; i++) {
            neighbours.add(new Neighbour(similar[i], cosines[i]));
        }
        return neighbours;
    }
}
