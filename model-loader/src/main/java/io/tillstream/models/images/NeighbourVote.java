package io.tillstream.models.images;

import io.tillstream.models.images.NearestPictures.Neighbour;
import java.util.List;

/**
 * Tells a picture's class by a vote of its nearest neighbours; of classes with equal votes the one
 * whose voters are nearer together wins. Its accuracy says what an embedding is worth.
 */
public final class NeighbourVote {
    private NeighbourVote() {}

    /**
     * The share of queries whose class the vote tells.
     *
     * @param labels of the vectors searched, 0 to {@code classes} - 1
     * @param neighbours of each query among them
     * @param truth the queries' classes
     * @return 0 to 1
     */
    public static double accuracy(
            List<List<Neighbour>> neighbours, int[] labels, int[] truth, int classes) {
        int right = 0;
        for (int q = 0; q < truth.length; q++) {
            if (vote(neighbours.get(q), labels, classes) == truth[q]) {
                right++;
            }
        }
        return (double) right / truth.length;
    }

    /** The class that most neighbours have. */
    static int vote(List<Neighbour> neighbours, int[] labels, int classes) {
        int[] votes = new int[classes];
        double[] cosines = new double[classes];
        for (Neighbour neighbour : neighbours) {
            votes[labels[neighbour.index()]]++;
            cosines[labels[neighbour.index()]] += neighbour.cosine();
        }
        int winner = 0;
        for (int c = 1; c < classes; c++) {
            if (votes[c] > votes[winner]
                    || (votes[c] == votes[winner] && cosines[c] > cosines[winner])) {
                winner = c;
            }
        }
        return winner;
    }
}
