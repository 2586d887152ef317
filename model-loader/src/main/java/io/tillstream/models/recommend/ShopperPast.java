package io.tillstream.models.recommend;

/**
 * What the shopper tower is told of a shopper whose products go by their ids.
 *
 * @param products bought before, each once
 * @param weights of them, each above 0
 * @param facts as in {@link ShopperInput}
 */
public record ShopperPast(String[] products, float[] weights, float[] facts) {
    /**
     * What is known of a shopper on a day.
     *
     * @param products bought before, each once
     * @param lastDays when each was bought last, UTC days
     * @param purchases so far
     */
    public static ShopperPast of(String[] products, long[] lastDays, int purchases, long day) {
        float[] weights = new float[products.length];
        long last = Long.MIN_VALUE;
        for (int i = 0; i < weights.length; i++) {
            // A purchase that came late may be newer than the event that asks.
            weights[i] = (float) ShopperHistory.decay(Math.max(0, (int) (day - lastDays[i])));
            last = Math.max(last, lastDays[i]);
        }
        return new ShopperPast(
                products,
                weights,
                ShopperInput.facts(products.length, purchases, Math.max(0, day - last)));
    }
}
