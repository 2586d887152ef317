package io.tillstream.pictures;

import java.util.Arrays;

/** Counts of the pictures of one day. A Flink POJO: fields are added, never changed. */
public class DayPictures {
    /** Pictures that were asked for. */
    public long asked;

    /** Of them refused, by the place of {@link PictureRefusal}. */
    public long[] refused = new long[0];

    /** For Flink. */
    public DayPictures() {}

    void count(PictureRefusal refusal) {
        if (refused.length <= refusal.ordinal()) {
            refused = Arrays.copyOf(refused, refusal.ordinal() + 1);
        }
        refused[refusal.ordinal()]++;
    }

    long refused(PictureRefusal refusal) {
        return refusal.ordinal() < refused.length ? refused[refusal.ordinal()] : 0;
    }
}
