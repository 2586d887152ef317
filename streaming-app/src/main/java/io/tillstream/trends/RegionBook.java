package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From where posts usually come, and from where those about a subject do. A region stands out if
 * the chance of so many of its voices (binomial, by its usual share) is below one in a hundred over
 * all regions that are compared. A Flink POJO: fields are added, never changed.
 */
public class RegionBook {
    /** Regions that are known; of more, those with most posts. */
    static final int MOST = 512;

    /** Regions of a subject that are told. */
    static final int TOLD = 3;

    /** Chance at which none stands out. */
    private static final double CHANCE = 0.01;

    private static final double LEAST_LIFT = 1.5;

    /** Hours after which a post counts a share of 1/e: four weeks. */
    private static final double MEMORY = 672;

    /** Posts without which nothing is usual. */
    private static final double WARM_UP = 100;

    /** By hash. */
    public Map<Integer, RegionPosts> usual = new HashMap<>();

    /** The newest hour. */
    public long hour = Long.MIN_VALUE;

    /** For Flink. */
    public RegionBook() {}

    /** Closes an hour; earlier ones are closed already. */
    void close(long closed, Map<String, Long> posts) {
        if (posts.isEmpty()) {
            return;
        }
        double decay = hour == Long.MIN_VALUE ? 1 : Math.exp((hour - closed) / MEMORY);
        hour = closed;
        usual.replaceAll((hash, region) -> region.times(decay));
        posts.forEach(
                (name, number) ->
                        usual.merge(
                                Region.hash(name),
                                new RegionPosts(name, number),
                                (known, more) -> known.plus(more.name(), more.posts())));
        if (usual.size() > MOST) {
            usual.entrySet().stream()
                    .sorted(
                            Comparator.<Map.Entry<Integer, RegionPosts>>comparingDouble(
                                            entry -> entry.getValue().posts())
                                    .thenComparing(entry -> entry.getValue().name()))
                    .limit(usual.size() - MOST)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(usual::remove);
        }
    }

    /**
     * The regions that stand out, those with the greatest share first.
     *
     * @param voices number of independent voices by hash of their region
     */
    List<RegionShare> standOut(Map<Integer, Integer> voices) {
        double all = usual.values().stream().mapToDouble(RegionPosts::posts).sorted().sum();
        if (all < WARM_UP) {
            return List.of();
        }
        int number = voices.values().stream().mapToInt(Integer::intValue).sum();
        List<RegionShare> found = new ArrayList<>();
        voices.forEach(
                (hash, count) -> {
                    RegionPosts region = usual.get(hash);
                    if (region != null) {
                        double share = (double) count / number;
                        double lift = share * all / region.posts();
                        double chance = chance(count, number, region.posts() / all);
                        if (lift >= LEAST_LIFT && chance * voices.size() <= CHANCE) {
                            found.add(new RegionShare(region.name(), share, lift));
                        }
                    }
                });
        found.sort(
                Comparator.comparingDouble(RegionShare::share)
                        .reversed()
                        .thenComparing(RegionShare::region));
        return found.subList(0, Math.min(TOLD, found.size()));
    }

    /** Of so many or more of a number, each with a probability. */
    static double chance(int count, int number, double probability) {
        double term = Math.pow(1 - probability, number);
        double below = 0;
        for (int i = 0; i < count; i++) {
            below += term;
            term *= (number - i) / (i + 1.0) * probability / (1 - probability);
        }
        return Math.max(0, 1 - below);
    }
}
