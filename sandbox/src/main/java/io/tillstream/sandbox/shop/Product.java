package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Look;
import io.tillstream.sandbox.shop.Fashion.Style;

/** A garment of the catalogue. Days count from the first day of the run. */
final class Product {
    final int index;
    final String id;
    final String title;
    final int category;
    final Style style;
    final Look look;
    final String material;
    final String brand;
    final int leadTimeDays;
    final int packSize;
    final int minOrderQuantity;

    /** Negative if it was there before the run. */
    final int launchDay;

    /** First day on which it is no longer sold. */
    final int endDay;

    /** Share of interest before novelty and trends. */
    final double weight;

    /** How it begins to sell. */
    final LifeCycle lifeCycle;

    /** 0 to 1; reviews follow it. */
    final double quality;

    int cents;

    Product(int index, int rank, ShopConfig config, Rng rng) {
        this.index = index;
        this.id = Ids.padded('P', index + 1L, 6);
        this.style = rng.of(Style.values());
        this.look =
                new Look(
                        Fashion.palette(style, rng),
                        Fashion.pattern(style, rng),
                        rng.of(Fashion.Silhouette.values()));
        this.category = look.silhouette().category();
        this.material = Fashion.material(style, rng);
        int brandIndex = rng.below(Fashion.BRANDS.length);
        this.brand = Fashion.BRANDS[brandIndex];
        this.title = title();
        this.cents = price(brandIndex, rng);
        this.leadTimeDays = rng.between(2, 12);
        this.packSize = new int[] {1, 2, 5, 6, 10}[rng.below(5)];
        this.minOrderQuantity = packSize * rng.between(1, 4);
        boolean launched = rng.chance(0.15) && config.days() > 1;
        int mid = 1 + rng.below(Math.max(1, config.days() - 1));
        int before = -rng.between(30, 900);
        this.launchDay = launched ? mid : before;
        boolean ends = !launched && rng.chance(0.02);
        this.endDay = ends ? mid : Integer.MAX_VALUE;
        this.weight = StrictMath.pow(rank + 3.0, -0.9);
        this.quality = 0.35 + 0.6 * rng.unit();
        this.lifeCycle =
                launched && config.lifeCycles()
                        ? LifeCycle.of(style, new Rng(config.seed(), "life-cycle", index))
                        : LifeCycle.NOVELTY;
    }

    private String title() {
        String kind =
                switch (look.silhouette()) {
                    case A_LINE -> "A-line dress";
                    case SHEATH -> "sheath dress";
                    case BOXY -> "boxy tee";
                    case FITTED -> "fitted top";
                    case STRAIGHT -> "straight trousers";
                    case WIDE_LEG -> "wide-leg trousers";
                    case PENCIL -> "pencil skirt";
                    case FLARED -> "flared skirt";
                    case CROPPED -> "cropped jacket";
                    case LONGLINE -> "longline coat";
                    case TOTE -> "tote bag";
                    case CLUTCH -> "clutch";
                };
        String print = look.pattern() == Fashion.Pattern.PLAIN ? "" : look.pattern().label() + " ";
        return brand + " " + print + kind + " in " + look.palette().label() + " " + material;
    }

    private int price(int brandIndex, Rng rng) {
        double factor = (0.55 + brandIndex * 0.12) * (0.75 + 0.5 * rng.unit());
        int whole = (int) (Fashion.BASE_CENTS[category] * factor) / 100;
        int[] endings = {90, 95, 99, 50, 0};
        return Math.max(5, whole) * 100 + endings[rng.below(endings.length)];
    }

    boolean soldOn(int day) {
        return launchDay <= day && day < endDay;
    }

    /** Interest on a day. */
    double interest(int day) {
        return weight * lifeCycle.interest(day - launchDay);
    }

    /** Value of an attribute by its name on the wire. */
    String attribute(String name) {
        return switch (name) {
            case "style" -> style.label();
            case "colour" -> look.palette().label();
            case "pattern" -> look.pattern().label();
            case "silhouette" -> look.silhouette().label();
            case "material" -> material;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
