package io.tillstream.trends;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part of the vocabulary: what is usual, and what was heard lately. An hour is closed as a whole,
 * so that the order in which mentions came does not matter as long as there is room; beyond its
 * bounds a shelf forgets the subjects with the fewest voices. A Flink POJO: fields are added, never
 * changed.
 */
public class SubjectShelf {
    /** Authors that are kept of a subject in an hour. */
    static final int HOUR_VOICES = 128;

    /** Authors that are kept of a subject for a day. */
    static final int DAY_VOICES = 32;

    /** Hours for which voices are kept. */
    static final int RECENT_HOURS = 24;

    /** Score from which on a subject is told: a chance of one in a hundred. */
    static final double TOLD = 2;

    /** Times a day that an author counts. */
    private static final double MOST_OF_ONE = 3;

    /** Hours in a row that another encoder must lead in before what is kept is that one's. */
    static final int RIVAL_HOURS = 3;

    /** For each subject of an hour, those of a day: they take less room. */
    private static final int DAY_SUBJECTS = 4;

    /** Subjects of an hour, or of the last day, for each cell of a row. */
    private static final int SUBJECTS_A_CELL = 2;

    /** What is usual, by window in the order of {@link Scale}. */
    public List<Baseline> baselines = new ArrayList<>();

    /** Hours that are not closed; in state apart, see {@link OpenHours}, but for that of old. */
    public Map<Long, OpenHour> open = new HashMap<>();

    /** Who wrote in the last day, by subject. */
    public Map<String, Voices> recent = new HashMap<>();

    /** What was heard on the day that is not over, by subject. */
    public Map<String, DayVoices> today = new HashMap<>();

    /** Posts of the day that is not over. */
    public double dayPosts;

    /** Cells of a row of each baseline. */
    public int width;

    /**
     * Mentions in the last days without which a subject's voices are not kept, only its count: 0
     * until there are more subjects in an hour than the shelf has room for.
     */
    public double admission;

    /**
     * The encoder that sees what is kept here, as {@code name/version}; null where nothing is seen.
     */
    public String encoder;

    /** Another encoder, which saw most pictures of the latest hours; null if none did. */
    public String rival;

    /** In how many hours in a row that have pictures it did. */
    public int rivalHours;

    /** Whether all but the open hours is in state as it is. */
    private transient boolean stored;

    /** For Flink. */
    public SubjectShelf() {}

    /**
     * An empty shelf.
     *
     * @param width subjects that can be told apart well
     */
    SubjectShelf(int width) {
        this.width = width;
        forget();
    }

    private void forget() {
        baselines.clear();
        for (Scale scale : Scale.values()) {
            baselines.add(new Baseline(scale, width));
        }
        recent.clear();
        today.clear();
        dayPosts = 0;
        admission = 0;
    }

    /**
     * What another encoder sees are other subjects: nothing is usual of them, so that it has to be
     * learnt before anything can rise. So one has to lead for hours: pictures that are read late by
     * an encoder of before, say, are no reason to forget weeks.
     */
    private void keepOneEncoder(OpenHour closed) {
        String leading = closed.mostSeenBy();
        if (leading == null) {
            return;
        }
        if (encoder == null) {
            encoder = leading;
        }
        boolean leads = leading.equals(encoder);
        rivalHours = leads ? 0 : leading.equals(rival) ? rivalHours + 1 : 1;
        rival = leads ? null : leading;
        if (rivalHours == RIVAL_HOURS) {
            forget();
            encoder = rival;
            rival = null;
            rivalHours = 0;
        }
        closed.keepSeenBy(encoder);
    }

    /** Takes a mention in, in an hour that is not closed. */
    void add(long openHour, Mention mention) {
        add(open(openHour), openHour, mention);
    }

    /** What is heard in an hour that is not closed. */
    OpenHour open(long hour) {
        return open.computeIfAbsent(hour, h -> new OpenHour(width));
    }

    /** Takes a mention in, in what is heard in its hour. */
    void add(OpenHour hour, long openHour, Mention mention) {
        String subject = mention.subject();
        if (subject == null) {
            if (mention.isSeen()) {
                hour.see(mention.postId());
            } else {
                hour.count(mention.postId(), (long) mention.weight());
            }
            return;
        }
        Voices voices = hour.subjects.get(subject);
        if (voices == null) {
            if (admission > 0 && !recent.containsKey(subject)) {
                int[] cells = Baseline.cells(subject, width);
                if (baselines.get(Scale.HOUR.ordinal()).known(cells) < admission) {
                    hour.count(cells, mention.weight());
                    return;
                }
            }
            voices = new Voices();
            hour.subjects.put(subject, voices);
        }
        voices.add(
                mention.author(),
                mention.text(),
                (float) mention.weight(),
                openHour,
                mention.postId(),
                mention.region(),
                HOUR_VOICES);
        if (hour.subjects.size() >= 2 * mostSubjects()) {
            hour.keepMost(mostSubjects());
        }
    }

