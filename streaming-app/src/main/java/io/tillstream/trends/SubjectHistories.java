package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The subjects of a shelf over days and weeks; those that are heard least are forgotten beyond its
 * bound. Weeks begin on Monday, UTC. A Flink POJO: fields are added, never changed.
 */
public class SubjectHistories {
    /** Days that are kept. */
    static final int DAYS = 56;

    /** Weeks that are kept: two years, and nearly half of one. */
    static final int WEEKS = 128;

    /** Voices of a day with which a subject begins to be kept. */
    static final double LEAST_HEARD = 3;

    /** Voices of the last four weeks with which a subject is told. */
    static final double LEAST_TOLD = 10;

    private static final int MONTH = 28;
    private static final int DAYS_OF_WEEK = 7;

    private static final int SEED = 68;

    /** 1970 began on a Thursday. */
    private static final int MONDAY = 3;

    /** The newest day. */
    public long day = Long.MIN_VALUE;

    /** Posts in all of weeks that are over, the newest last. */
    public float[] volumes = {};

    /** Posts of the week that is not. */
    public double volume;

    /** By subject. */
    public Map<String, SubjectHistory> subjects = new HashMap<>();

    /** The encoder that saw them, as {@code name/version}; null where nothing is seen. */
    public String encoder;

    /** For Flink. */
    public SubjectHistories() {}

    static long weekOf(long day) {
        return Math.floorDiv(day + MONDAY, (long) DAYS_OF_WEEK);
    }

    /**
     * Takes a day in; days come in their order. One that is over already counts with the newest.
     *
     * @param most subjects that are kept
     * @return what is to be told, by subject in their order
     */
    List<SubjectStanding> add(HeardDay heard, int most) {
        goOnTo(heard.day);
        goOnWith(heard.encoder);
        volume += heard.posts;
        // Styles were kept with what else pictures show before they had a shelf of their own.
        Predicate<String> elsewhere =
                key -> heard.shelf == Mention.PICTURES && PictureSubject.isStyle(key);
        subjects.keySet().removeIf(elsewhere);
        heard.heard.forEach(
                (key, voices) -> {
                    if (!elsewhere.test(key)) {
                        hear(key, voices);
                    }
                });
        lookAhead();
        List<SubjectStanding> standings = standings();
        forget(most, standings);
        return standings;
    }

    private void goOnTo(long next) {
        if (day == Long.MIN_VALUE) {
            day = next;
        }
        // Of a longer silence nothing is left but silence.
        day = Math.max(day, next - DAYS_OF_WEEK * (WEEKS + 1L));
        while (day < next) {
            long monday = DAYS_OF_WEEK * (weekOf(day) + 1) - MONDAY;
            passTo(Math.min(next, monday));
            if (day == monday) {
                closeWeek();
            }
        }
    }

    /** No weeks are known of what another encoder sees; of what the last one saw, days tell. */
    private void goOnWith(String newest) {
        if (encoder != null && newest != null && !encoder.equals(newest)) {
            volumes = new float[0];
            volume = 0;
            for (SubjectHistory subject : subjects.values()) {
                subject.weeks = new float[0];
                subject.week = 0;
                subject.outlook = null;
            }
        }
        encoder = newest == null ? encoder : newest;
    }

    private void passTo(long next) {
        int passed = (int) (next - day);
        subjects.values().forEach(subject -> subject.days = shifted(subject.days, passed, DAYS));
        day = next;
    }

    private void closeWeek() {
        volumes = appended(volumes, (float) volume);
        volume = 0;
        for (SubjectHistory subject : subjects.values()) {
            subject.weeks = appended(subject.weeks, subject.week);
            subject.week = 0;
        }
    }

    /** Each subject on its day of the week, so that no day has to wait for all of them. */
    private void lookAhead() {
        if (volumes.length == 0) {
            return;
        }
        double posts = posts();
        subjects.forEach(
                (key, subject) -> {
                    if (Math.floorMod(IdHash.of(SEED, key) - day, (long) DAYS_OF_WEEK) == 0) {
                        subject.outlook = outlook(subject, posts);
                    }
                });
    }

    /** Posts of a week, lately. */
    private double posts() {
        int from = Math.max(0, volumes.length - MONTH / DAYS_OF_WEEK);
        return Math.max(1, sum(Arrays.copyOfRange(volumes, from, volumes.length)))
                / (volumes.length - from);
    }

    private SubjectOutlook outlook(SubjectHistory subject, double posts) {
        if (!isHeard(subject)) {
            return null;
        }
        return SubjectOutlook.of(SlowTrend.fit(doubles(subject.weeks), doubles(volumes)), posts);
    }

    private void hear(String key, double voices) {
        SubjectHistory subject = subjects.get(key);
        if (subject == null) {
            if (voices < LEAST_HEARD) {
                return;
            }
            subject = new SubjectHistory();
            subject.days = new float[DAYS];
            // It was heard too seldom to be kept, or so long ago that it was forgotten.
            subject.weeks = new float[volumes.length];
            subjects.put(key, subject);
        }
        subject.days[DAYS - 1] += (float) voices;
        subject.week += (float) voices;
    }

    /** Those that fell silent long ago, and beyond the bound those that were heard least lately. */
    private void forget(int most, List<SubjectStanding> standings) {
        subjects.values().removeIf(subject -> !subject.told && voices(subject) == 0);
        if (subjects.size() <= most) {
            return;
        }
        List<String> byVoices = new ArrayList<>(subjects.keySet());
        byVoices.sort(
                Comparator.comparingDouble((String key) -> sum(subjects.get(key).days))
                        .thenComparing(Comparator.naturalOrder()));
        Set<String> forgotten = Set.copyOf(byVoices.subList(0, subjects.size() - most));
        forgotten.forEach(subjects::remove);
        // A last word: where nobody looks any more nothing is expected.
        standings.replaceAll(
                standing ->
                        forgotten.contains(standing.subject())
                                ? new SubjectStanding(standing.subject(), standing.days(), null)
                                : standing);
    }

    private static double voices(SubjectHistory subject) {
        return sum(subject.weeks) + subject.week;
    }

    private static boolean isHeard(SubjectHistory subject) {
        return sum(Arrays.copyOfRange(subject.days, DAYS - MONTH, DAYS)) >= LEAST_TOLD;
    }

    private List<SubjectStanding> standings() {
        List<SubjectStanding> standings = new ArrayList<>();
        new TreeMap<>(subjects)
                .forEach(
                        (key, subject) -> {
                            boolean isHeard = isHeard(subject);
                            // One that falls silent is told until its days have shown it.
                            if (isHeard || subject.told) {
                                standings.add(
                                        new SubjectStanding(
                                                key, subject.days.clone(), subject.outlook));
                            }
                            subject.told = isHeard || (subject.told && sum(subject.days) > 0);
                        });
        return standings;
    }

    private static float[] appended(float[] weeks, float week) {
        float[] all = shifted(weeks, 1, Math.min(WEEKS, weeks.length + 1));
        all[all.length - 1] = week;
        return all;
    }

    /** The newest of an array and so many zeros, in all of a length. */
    private static float[] shifted(float[] values, int by, int length) {
        float[] shifted = new float[length];
        int kept = Math.min(values.length, length - by);
        System.arraycopy(values, values.length - kept, shifted, length - by - kept, kept);
        return shifted;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
