package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges who tells best, after each step of a visit, which product comes next: trained on sessions
 * that began before a time, judged on those after, over the whole catalogue. The blend learns on
 * the last fifth of the former, from methods that have seen the rest.
 */
public final class SessionExperiment {
    private static final int LENGTH = 20;
    private static final double SEEN = 0.8;

    private final SessionLog log;
    private final long split;
    private final Consumer<String> progress;

    /**
     * @param split epoch milliseconds
     * @param progress hears what is being done
     */
    public SessionExperiment(SessionLog log, long split, Consumer<String> progress) {
        this.log = log;
        this.split = split;
        this.progress = progress;
    }

    /**
     * What lists of 20 were worth.
     *
     * @param steps judged
     * @param hr20 share of steps whose next product stood in the list
     * @param mrr20 mean of 1 / place, 0 beyond the list
     */
    public record Result(int steps, double hr20, double mrr20) {}

    /** Runs it; by method. */
    public Map<String, Result> run(long seed) {
        List<Session> train = log.between(Long.MIN_VALUE, split);
        List<Session> judged = log.between(split, Long.MAX_VALUE);
        List<Session> seen = train.subList(0, (int) (train.size() * SEEN));
        progress.accept("training on " + train.size() + " sessions, seed " + seed);
        List<NextProduct> methods = new ArrayList<>();
        try (SessionTower early = SessionTower.train(seen, log.products(), seed);
                SessionTower tower = SessionTower.train(train, log.products(), seed)) {
            List<NextProduct> earlyMethods =
                    new ArrayList<>(SessionMethods.of(seen, log.products().size()));
            earlyMethods.add(early);
            methods.addAll(SessionMethods.of(train, log.products().size()));
            methods.add(tower);
            methods.add(
                    SessionBlend.train(
                            earlyMethods,
                            List.copyOf(methods),
                            train.subList(seen.size(), train.size()),
                            seed));
            progress.accept("judging on " + judged.size() + " sessions");
            Map<String, Result> results = new LinkedHashMap<>();
            methods.forEach(method -> results.put(method.name(), judge(method, judged)));
            return results;
        }
    }

    private static Result judge(NextProduct method, List<Session> sessions) {
        int steps = 0;
        int hits = 0;
        double reciprocals = 0;
        for (Session session : sessions) {
            for (int next = 1; next < session.items().length; next++) {
                double[] scores = method.score(Arrays.copyOf(session.items(), next));
                int place = place(scores, session.items()[next]);
                steps++;
                if (place <= LENGTH) {
                    hits++;
                    reciprocals += 1.0 / place;
                }
            }
        }
        double n = Math.max(1, steps);
        return new Result(steps, hits / n, reciprocals / n);
    }

    /** Equal scores stand before it: a method that has nothing to say gets nothing for it. */
    private static int place(double[] scores, int item) {
        int place = 1;
        for (int other = 0; other < scores.length; other++) {
            if (other != item && scores[other] >= scores[item]) {
                place++;
            }
        }
        return place;
    }
}
