package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains on what came before a day and judges on what came after, every model beside the baselines
 * on the same purchases. The ranker learns on the last days before the split, from sources that
 * knew only what came before those days; nothing is chosen by what came after the split.
 */
public final class Experiment {
    /** Days before the split on which the ranker learns. */
    public static final int SLICE_DAYS = 60;

    /** Strength of the ridge of EASE; of the size that its paper found good. */
    static final double LAMBDA = 200;

    private final PurchaseLog log;
    private final int split;
    private final Consumer<String> progress;
    private final List<Recommender> contenders = new ArrayList<>();
    private final List<TwoTower> towers = new ArrayList<>();

    /**
     * @param split UTC day, the first one that is judged
     * @param progress hears what is being done
     */
    public Experiment(PurchaseLog log, int split, Consumer<String> progress) {
        this.log = log;
        this.split = split;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param firstSeed of the models that are learned
     * @param seeds how many of each are trained, with this seed and those after it
     * @return by model and task; a list of one for baselines, of one a seed for models
     */
    public Map<String, Map<Task, List<Accuracy>>> run(long firstSeed, int seeds) {
        List<Recommender> counting = remembered(Baselines.counting());
        Recommender ease = ease(split);
        contenders.addAll(counting);
        contenders.add(ease);
        Recommender earlyEase = ease(split - SLICE_DAYS);
        TwoTowerTraining training = new TwoTowerTraining(log, ProductLooks.NONE, split);
        TwoTowerTraining early = new TwoTowerTraining(log, ProductLooks.NONE, split - SLICE_DAYS);
        try {
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                Recommender earlyTower = tower(early, seed, "two towers for the ranker");
                Recommender tower = tower(training, seed, "two towers");
                contenders.add(named(tower, "two-tower", seed));
                Ranker ranker = ranker(sources(counting, earlyEase, earlyTower), seed);
                contenders.add(new Blend("blend#" + seed, sources(counting, ease, tower), ranker));
            }
            progress.accept("judging " + contenders.size() + " recommenders");
            return byModel(new Evaluation(log, split).judge(contenders, Integer.MAX_VALUE));
        } finally {
            towers.forEach(TwoTower::close);
        }
    }

    private static List<Recommender> remembered(List<Recommender> recommenders) {
        List<Recommender> all = new ArrayList<>();
        recommenders.forEach(recommender -> all.add(new Remembered(recommender)));
        return all;
    }

    private Recommender ease(int day) {
        progress.accept("fitting EASE");
        return new Remembered(Ease.fit(Evaluation.stateBefore(log, day), LAMBDA));
    }

    private Recommender tower(TwoTowerTraining training, long seed, String what) {
        progress.accept("training " + what + " on " + training.size() + " purchases, seed " + seed);
        TwoTower tower = TwoTower.of(training.train(seed), log.products(), ProductLooks.NONE);
        towers.add(tower);
        return new Remembered(tower);
    }

    private Ranker ranker(CandidateFeatures features, long seed) {
        RankerTraining training = new RankerTraining(log, features, split - SLICE_DAYS, split);
        progress.accept("training the ranker on " + training.size() + " lists, seed " + seed);
        return training.train(seed);
    }

    /** What a blend is made of, in the order of its features. */
    static CandidateFeatures sources(
            List<Recommender> counting, Recommender ease, Recommender tower) {
        List<Recommender> sources = new ArrayList<>();
        for (Recommender recommender : counting) {
            // Own repeats and popularity of all time are features already.
            if (!recommender.name().equals(Baselines.OWN_REPEATS)
                    && !recommender.name().equals(Baselines.POPULARITY)) {
                sources.add(recommender);
            }
        }
        sources.add(ease);
        sources.add(tower);
        return new CandidateFeatures(sources);
    }

    private static Recommender named(Recommender other, String name, long seed) {
        return new Recommender() {
            @Override
            public String name() {
                return name + "#" + seed;
            }

            @Override
            public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
                return other.score(state, customer, day, allowed);
            }
        };
    }

    private static Map<String, Map<Task, List<Accuracy>>> byModel(
            Map<String, Map<Task, Accuracy>> runs) {
        Map<String, Map<Task, List<Accuracy>>> models = new LinkedHashMap<>();
        runs.forEach(
                (name, tasks) ->
                        tasks.forEach(
                                (task, accuracy) ->
                                        models.computeIfAbsent(
                                                        name.replaceAll("#.*", ""),
                                                        n -> new LinkedHashMap<>())
                                                .computeIfAbsent(task, t -> new ArrayList<>())
                                                .add(accuracy)));
        return models;
    }
}
