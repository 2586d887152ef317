package io.tillstream.models.images;

import io.tillstream.models.images.LabelledPictures.Task;
import io.tillstream.models.images.NearestPictures.Neighbour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an encoder is worth: how often the nearest pictures that it knows tell what a new one is.
 */
public final class NeighbourAccuracy {
    /** How many neighbours vote. */
    public static final int NEIGHBOURS = 5;

    private NeighbourAccuracy() {}

    /**
     * The share of held-out pictures whose class the vote of the five nearest tells, by task.
     *
     * @param known vectors of {@code reference}
     * @param asked vectors of {@code heldOut}
     */
    public static Map<String, Double> of(
            LabelledPictures reference,
            List<float[]> known,
            LabelledPictures heldOut,
            List<float[]> asked) {
        List<List<Neighbour>> neighbours = new NearestPictures(known).nearest(asked, NEIGHBOURS);
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (int t = 0; t < reference.tasks().size(); t++) {
            Task task = reference.tasks().get(t);
            int classes = task.classes().size();
            int[] labels = reference.labelsOf(t);
            int[] truth = heldOut.labelsOf(t);
            accuracy.put(task.name(), NeighbourVote.accuracy(neighbours, labels, truth, classes));
        }
        return accuracy;
    }
}
