package io.tillstream.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of launches, and the sales profiles that were last learnt from them: a sample of
 * the newest launches, about half a kilobyte each. A Flink POJO: fields are added, never changed.
 */
public class ProfileBook {
    private static final int MOST_LAUNCHES = 1_000;

    /** What sold in the shop's first days may have been sold before anybody counted. */
    private static final int FIRST_DAYS = 28;

    private static final Comparator<SeenLaunch> IN_ORDER =
            Comparator.comparingLong(SeenLaunch::startDay)
                    .thenComparing(launch -> launch.facts().productId());

    /** Epoch day of the first sale of all, the largest number before it is known. */
    public long firstDay = Long.MAX_VALUE;

    /** The newest launches, in the order of their start. */
    public List<SeenLaunch> launches = new ArrayList<>();

    /** How well profiles were foretold. */
    public ProfileScore score = new ProfileScore();

    /** Null before there are enough launches. */
    public SalesProfiles profiles;

    /** For Flink. */
    public ProfileBook() {}

    /**
     * Learns the launches that were over by a day: the profiles of before are judged by them, then
     * learnt anew.
     *
     * @param ended since the last time, in any order
     * @return whether profiles were learnt
     */
    boolean learn(long day, List<SeenLaunch> ended) {
        for (SeenLaunch launch : ended) {
            firstDay = Math.min(firstDay, launch.startDay());
        }
        List<SeenLaunch> telling =
                ended.stream()
                        .filter(launch -> launch.startDay() >= firstDay + FIRST_DAYS)
                        .filter(SeenLaunch::isTelling)
                        .sorted(IN_ORDER)
                        .toList();
        telling.forEach(this::judge);
        launches.addAll(telling);
        launches.sort(IN_ORDER);
        launches =
                new ArrayList<>(
                        launches.subList(
                                Math.max(0, launches.size() - MOST_LAUNCHES), launches.size()));
        if (telling.isEmpty() || launches.size() < SalesProfiles.LEAST_LAUNCHES) {
            return false;
        }
        int before = profiles == null ? 0 : profiles.count();
        profiles = SalesProfiles.of(launches, day, score.isEarned(), before);
        return true;
    }

    private void judge(SeenLaunch launch) {
        if (profiles != null && profiles.count() > 1) {
            score.learn(
                    profiles.profileOf(launch),
                    profiles.classified(launch.facts()),
                    profiles.shares());
        }
    }
}
