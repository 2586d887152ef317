package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Style;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

/**
 * The people, in arrays, so that millions fit. Each has a habit (when they shop), a trait (how they
 * spend), a favourite style, a preferred channel and a home store.
 *
 * <p>In an endless run the plan of one-time customers starts anew after {@code days} days with new
 * people, since those of before never come back.
 */
final class Customers {
    /** When somebody shops. */
    enum Habit {
        LOYAL,
        LAPSING,
        ONE_TIME,
        SEASONAL,
        OCCASIONAL;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How somebody spends. */
    enum Trait {
        BALANCED,
        BARGAIN,
        HIGH_VALUE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Habit[] HABITS = Habit.values();
    private static final Trait[] TRAITS = Trait.values();
    private static final Style[] STYLES = Style.values();

    /** Days of the year around which seasonal customers shop. */
    private static final int[] PEAKS = {95, 175, 250, 345};

    private final ShopConfig config;
    private final byte[] habits;
    private final byte[] traits;
    private final byte[] styles;
    private final byte[] peaks;
    private final float[] onlineShares;
    private final short[] homeStores;

    /** First day as a customer; for one-time customers the day from which they may buy. */
    private final int[] joins;

    /** For lapsing customers the day on which they stop, else the largest number. */
    private final int[] lapses;

    private final int[] purchases;
    private final double[] cumulative;
    private int generation;

    Customers(ShopConfig config) {
        this.config = config;
        int count = config.customers();
        habits = new byte[count];
        traits = new byte[count];
        styles = new byte[count];
        peaks = new byte[count];
        onlineShares = new float[count];
        homeStores = new short[count];
        joins = new int[count];
        lapses = new int[count];
        purchases = new int[count];
        cumulative = new double[count];
        Rng rng = new Rng(config.seed(), "customers");
        for (int i = 0; i < count; i++) {
            draw(i, rng);
        }
    }

    private void draw(int i, Rng rng) {
        Habit habit = habit(rng.unit());
        double trait = rng.unit();
        habits[i] = (byte) habit.ordinal();
        traits[i] = (byte) (trait < 0.55 ? 0 : trait < 0.82 ? 1 : 2);
        styles[i] = (byte) rng.below(STYLES.length);
        peaks[i] = (byte) rng.below(PEAKS.length);
        onlineShares[i] = (float) (0.1 + 0.8 * rng.unit());
        homeStores[i] = (short) rng.below(config.stores());
        int someDay = rng.below(config.days());
        boolean joinsLater = habit == Habit.ONE_TIME || rng.chance(0.25);
        joins[i] = joinsLater ? someDay : 0;
        int rest = config.days() - joins[i];
        lapses[i] =
                habit == Habit.LAPSING
                        ? joins[i] + (int) (rest * (0.2 + 0.5 * rng.unit()))
                        : Integer.MAX_VALUE;
    }

    private static Habit habit(double chance) {
        if (chance < 0.25) {
            return Habit.LOYAL;
        }
        if (chance < 0.43) {
            return Habit.LAPSING;
        }
        if (chance < 0.68) {
            return Habit.ONE_TIME;
        }
        return chance < 0.83 ? Habit.SEASONAL : Habit.OCCASIONAL;
    }

    void newDay(int day) {
        if (day / config.days() != generation) {
            generation = day / config.days();
            for (int i = 0; i < habits.length; i++) {
                if (habit(i) == Habit.ONE_TIME) {
                    purchases[i] = 0;
                }
            }
        }
        LocalDate date = config.start().plusDays(day);
        double[] season = new double[PEAKS.length];
        for (int i = 0; i < PEAKS.length; i++) {
            double away = Math.abs(date.getDayOfYear() - PEAKS[i]);
            double distance = Math.min(away, 365 - away) / 16;
            season[i] = 0.03 + 4 * StrictMath.exp(-distance * distance);
        }
        boolean promotion = ShopCalendar.promotion(date) != null;
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += activity(i, day, season) * (promotion && traits[i] == 1 ? 1.6 : 1);
            cumulative[i] = sum;
        }
    }

    private double activity(int i, int day, double[] season) {
        if (habit(i) == Habit.ONE_TIME) {
            boolean open = day % config.days() >= joins[i] && purchases[i] == 0;
            return open ? 1.2 : 0;
        }
        if (day < joins[i]) {
            return 0;
        }
        return switch (habit(i)) {
            case LOYAL -> 2.2;
            case LAPSING -> day < lapses[i] ? 1.8 : 0.01;
            case SEASONAL -> season[peaks[i]];
            default -> 0.35;
        };
    }

    /** Somebody who is about to shop in a channel; -1 if nobody is. */
    int pick(Rng rng, boolean online) {
        double sum = cumulative[cumulative.length - 1];
        if (sum <= 0) {
            return -1;
        }
        for (int i = 0; i < 4; i++) {
            int found = Arrays.binarySearch(cumulative, rng.unit() * sum);
            int who = Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
            boolean gone = habit(who) == Habit.ONE_TIME && purchases[who] > 0;
            double share = online ? onlineShares[who] : 1 - onlineShares[who];
            if (!gone && rng.chance(share)) {
                return who;
            }
        }
        return -1;
    }

    void bought(int who) {
        purchases[who]++;
    }

    int size() {
        return habits.length;
    }

    String id(int who) {
        String id = Ids.padded('C', who + 1L, 7);
        return generation > 0 && habit(who) == Habit.ONE_TIME ? id + "-" + generation : id;
    }

    Habit habit(int who) {
        return HABITS[habits[who]];
    }

    Trait trait(int who) {
        return TRAITS[traits[who]];
    }

    Style style(int who) {
        return STYLES[styles[who]];
    }

    int homeStore(int who) {
        return homeStores[who];
    }

    int joins(int who) {
        return joins[who];
    }

    int lapses(int who) {
        return lapses[who];
    }

    int purchases(int who) {
        return purchases[who];
    }

    LocalDate peak(int who, int year) {
        return LocalDate.ofYearDay(year, PEAKS[peaks[who]]);
    }
}
