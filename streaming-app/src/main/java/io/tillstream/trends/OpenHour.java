package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The mentions of an hour that is not over. A Flink POJO: fields are added, never changed. */
public class OpenHour {
    private static final int SEED = 67;

    /**
     * Regions of an hour that are told on a shelf: those with the least hashes, in whatever order
     * they come.
     */
    static final int MOST_REGIONS = 256;

    /**
     * Sums of fractions depend on their order, which is not kept; those of whole numbers do not.
     */
    private static final double MILLIONTHS = 1e6;

    /** Posts in all, on every shelf. */
    public long posts;

    /** Who wrote, by subject. */
    public Map<String, Voices> subjects = new HashMap<>();

    /** Weights of mentions of other subjects, by cell of a baseline, in millionths. */
    public long[] others = {};

    /** Posts by region, of the regions that are told here. */
    public Map<String, Long> regions = new HashMap<>();

    /** Pictures by the encoder that saw them, on the shelves of what pictures show. */
    public Map<String, Long> encoders = new HashMap<>();

    /** For Flink. */
    public OpenHour() {}

    /**
     * An hour in which nothing was said.
     *
     * @param width cells of a row of baselines
     */
    OpenHour(int width) {
        others = new long[Baseline.ROWS * width];
    }

    /**
     * Counts posts.
     *
     * @param region in which they were; null if it is all of them
     */
    void count(String region, long number) {
        if (region == null) {
            posts += number;
        } else {
            regions.merge(region, number, Long::sum);
            if (regions.size() >= 2 * MOST_REGIONS) {
                keepRegions();
            }
        }
    }

    /** Counts a picture that an encoder has seen. */
    void see(String encoder) {
        encoders.merge(encoder, 1L, Long::sum);
    }

    /**
     * The encoder that saw most pictures, of as many the first by name; null if there were none.
     */
    String mostSeenBy() {
        String most = null;
        for (Map.Entry<String, Long> encoder : new TreeMap<>(encoders).entrySet()) {
            if (most == null || encoder.getValue() > encoders.get(most)) {
                most = encoder.getKey();
            }
        }
        return most;
    }

    /**
     * Keeps what one encoder has seen: two take turns in an hour in which a model is changed.
     *
     * @param encoder which maybe saw nothing in this hour
     */
    void keepSeenBy(String encoder) {
        posts += encoders.getOrDefault(encoder, 0L);
        subjects.keySet().removeIf(key -> !PictureSubject.of(key).modelVersion().equals(encoder));
    }

    /** Keeps as many regions as are told. */
    void keepRegions() {
        if (regions.size() > MOST_REGIONS) {
            regions.keySet().stream()
                    .sorted(
                            Comparator.<String>comparingLong(region -> IdHash.of(SEED, region))
                                    .thenComparing(Comparator.naturalOrder()))
                    .skip(MOST_REGIONS)
                    .toList()
                    .forEach(regions::remove);
        }
    }

    /** Counts a subject whose voices are not kept. */
    void count(int[] cells, double weight) {
        for (int cell : cells) {
            others[cell] += Math.round(weight * MILLIONTHS);
        }
    }

    /**
     * The sums over subjects, for cells of baselines.
     *
     * @param width cells of a row
     */
    Baseline.Heard heard(int width) {
        float[] loudness = new float[others.length];
        for (int cell = 0; cell < others.length; cell++) {
            loudness[cell] = (float) (others[cell] / MILLIONTHS);
        }
        long weights = 0;
        long squaredWeights = 0;
        for (Map.Entry<String, Voices> subject : subjects.entrySet()) {
            Voices voices = subject.getValue();
            float loud = (float) voices.loudness();
            for (int cell : Baseline.cells(subject.getKey(), width)) {
                loudness[cell] = Math.max(loudness[cell], loud);
            }
            for (int i = 0; i < voices.size(); i++) {
                double weight = voices.weight(i);
                weights += Math.round(weight * MILLIONTHS);
                squaredWeights += Math.round(weight * weight * MILLIONTHS);
            }
        }
        return new Baseline.Heard(
                posts, loudness, weights / MILLIONTHS, squaredWeights / MILLIONTHS);
    }

    /** Keeps the subjects with most voices; of as many, those with the least hashes. */
    void keepMost(int most) {
        int[] bySize = new int[SubjectShelf.HOUR_VOICES + 1];
        subjects.values().forEach(voices -> bySize[voices.size()]++);
        int room = most;
        int size = SubjectShelf.HOUR_VOICES;
        while (size > 0 && bySize[size] <= room) {
            room -= bySize[size--];
        }
        int least = size;
        subjects.values().removeIf(voices -> voices.size() < least);
        String[] last = new String[bySize[least]];
        long[] hashes = new long[last.length];
        int number = 0;
        for (Map.Entry<String, Voices> subject : subjects.entrySet()) {
            if (subject.getValue().size() == least) {
                last[number] = subject.getKey();
                hashes[number++] = IdHash.of(SEED, subject.getKey());
            }
        }
        if (room >= number) {
            return;
        }
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < number; i++) {
            if (hashes[i] >= sorted[room]) {
                subjects.remove(last[i]);
            }
        }
    }
}
