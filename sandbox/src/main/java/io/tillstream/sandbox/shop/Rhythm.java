package io.tillstream.sandbox.shop;

import java.time.LocalDate;

/** How much is going on: shapes of the day, the week and the year, each with mean 1. */
final class Rhythm {
    private static final double[] ONLINE_HOURS =
            normalised(
                    9, 5, 3, 2, 2, 4, 10, 20, 30, 36, 40, 44, 50, 46, 42, 42, 46, 54, 66, 84, 92,
                    78, 46, 22);
    private static final double[] STORE_HOURS =
            normalised(
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 40, 52, 58, 54, 50, 56, 66, 78, 72, 40, 0, 0, 0,
                    0);
    private static final double[] POST_HOURS =
            normalised(
                    18, 9, 5, 4, 5, 8, 18, 30, 36, 38, 40, 44, 52, 48, 42, 42, 48, 58, 70, 82, 88,
                    80, 58, 34);
    private static final double[] ONLINE_WEEK = normalised(1.02, 0.96, 0.95, 0.96, 0.95, 1.02, 1.2);
    private static final double[] STORE_WEEK = normalised(0.85, 0.85, 0.9, 0.95, 1.2, 1.65, 0.3);
    private static final double PROMOTION_LIFT = 0.35;

    private Rhythm() {}

    private static double[] normalised(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] shape = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            shape[i] = weights[i] * weights.length / sum;
        }
        return shape;
    }

    static double online(LocalDate date, int hour) {
        return ONLINE_HOURS[hour] * ONLINE_WEEK[date.getDayOfWeek().getValue() - 1] * year(date);
    }

    static double stores(LocalDate date, int hour) {
        return STORE_HOURS[hour] * STORE_WEEK[date.getDayOfWeek().getValue() - 1] * year(date);
    }

    static double posts(int hour) {
        return POST_HOURS[hour];
    }

    /** Summer holidays are quiet, the weeks before Christmas are not. */
    private static double year(LocalDate date) {
        double wave = 1 + 0.1 * StrictMath.cos((date.getDayOfYear() - 350) * StrictMath.PI / 182.6);
        boolean advent =
                (date.getMonthValue() == 12 && date.getDayOfMonth() < 24)
                        || (date.getMonthValue() == 11 && date.getDayOfMonth() > 19);
        ShopCalendar.Promotion promotion = ShopCalendar.promotion(date);
        double lift = promotion == null ? 1 : 1 + PROMOTION_LIFT * promotion.percent() / 30;
        return (advent ? 1.4 : 0.97) * wave * lift;
    }
}
