package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two towers, trained to tell the next product of a visit from those before it. */
final class SessionTower implements NextProduct, AutoCloseable {
    /** Weight of a step beside that of the next one. */
    private static final double DECAY = 0.7;

    private static final int LONGEST = 20;

    private final TwoTower tower;
    private final int products;

    private SessionTower(TwoTower tower, int products) {
        this.tower = tower;
        this.products = products;
    }

    static SessionTower train(List<Session> sessions, List<ProductFacts> products, long seed) {
        List<TowerExample> examples = new ArrayList<>();
        for (Session session : sessions) {
            for (int next = 1; next < session.items().length; next++) {
                int[] before = Arrays.copyOf(session.items(), next);
                examples.add(new TowerExample(input(before), new int[] {session.items()[next]}));
            }
        }
        return new SessionTower(
                TwoTower.of(
                        new TwoTowerTraining(products, ProductLooks.NONE, examples).train(seed),
                        products,
                        ProductLooks.NONE),
                products.size());
    }

    /** The newest steps count most; a product that was looked at twice counts by both. */
    private static ShopperInput input(int[] items) {
        Map<Integer, Double> weights = new LinkedHashMap<>();
        double weight = 1;
        double sum = 0;
        for (int i = items.length - 1; i >= Math.max(0, items.length - LONGEST); i--) {
            weights.merge(items[i], weight, Double::sum);
            sum += weight;
            weight *= DECAY;
        }
        int[] distinct = weights.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] shares = new float[distinct.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) (weights.get(distinct[i]) / sum);
        }
        return new ShopperInput(
                distinct, shares, ShopperInput.facts(distinct.length, items.length, 0));
    }

    @Override
    public String name() {
        return Towers.NAME;
    }

    @Override
    public double[] score(int[] items) {
        float[] shopper = tower.shopper(input(items));
        double[] scores = new double[products];
        for (int item = 0; item < products; item++) {
            float[] vector = tower.item(item);
            for (int d = 0; d < shopper.length; d++) {
                scores[item] += shopper[d] * vector[d];
            }
        }
        return scores;
    }

    @Override
    public void close() {
        tower.close();
    }
}
