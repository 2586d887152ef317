package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Palette;
import io.tillstream.sandbox.shop.Fashion.Pattern;
import io.tillstream.sandbox.shop.Fashion.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes into fashion and goes again. Trends follow one another without end; the one with
 * number k is drawn from the seed and k alone.
 */
final class Trends {
    private static final String[] NEW_TAGS = {
        "quietluxury",
        "cottagecore",
        "y2krevival",
        "balletcore",
        "gorpcore",
        "coastalchic",
        "darkacademia",
        "dopaminedressing",
        "normcore",
        "capsulewardrobe"
    };
    private static final int LONGEST = 4;

    /** Days by which searches are ahead of posts, at most. */
    private static final int MOST_LEAD = 4;

    private final ShopConfig config;
    private final int interval;

    Trends(ShopConfig config) {
        this.config = config;
        this.interval = Math.max(2, Math.min(9, config.days() / 4));
    }

    /**
     * One trend. Days count from the first day of the run.
     *
     * @param type {@code tag}, {@code style}, or {@code attribute}
     * @param attribute name of the product attribute that is in fashion; null for a mere tag
     * @param value of the attribute; null for a mere tag
     * @param tag the hashtag of it
     * @param postShare share of all posts at the peak
     * @param demandShare share of all product choices at the peak
     * @param searchShare share of all searches at the peak
     * @param searchLead days by which searches are ahead of posts and demand
     */
    record Trend(
            int number,
            String type,
            String attribute,
            String value,
            String tag,
            int begin,
            int peak,
            int end,
            double postShare,
            double demandShare,
            double searchShare,
            int searchLead) {
        /** 0 outside, 1 at the peak. */
        double strength(double day) {
            if (day <= begin || day >= end) {
                return 0;
            }
            double part =
                    day < peak
                            ? (day - begin) / (peak - begin)
                            : (end - day) / (double) (end - peak);
            return part * part * (3 - 2 * part);
        }

        String subject() {
            return attribute == null ? tag : value;
        }

        /** Whether a picture can show it. */
        boolean canBeSeen() {
            return "pattern".equals(attribute) || "colour".equals(attribute);
        }

        boolean matches(Product product) {
            return attribute != null && product.attribute(attribute).equals(value);
        }
    }

    Trend trend(int number) {
        Rng rng = new Rng(config.seed(), "trend", number);
        int begin = 1 + number * interval + rng.below(Math.max(1, interval / 2));
        int length = interval + 1 + rng.below(interval * (LONGEST - 2));
        int peak = begin + Math.max(1, length * 2 / 5);
        int end = Math.max(begin + length, peak + 1);
        double posts = 0.10 + 0.15 * rng.unit();
        double demand = 0.05 + 0.08 * rng.unit();
        String attribute =
                switch (number % 4) {
                    case 0 -> "style";
                    case 1 -> "pattern";
                    case 2 -> "colour";
                    default -> null;
                };
        String value =
                switch (number % 4) {
                    case 0 -> rng.of(Style.values()).label();
                    case 1 -> Pattern.values()[rng.between(1, 5)].label();
                    case 2 -> rng.of(Palette.values()).label();
                    default -> null;
                };
        int round = number / 4;
        String tag = value;
        if (tag == null) {
            int again = round / NEW_TAGS.length;
            tag = NEW_TAGS[round % NEW_TAGS.length] + (again == 0 ? "" : again + 1);
        }
        String type = attribute == null ? "tag" : number % 4 == 0 ? "style" : "attribute";
        double searches = 0.08 + 0.12 * rng.unit();
        int lead = rng.below(MOST_LEAD + 1);
        return new Trend(
                number,
                type,
                attribute,
                value,
                tag,
                begin,
                peak,
                end,
                posts,
                attribute == null ? 0 : demand,
                searches,
                lead);
    }

    /** The trends that are under way on a day. */
    List<Trend> on(int day) {
        List<Trend> active = new ArrayList<>();
        for (int k = Math.max(0, day / interval - LONGEST - 1); k * interval <= day; k++) {
            Trend trend = trend(k);
            if (trend.begin() <= day && day < trend.end()) {
                active.add(trend);
            }
        }
        return active;
    }

    /** The trends that are searched for on a day, some before they are under way. */
    List<Trend> searchedOn(int day) {
        List<Trend> searched = new ArrayList<>();
        for (int lead = 0; lead <= MOST_LEAD; lead++) {
            for (Trend trend : on(day + lead)) {
                if (trend.searchLead() == lead) {
                    searched.add(trend);
                }
            }
        }
        return searched;
    }

    /** The trends that begin before a day. */
    List<Trend> before(int day) {
        List<Trend> begun = new ArrayList<>();
        for (int k = 0; k * interval < day; k++) {
            if (trend(k).begin() < day) {
                begun.add(trend(k));
            }
        }
        return begun;
    }
}