    boolean isStored() {
        return stored;
    }

    /** All but the open hours is in state as it is, until the next one is closed. */
    void markStored() {
        stored = true;
    }

    /** So that about as many subjects are admitted as there is room for. */
    private void adjustAdmission(int admitted) {
        if (admitted > mostSubjects()) {
            admission = Math.max(1, 2 * admission);
        } else if (admitted < mostSubjects() / 4) {
            admission = admission < 2 ? 0 : admission / 2;
        }
    }

    private int mostSubjects() {
        return SUBJECTS_A_CELL * width;
    }

    /**
     * Closes an hour; earlier ones are closed already.
     *
     * @param shelf which one this is
     */
    ShelfHour close(int shelf, long hour) {
        stored = false;
        OpenHour closed = open.containsKey(hour) ? open.remove(hour) : new OpenHour(width);
        keepOneEncoder(closed);
        ShelfHour said = new ShelfHour(shelf, hour);
        Baseline.Heard heard = closed.heard(width);
        adjustAdmission(closed.subjects.size());
        remember(hour, closed);
        countToday(closed);
        if (isLastOfDay(hour)) {
            said.closedDay = closeDay(shelf, hour / RECENT_HOURS);
        }
        Map<String, Rise> rises = new TreeMap<>();
        for (Scale scale : Scale.values()) {
            Baseline baseline = baselines.get(scale.ordinal());
            baseline.add(scale, hour, heard);
            if (scale.endsWith(hour) && baseline.isWarm(scale)) {
                test(scale, scale == Scale.HOUR ? closed.subjects : recent, said, rises);
            }
        }
        said.rises.addAll(rises.values());
        closed.keepRegions();
        said.regions = closed.regions;
        return said;
    }

    static boolean isLastOfDay(long hour) {
        return Math.floorMod(hour, (long) RECENT_HOURS) == RECENT_HOURS - 1;
    }

    private HeardDay closeDay(int shelf, long day) {
        HeardDay said = new HeardDay(day, dayPosts);
        said.shelf = shelf;
        said.encoder = encoder;
        today.forEach((subject, voices) -> said.heard.put(subject, voices.voices()));
        today.clear();
        dayPosts = 0;
        return said;
    }

    private void countToday(OpenHour closed) {
        dayPosts += closed.posts;
        closed.subjects.forEach(
                (subject, voices) ->
                        today.computeIfAbsent(subject, s -> new DayVoices()).add(voices));
        for (double least = 2; today.size() > DAY_SUBJECTS * mostSubjects(); least *= 2) {
            double bound = least;
            today.values().removeIf(voices -> voices.loudness < bound);
        }
    }

    private void remember(long hour, OpenHour closed) {
        recent.values().removeIf(voices -> isSilent(voices, hour - RECENT_HOURS + 1));
        closed.subjects.forEach(
                (subject, voices) -> {
                    Voices known = recent.get(subject);
                    if (known != null) {
                        known.addAll(voices, DAY_VOICES);
                    } else {
                        recent.put(subject, voices.first(DAY_VOICES));
                    }
                });
        if (recent.size() > mostSubjects()) {
            OpenHour all = new OpenHour(0);
            all.subjects = recent;
            all.keepMost(mostSubjects());
        }
    }

    private static boolean isSilent(Voices voices, long since) {
        voices.forgetBefore(since);
        return voices.size() == 0;
    }

    /** The strongest window of each subject stays. */
    private void test(
            Scale scale, Map<String, Voices> subjects, ShelfHour said, Map<String, Rise> rises) {
        said.tests += subjects.size();
        subjects.forEach(
                (subject, voices) -> {
                    double most = most(scale, voices);
                    Baseline.Finding found =
                            baselines.get(scale.ordinal()).find(scale, subject, most);
                    Rise other = rises.get(subject);
                    if (found.score() >= TOLD && (other == null || found.score() > other.score())) {
                        rises.put(subject, rise(subject, voices, scale, found));
                    }
                });
    }

    /** Each hour an author is one voice; in longer windows the few who repeat themselves are. */
    private static double most(Scale scale, Voices lately) {
        if (scale == Scale.HOUR) {
            return Double.MAX_VALUE;
        }
        double days = (double) scale.panes * scale.paneHours / RECENT_HOURS;
        return MOST_OF_ONE * days * lately.loudness();
    }

    private Rise rise(String subject, Voices voices, Scale scale, Baseline.Finding found) {
        return new Rise(
                subject,
                scale.ordinal(),
                found.count(),
                found.expected(),
                found.score(),
                recent.getOrDefault(subject, voices).copy());
    }
}
