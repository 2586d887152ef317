package io.tillstream.models.recommend;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges recommenders day by day on the purchases of named customers: every list of a day is made
 * from what was known when the day began, over the whole catalogue launched by then; when the day
 * ends, its purchases move the counters on. What was trained stays as it is.
 */
public final class Evaluation {
    private final PurchaseLog log;
    private final int from;
    private final ShopState state;

    /** An evaluation of the days from {@code from} on; earlier purchases are known. */
    public Evaluation(PurchaseLog log, int from) {
        this.log = log;
        this.from = from;
        this.state = stateBefore(log, from);
    }

    /** The counters as they stood when a day began. */
    public static ShopState stateBefore(PurchaseLog log, int day) {
        ShopState state = new ShopState(log.products().size());
        log.between(Integer.MIN_VALUE, day).forEach(state::add);
        state.advance(day);
        return state;
    }

    /** A basket to be judged, when only the past of its day is known. */
    record Question(Basket basket, ShopState state, boolean[] launched) {
        /** The products that may be recommended. */
        boolean[] candidates(Task task) {
            ShopperHistory shopper = state.shopper(basket.customer());
            boolean[] candidates = launched.clone();
            if (task == Task.NEW) {
                shopper.items().forEach(owned -> candidates[owned.item()] = false);
            }
            return candidates;
        }

        /** What was bought and counts. */
        int[] bought(Task task) {
            ShopperHistory shopper = state.shopper(basket.customer());
            return Arrays.stream(basket.items())
                    .filter(item -> task.admits(shopper, item))
                    .toArray();
        }
    }

    /**
     * Judges all of them on the same purchases, up to the day before {@code to}.
     *
     * @return by name, in the order given
     */
    public Map<String, Map<Task, Accuracy>> judge(
            List<? extends Recommender> recommenders, int to) {
        Map<String, Map<Task, AccuracySum>> sums = new LinkedHashMap<>();
        for (Recommender recommender : recommenders) {
            Map<Task, AccuracySum> tasks = new EnumMap<>(Task.class);
            for (Task task : Task.values()) {
                tasks.put(task, new AccuracySum());
            }
            sums.put(recommender.name(), tasks);
        }
        walk(to, question -> recommenders.forEach(r -> answer(r, question, sums.get(r.name()))));
        Map<String, Map<Task, Accuracy>> results = new LinkedHashMap<>();
        sums.forEach((name, tasks) -> results.put(name, results(tasks)));
        return results;
    }

    private static void answer(
            Recommender recommender, Question question, Map<Task, AccuracySum> sums) {
        Basket basket = question.basket();
        sums.forEach(
                (task, sum) -> {
                    int[] bought = question.bought(task);
                    if (bought.length > 0) {
                        ShopState state = question.state();
                        boolean[] allowed = question.candidates(task);
                        double[] scores =
                                recommender.score(state, basket.customer(), basket.day(), allowed);
                        sum.add(new Ranking(scores, allowed, state), bought, state);
                    }
                });
    }

    private Map<Task, Accuracy> results(Map<Task, AccuracySum> tasks) {
        Map<Task, Accuracy> results = new EnumMap<>(Task.class);
        tasks.forEach((task, sum) -> results.put(task, sum.result(log.products().size())));
        return results;
    }

    /**
     * Goes through the baskets of named customers, up to the day before {@code to}; can be done
     * once.
     */
    void walk(int to, Consumer<Question> visitor) {
        List<Basket> ahead = log.between(from, to);
        int start = 0;
        while (start < ahead.size()) {
            int day = ahead.get(start).day();
            int end = start;
            while (end < ahead.size() && ahead.get(end).day() == day) {
                end++;
            }
            List<Basket> today = ahead.subList(start, end);
            state.advance(day);
            boolean[] launched = log.launchedBefore(day);
            today.stream()
                    .filter(Basket::named)
                    .forEach(b -> visitor.accept(new Question(b, state, launched)));
            today.forEach(state::add);
            start = end;
        }
    }
}
