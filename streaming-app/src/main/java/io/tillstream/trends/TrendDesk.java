package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what is a trend. It opens when the chance of so many mentions is below the false alarms
 * of a day that are allowed over the tests of a day (Bonferroni: so their expectation is held
 * however tests depend on each other), with a lift and with voices that are worth telling. It ends
 * when for a day no window was out of the ordinary, at a far greater chance, so that it does not
 * flap. Of subjects that go together in the same posts the strongest is told. A Flink POJO: fields
 * are added, never changed.
 */
public class TrendDesk {
    /** Lift below which a trend is not worth telling, however sure it is. */
    static final double LEAST_LIFT = 1.5;

    /** Different texts of different authors. */
    static final int LEAST_VOICES = 5;

    /** Hours without anything out of the ordinary after which a trend has ended. */
    static final int PATIENCE = 24;

    private static final int HOURS_OF_DAY = 24;

    /** Characters of a word that is looked for in pairs. */
    private static final int LEAST_WORD = 3;

    /** Share of a subject's voices that are heard in posts about another if it is part of that. */
    private static final double SAME = 0.4;

    /** The same of a pair of words one of which is that of the other. */
    private static final double SAME_WORD = 0.1;

    /** Growth of the score that is told, beside that of the window. */
    private static final double TELLING = 1.5;

    /** Open alerts by subject. */
    public Map<String, TrendAlert> open = new HashMap<>();

    /** Tests by hour of the last day. */
    public long[] tests = new long[HOURS_OF_DAY];

    /** The first hour in which something was tested. */
    public long firstTest = Long.MAX_VALUE / 2;

    /** The newest hour. */
    public long hour = Long.MIN_VALUE;

    /** For Flink. */
    public TrendDesk() {}

    /**
     * Closes an hour; earlier ones are closed already.
     *
     * @param falseAlarms a day, on average, that are allowed
     * @return alerts that have a new state, as they now stand
     */
    List<TrendAlert> close(ShelfHour said, double falseAlarms) {
        count(said);
        double least = leastScore(falseAlarms);
        List<Rise> rises = new ArrayList<>(said.rises);
        rises.sort(Comparator.comparingDouble(Rise::score).reversed().thenComparing(Rise::subject));
        List<TrendAlert> news = new ArrayList<>();
        // First what goes on, so that new ones are seen against how these stand now.
        for (Rise rise : rises) {
            TrendAlert alert = open.get(rise.subject());
            if (alert != null) {
                goOn(alert, rise, news);
            }
        }
        for (Rise rise : rises) {
            if (!open.containsKey(rise.subject())
                    && isTrend(rise, least)
                    && !isPartOfAnother(rise)) {
                TrendAlert opened = TrendAlert.open(rise, hour);
                open.put(rise.subject(), opened);
                news.add(opened.copy());
            }
        }
        end(news);
        return news;
    }

    private void count(ShelfHour said) {
        long from = Math.max(hour + 1, said.hour - HOURS_OF_DAY + 1);
        for (long each = from; each < said.hour; each++) {
            tests[(int) Math.floorMod(each, (long) HOURS_OF_DAY)] = 0;
        }
        hour = said.hour;
        if (said.tests > 0) {
            firstTest = Math.min(firstTest, hour);
        }
        tests[(int) Math.floorMod(hour, (long) HOURS_OF_DAY)] = said.tests;
    }

    /** The score of a trend. */
    double leastScore(double falseAlarms) {
        long ofDay = 0;
        for (long ofHour : tests) {
            ofDay += ofHour;
        }
        // The first day is not known as a whole: as one whose hours are all like now.
        boolean isFirst = hour < firstTest + HOURS_OF_DAY;
        long now = tests[(int) Math.floorMod(hour, (long) HOURS_OF_DAY)];
        long likeNow = isFirst ? HOURS_OF_DAY * now : 0;
        return Math.log10(Math.max(1, Math.max(ofDay, likeNow)) / falseAlarms);
    }

    private static boolean isTrend(Rise rise, double least) {
        return rise.score() >= least
                && rise.lift() >= LEAST_LIFT
                && rise.voices().independent() >= LEAST_VOICES;
    }

    private boolean isPartOfAnother(Rise rise) {
        return open.values().stream().anyMatch(alert -> isPart(rise, alert));
    }

    /**
     * Whether it is heard in the posts of another, or is a pair of words with that of another. What
     * is seen in pictures goes together at all times, since each has a colour and a pattern: there
     * it is part of the other if without the posts that the other has more than usual no lift is
     * left that is worth telling. Lifts compare in windows that are no shorter. An attribute is no
     * part of a style, which is narrower.
     */
    private static boolean isPart(Rise rise, TrendAlert alert) {
        double share = rise.voices().shareIn(alert.voices);
        if (!PictureSubject.isKey(rise.subject())) {
            return share >= (isPair(rise.subject(), alert.subject) ? SAME_WORD : SAME);
        }
        if (PictureSubject.isStyle(alert.subject) && !PictureSubject.isStyle(rise.subject())) {
            return false;
        }
        return rise.scale() < alert.seenScale
                ? share >= SAME
                : rise.lift() * (1 - share * (1 - 1 / alert.seenLift)) < LEAST_LIFT;
    }

    private static boolean isPair(String pair, String word) {
        return word.length() >= LEAST_WORD && (pair.startsWith(word) || pair.endsWith(word));
    }

    private void goOn(TrendAlert alert, Rise rise, List<TrendAlert> news) {
        alert.see(rise, hour);
        if (rise.scale() > alert.scale || rise.score() >= TELLING * alert.score) {
            alert.tell(TrendAlert.State.CHANGED, rise, hour);
            news.add(alert.copy());
        }
    }

    /** What is known beside posts has changed: alerts that go on and say nothing else say that. */
    void tellAgain(Set<String> subjects, List<TrendAlert> news) {
        for (String subject : subjects) {
            TrendAlert alert = open.get(subject);
            if (alert != null && alert.raisedIn < hour) {
                alert.tell(TrendAlert.State.CHANGED, null, hour);
                news.add(alert.copy());
            }
        }
    }

    private void end(List<TrendAlert> news) {
        List<TrendAlert> over =
                open.values().stream()
                        .filter(alert -> hour - alert.lastSeenIn >= PATIENCE)
                        .sorted(Comparator.comparing(alert -> alert.subject))
                        .toList();
        for (TrendAlert alert : over) {
            open.remove(alert.subject);
            alert.tell(TrendAlert.State.ENDED, null, hour);
            news.add(alert.copy());
        }
    }
}
