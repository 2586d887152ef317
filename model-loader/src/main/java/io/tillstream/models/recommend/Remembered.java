package io.tillstream.models.recommend;

/**
 * Another recommender whose last scores are kept: one that is judged itself and is a source of
 * blends is asked once a purchase. The state must not change between equal questions.
 */
public final class Remembered implements Recommender {
    private final Recommender other;
    private ShopState state;
    private int customer;
    private int day;
    private double[] scores;

    /** Keeps the scores of one whose scores do not depend on what is allowed. */
    public Remembered(Recommender other) {
        this.other = other;
    }

    @Override
    public String name() {
        return other.name();
    }

    @Override
    public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
        if (scores == null || this.state != state || this.customer != customer || this.day != day) {
            scores = other.score(state, customer, day, allowed);
            this.state = state;
            this.customer = customer;
            this.day = day;
        }
        return scores;
    }
}
