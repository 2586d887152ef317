package io.tillstream.demand;

import java.util.Arrays;

/**
 * One series of sales (a product in a store, a product, a category, or the total; units or revenue)
 * as the state of its forecast: updated once for each closed day, in a few microseconds and
 * constant space, and asked for 1 to 30 days and more ahead at any time.
 *
 * <p>The six {@link Model}s run side by side. Each is judged by what it said seven days before, and
 * their weights follow these losses: exponentially weighted averaging, Cesa-Bianchi and Lugosi
 * (2006), "Prediction, Learning, and Games", chapter 2, with losses discounted (section 2.11) and,
 * while the series is short, leaning on the pool's. An outlier counts up to a cap; what lies above
 * goes into a slow level of its own, so that it neither shifts the forecast at once nor gets lost
 * from the mean. Intervals come from the series' own out-of-sample errors ({@link ErrorShape}), and
 * their tails are moved until they miss as often as they should: Gibbs and Candès (2021), "Adaptive
 * conformal inference under distribution shift".
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class DemandSeries {
    private static final Model[] MODELS = Model.values();
    private static final Lead[] LEADS = Lead.values();
    private static final int NUMERATORS = 0;
    private static final int DENOMINATORS = 3;
    private static final int EXCESS = 6;
    private static final int EXCESS_SHARE = 7;
    private static final int DEVIATION = 8;
    private static final int DEVIATION_SHARE = 9;
    private static final int SALE_DAYS = 10;
    private static final int SALE_SHARE = 11;
    private static final int SIZE = 12;
    private static final int TREND = 13;
    private static final int VARIANCE_NEAR = 14;
    private static final int VARIANCE_FAR = 15;
    private static final int LOSS_COUNT = 16;
    private static final int JUDGED = 17;
    private static final int WEEK_ACTUAL = 18;
    private static final int WEEK_FORECAST = 19;
    private static final int WEEK_DAYS = 20;
    private static final int CELLS = 21;

    private static final double[] RATES = {0.01, 0.03, 0.08};
    private static final double EXCESS_RATE = 0.01;
    private static final double DEVIATION_RATE = 0.03;
    private static final double SALE_RATE = 0.04;
    private static final double SIZE_RATE = 0.06;
    private static final double TREND_RATE = 0.02;
    private static final double TREND_DAMPING = 0.97;
    private static final double MAX_DAILY_TREND = 0.1;
    private static final double MAX_TREND = Math.log(2);
    private static final int TREND_AFTER = 28;
    private static final float KEEP_WEEKDAY = 0.9f;

    /** So many days with sales of the pool weigh as much in the week as the series' own. */
    private static final double WEEK_PRIOR = 100;

    private static final double OUTLIER = 5;
    private static final double DEVIATION_FLOOR = 0.1;
    private static final double CAP_SHARE = 0.3;
    private static final double MAX_EXCESS = 10;

    /** Outliers may raise a forecast by no more than this share. */
    private static final double MOST_EXCESS = 1;

    private static final int OUTLIERS_AFTER = 10;
    private static final double LOWEST_SHARE = 0.05;
    private static final double EXCESS_COUNTS = 0.85;

    private static final double LOSS_KEEP = 0.98;
    private static final double LOSS_SMOOTHING = 0.5;
    private static final double MAX_LOSS = 25;
    private static final double LEARNING_RATE = 0.05;
    private static final double POOL_LOSSES = 100;

    private static final double VARIANCE_RATE = 0.02;
    private static final double POOL_ERRORS = 15;
    private static final float KEEP_ERRORS = 0.99f;
    private static final double TAIL = 0.1;
    private static final double LONE_TAIL = 0.2;
    private static final double TAIL_RATE = 0.01;
    private static final double MIN_TAIL = 0.01;
    private static final double MAX_TAIL = 0.3;
    private static final float NONE = -1;

    /** Open days since the first sale, or since the launch. */
    public int openDays;

    /** Days with a sale, discounted by a percent an open day. */
    public float activeDays;

    /** The levels, the damped trend and what belongs to them, by the constants above. */
    public float[] cells = new float[CELLS];

    /** The series' own week. */
    public WeekProfile week = new WeekProfile();

    /** Discounted sum of squared smoothed errors, in mean absolute deviations, by model. */
    public float[] losses = new float[Model.COUNT];

    /** Smoothed error, in mean absolute deviations, by model. */
    public float[] drifts = new float[Model.COUNT];

    /** What was said seven days before: a row for each of seven days, models, then the mean. */
    public float[] near = none(Lead.NEAR.days * (Model.COUNT + 1));

    /** The mean said 21 days before, for each of 21 days. */
    public float[] far = none(Lead.FAR.days);

    /** Histograms of errors. */
    public float[] errors = new float[Lead.COUNT * ErrorShape.BINS];

    /** Shares of errors outside the interval, below and above, for one near and one far day. */
    public float[] tails = {(float) TAIL, (float) TAIL, (float) TAIL, (float) TAIL};

    /** For Flink. */
    public DemandSeries() {}

    private static float[] none(int length) {
        float[] none = new float[length];
        Arrays.fill(none, NONE);
        return none;
    }

    /**
     * Starts a series that has sold nothing yet with what similar ones lead to expect.
     *
     * @param level sales on an average day, zero or more
     * @param days so many days of own sales weigh as much
     */
    public void expect(double level, double days) {
        for (int i = 0; i < RATES.length; i++) {
            cells[NUMERATORS + i] += (float) (level * days);
            cells[DENOMINATORS + i] += (float) days;
        }
        cells[SALE_DAYS] += (float) (Math.min(1, level) * days);
        cells[SALE_SHARE] += (float) days;
        cells[SIZE] = (float) Math.max(1, level);
        openDays = Math.max(1, openDays);
    }

    /** Whether it has sold, or was told what to expect. */
    public boolean started() {
        return openDays > 0;
    }

    /**
     * Learns a closed day. Days come in order, each once, those without sales too.
     *
     * @param pool as of the close of the day before
     * @param summary takes what the pool shall learn of this series
     */
    public void learn(DayFacts facts, DemandPool pool, DaySummary summary) {
        if (!started() && facts.value() <= 0) {
            return;
        }
        int weekday = WeekProfile.weekdayOf(facts.day());
        double[] factors = factors(pool);
        double share = Math.max(LOWEST_SHARE, factors[weekday]) * facts.effect();
        double cap = openDays < OUTLIERS_AFTER ? Double.MAX_VALUE : cap(share);
        double damped = Math.max(0, Math.min(facts.value(), cap));
        boolean censored = !facts.inStock() && facts.value() < mean(steady(), share);
        if (facts.open() && !censored && facts.effect() > 0) {
            judge(facts, damped, share, pool, summary);
            update(facts.value(), damped, share, cap);
            week.learn(weekday, damped / facts.effect(), KEEP_WEEKDAY);
            summary.sales += damped / facts.effect();
            summary.sellers += damped > 0 ? 1 : 0;
        } else if (!facts.open() && facts.effect() >= 1) {
            week.learn(weekday, 0, KEEP_WEEKDAY);
        }
        remember(facts.day(), pool);
    }

    private double[] factors(DemandPool pool) {
        return week.factors(pool.weekFactors(), activeDays / (activeDays + WEEK_PRIOR));
    }

    private double cap(double share) {
        double deviation = Math.max(deviation(), DEVIATION_FLOOR * cells[SIZE]);
        return (steady() + OUTLIER * deviation) * Math.max(CAP_SHARE, share);
    }

    private double deviation() {
        return ratio(cells[DEVIATION], cells[DEVIATION_SHARE]);
    }

    private double level(int i) {
        return ratio(cells[NUMERATORS + i], cells[DENOMINATORS + i]);
    }

    private double steady() {
        return level(Model.STEADY.ordinal());
    }

    private static double ratio(double numerator, double denominator) {
        return denominator > 0 ? numerator / denominator : 0;
    }

    private static double mean(double level, double share) {
        return level * share;
    }

    /** Levels, trend and size after a day. */
    private void update(double value, double damped, double share, double cap) {
        double before = steady();
        openDays++;
        for (int i = 0; i < RATES.length; i++) {
            discount(NUMERATORS + i, RATES[i], damped);
            discount(DENOMINATORS + i, RATES[i], share);
        }
        double excess = value - damped;
        if (cap < Double.MAX_VALUE) {
            excess = Math.max(-cap, Math.min(excess, MAX_EXCESS * cap));
        }
        discount(EXCESS, EXCESS_RATE, excess);
        discount(EXCESS_SHARE, EXCESS_RATE, share);
        discount(DEVIATION, DEVIATION_RATE, Math.abs(damped - before * share));
        discount(DEVIATION_SHARE, DEVIATION_RATE, share);
        discount(SALE_DAYS, SALE_RATE, damped > 0 ? 1 : 0);
        discount(SALE_SHARE, SALE_RATE, share);
        if (damped > 0) {
            double size = cells[SIZE];
            cells[SIZE] = (float) (size == 0 ? damped : size + SIZE_RATE * (damped - size));
        }
        activeDays = activeDays * 0.99f + (damped > 0 ? 1 : 0);
        if (openDays > TREND_AFTER && before > 0) {
            double step = Math.log(Math.max(steady(), 1e-9) / before);
            double bounded = Math.max(-MAX_DAILY_TREND, Math.min(MAX_DAILY_TREND, step));
            cells[TREND] += (float) (TREND_RATE * (bounded - cells[TREND]));
        }
    }

    private void discount(int cell, double rate, double more) {
        cells[cell] = (float) (cells[cell] * (1 - rate) + more);
    }

    /** A model's forecast without outliers. */
    private double say(Model model, int ahead, int weekday, double factor) {
        return switch (model) {
            case SLOW, STEADY, FAST -> level(model.ordinal()) * factor;
            case INTERMITTENT -> ratio(cells[SALE_DAYS], cells[SALE_SHARE]) * cells[SIZE] * factor;
            case WEEKDAY -> week.mean(weekday, steady() * factor);
            case TREND -> steady() * trend(ahead) * factor;
        };
    }

    private double trend(int ahead) {
        double sum = cells[TREND] * (1 - Math.pow(TREND_DAMPING, ahead)) / (1 - TREND_DAMPING);
        return Math.exp(Math.max(-MAX_TREND, Math.min(MAX_TREND, sum)));
    }

    private double excess() {
        double excess = EXCESS_COUNTS * ratio(cells[EXCESS], cells[EXCESS_SHARE]);
        return Math.min(excess, MOST_EXCESS * steady());
    }

    /**
     * The models' weights as of now.
     *
     * @return by {@link Model#ordinal()}, each 0 to 1, with a sum of 1
     */
    public double[] weights(DemandPool pool) {
        double[] weights = new double[Model.COUNT];
        double count = cells[LOSS_COUNT];
        double least = Double.MAX_VALUE;
        for (int i = 0; i < weights.length; i++) {
            double pooled = ratio(pool.losses[i], pool.lossCount);
            weights[i] = (losses[i] + POOL_LOSSES * pooled) / (count + POOL_LOSSES);
            least = Math.min(least, weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double more = least > 0 ? weights[i] / least - 1 : 0;
            weights[i] = Math.exp(-LEARNING_RATE * (count + POOL_LOSSES) * more);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Compares what was said of a day with what came. */
    private void judge(
            DayFacts facts, double damped, double share, DemandPool pool, DaySummary summary) {
        int row = Math.floorMod(facts.day(), Lead.NEAR.days) * (Model.COUNT + 1);
        float said = near[row + Model.COUNT];
        if (said != NONE) {
            double deviation = Math.max(deviation(), DEVIATION_FLOOR * cells[SIZE]);
            if (deviation > 0) {
                judgeModels(row, facts.effect(), damped, deviation * share, summary);
            }
            judgeMean(Lead.NEAR, said * facts.effect(), facts.value(), pool, summary);
            judgeWeek(said * facts.effect(), facts.value(), summary);
        }
        float early = far[Math.floorMod(facts.day(), Lead.FAR.days)];
        if (early != NONE) {
            judgeMean(Lead.FAR, early * facts.effect(), facts.value(), pool, summary);
        }
    }

    private void judgeModels(
            int row, double effect, double damped, double unit, DaySummary summary) {
        discount(LOSS_COUNT, 1 - LOSS_KEEP, 1);
        summary.lossCount++;
        for (int i = 0; i < losses.length; i++) {
            double error = (near[row + i] * effect - damped) / unit;
            double drift = drifts[i] + LOSS_SMOOTHING * (error - drifts[i]);
            drifts[i] = (float) drift;
            double loss = Math.min(MAX_LOSS, drift * drift);
            losses[i] = (float) (losses[i] * LOSS_KEEP + loss);
            summary.losses[i] += loss;
        }
    }

    private void judgeMean(
            Lead lead, double said, double value, DemandPool pool, DaySummary summary) {
        int cell = lead == Lead.NEAR ? VARIANCE_NEAR : VARIANCE_FAR;
        if (lead == Lead.NEAR) {
            cells[JUDGED]++;
        }
        double rate = Math.max(VARIANCE_RATE, 1 / (1 + cells[JUDGED]));
        double error = value - said;
        cells[cell] += (float) (rate * (error * error - cells[cell]));
        double ratio = said > 0 ? value / said : value > 0 ? Double.MAX_VALUE : 0;
        int tail = 2 * lead.ordinal();
        double low = quantile(lead, pool, tails[tail]);
        double high = quantile(lead, pool, 1 - tails[tail + 1]);
        move(tail, low > 0 ? TAIL : tails[tail], ratio < low, low > 0);
        move(tail + 1, low > 0 ? TAIL : LONE_TAIL, ratio > high, true);
        ErrorShape.learn(errors, lead.bins(), ratio, KEEP_ERRORS);
        summary.errors[lead.bins() + ErrorShape.binOf(ratio)]++;
    }

    /** A tail that missed gets smaller, one that did not gets larger. */
    private void move(int tail, double target, boolean missed, boolean could) {
        double moved =
                could
                        ? tails[tail] + TAIL_RATE * (target - (missed ? 1 : 0))
                        : tails[tail] + TAIL_RATE * (TAIL - tails[tail]);
        tails[tail] = (float) Math.max(MIN_TAIL, Math.min(MAX_TAIL, moved));
    }

    private void judgeWeek(double said, double value, DaySummary summary) {
        cells[WEEK_ACTUAL] += (float) value;
        cells[WEEK_FORECAST] += (float) said;
        cells[WEEK_DAYS]++;
        if (cells[WEEK_DAYS] == WeekProfile.DAYS) {
            double actual = Math.max(0, cells[WEEK_ACTUAL]);
            double ratio =
                    cells[WEEK_FORECAST] > 0
                            ? actual / cells[WEEK_FORECAST]
                            : actual > 0 ? Double.MAX_VALUE : 0;
            ErrorShape.learn(errors, Lead.SUM.bins(), ratio, KEEP_ERRORS);
            summary.errors[Lead.SUM.bins() + ErrorShape.binOf(ratio)]++;
            cells[WEEK_ACTUAL] = 0;
            cells[WEEK_FORECAST] = 0;
            cells[WEEK_DAYS] = 0;
        }
    }

    private double quantile(Lead lead, DemandPool pool, double share) {
        return ErrorShape.quantile(errors, pool.errors, lead.bins(), POOL_ERRORS, share);
    }

    /** Keeps what is said today of seven and of 21 days ahead, to be judged then. */
    private void remember(long today, DemandPool pool) {
        double[] factors = factors(pool);
        double[] weights = weights(pool);
        int weekday = WeekProfile.weekdayOf(today);
        int row = Math.floorMod(today, Lead.NEAR.days) * (Model.COUNT + 1);
        double nearMean = excess() * factors[weekday];
        double farMean = nearMean;
        for (Model model : MODELS) {
            int i = model.ordinal();
            double said = say(model, Lead.NEAR.days, weekday, factors[weekday]);
            near[row + i] = (float) said;
            nearMean += weights[i] * said;
            farMean += weights[i] * say(model, Lead.FAR.days, weekday, factors[weekday]);
        }
        near[row + Model.COUNT] = (float) Math.max(0, nearMean);
        far[Math.floorMod(today, Lead.FAR.days)] = (float) Math.max(0, farMean);
    }

    /**
     * The forecast as of the close of a day.
     *
     * @param today the last day learnt
     * @param effects factor of holiday, promotion and the like for each day ahead, 1 for an
     *     ordinary one; its length is the horizon
     */
    public Outlook forecast(long today, double[] effects, DemandPool pool) {
        double[] means = new double[effects.length];
        double[] factors = factors(pool);
        double[] weights = weights(pool);
        double excess = excess();
        for (int h = 1; h <= means.length; h++) {
            int weekday = WeekProfile.weekdayOf(today + h);
            double sum = excess * factors[weekday];
            for (Model model : MODELS) {
                sum += weights[model.ordinal()] * say(model, h, weekday, factors[weekday]);
            }
            means[h - 1] = Math.max(0, sum * effects[h - 1]);
        }
        return new Outlook(means, quantileFactors(pool));
    }

    private double[] quantileFactors(DemandPool pool) {
        double[] quantiles = new double[Lead.COUNT * Outlook.QUANTILES];
        for (Lead lead : LEADS) {
            double low = lead == Lead.SUM ? TAIL : tails[2 * lead.ordinal()];
            double high = lead == Lead.SUM ? TAIL : tails[2 * lead.ordinal() + 1];
            int at = lead.ordinal() * Outlook.QUANTILES;
            quantiles[at + Outlook.LOW] = quantile(lead, pool, low);
            quantiles[at + Outlook.MIDDLE] = quantile(lead, pool, 0.5);
            quantiles[at + Outlook.HIGH] = quantile(lead, pool, 1 - high);
        }
        return quantiles;
    }

    /** How what came over several days together spread around what was expected, as shares. */
    float[] weekShape(DemandPool pool) {
        return ErrorShape.shares(errors, pool.errors, Lead.SUM.bins(), POOL_ERRORS);
    }

    /** What was said of a day seven days before it, holidays apart; below 0 if nothing was. */
    double saidOf(long day) {
        return near[Math.floorMod(day, Lead.NEAR.days) * (Model.COUNT + 1) + Model.COUNT];
    }

    /** Mean squared error of a day's forecast, for the reconciliation; 0 while unknown. */
    double variance(Lead lead) {
        return cells[lead == Lead.NEAR ? VARIANCE_NEAR : VARIANCE_FAR];
    }

    /** Days with a sale, those of long ago discounted. */
    double activeDays() {
        return activeDays;
    }

    /** Sales of an average day, as of late. */
    double level() {
        return steady();
    }

    /** One that goes its own way from here. */
    DemandSeries copy() {
        DemandSeries copy = new DemandSeries();
        copy.openDays = openDays;
        copy.activeDays = activeDays;
        copy.cells = cells.clone();
        copy.week.sales = week.sales.clone();
        copy.week.days = week.days.clone();
        copy.losses = losses.clone();
        copy.drifts = drifts.clone();
        copy.near = near.clone();
        copy.far = far.clone();
        copy.errors = errors.clone();
        copy.tails = tails.clone();
        return copy;
    }
}
