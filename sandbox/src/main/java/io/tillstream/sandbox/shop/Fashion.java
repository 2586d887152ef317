package io.tillstream.sandbox.shop;

import java.util.Locale;

/** The vocabulary of the catalogue, and which looks belong to which style. */
final class Fashion {
    static final String[] CATEGORIES = {"dresses", "tops", "trousers", "skirts", "jackets", "bags"};
    static final int[] BASE_CENTS = {5990, 2490, 4990, 3990, 8990, 4490};
    static final String[] BRANDS = {
        "Alder",
        "Brisa",
        "Corvin",
        "Dalia",
        "Eastgate",
        "Fjell",
        "Gloria",
        "Halden",
        "Iris",
        "Juniper",
        "Kite",
        "Lumen"
    };
    static final String[] MATERIALS = {
        "cotton", "linen", "wool", "silk", "denim", "leather", "viscose", "jersey"
    };

    private Fashion() {}

    /** A main colour and the accent that patterns are drawn in. */
    enum Palette {
        BLACK(0x26262B, 0xA0A0AA),
        WHITE(0xFBF9F4, 0x9A9488),
        RED(0xC8202F, 0xF9D5D0),
        BLUE(0x1F4E9E, 0xC3DAF7),
        GREEN(0x2F7D4B, 0xD2EECF),
        YELLOW(0xECC02A, 0x7A5200),
        PINK(0xE77FAC, 0xFFF2F8),
        BEIGE(0xC4A67B, 0x5F4424);

        final int main;
        final int accent;

        Palette(int main, int accent) {
            this.main = main;
            this.accent = accent;
        }

        String label() {
            return lower(this);
        }
    }

    /** What is printed or woven on the garment. */
    enum Pattern {
        PLAIN,
        STRIPES,
        CHECKS,
        DOTS,
        FLORAL,
        ZIGZAG;

        String label() {
            return lower(this);
        }
    }

    /** Outlines; two for each category, in the order of {@link #CATEGORIES}. */
    enum Silhouette {
        A_LINE,
        SHEATH,
        BOXY,
        FITTED,
        STRAIGHT,
        WIDE_LEG,
        PENCIL,
        FLARED,
        CROPPED,
        LONGLINE,
        TOTE,
        CLUTCH;

        String label() {
            return lower(this);
        }

        int category() {
            return ordinal() / 2;
        }
    }

    /** Ways to dress. Each leans to some colours, patterns and materials. */
    enum Style {
        MINIMAL,
        BOHO,
        SPORTY,
        CLASSIC,
        STREET,
        ROMANTIC;

        String label() {
            return lower(this);
        }
    }

    private static final Palette[][] STYLE_PALETTES = {
        {Palette.BLACK, Palette.WHITE, Palette.BEIGE},
        {Palette.BEIGE, Palette.GREEN, Palette.YELLOW},
        {Palette.BLUE, Palette.YELLOW, Palette.WHITE},
        {Palette.BLUE, Palette.BEIGE, Palette.BLACK},
        {Palette.BLACK, Palette.RED, Palette.GREEN},
        {Palette.PINK, Palette.RED, Palette.WHITE},
    };
    private static final Pattern[][] STYLE_PATTERNS = {
        {Pattern.PLAIN},
        {Pattern.FLORAL, Pattern.ZIGZAG},
        {Pattern.STRIPES, Pattern.PLAIN},
        {Pattern.CHECKS, Pattern.STRIPES},
        {Pattern.ZIGZAG, Pattern.CHECKS, Pattern.PLAIN},
        {Pattern.FLORAL, Pattern.DOTS},
    };
    private static final int[][] STYLE_MATERIALS = {
        {0, 2, 3}, {1, 6, 0}, {7, 0}, {2, 0, 5}, {4, 5, 7}, {3, 6, 1}
    };
    private static final double TYPICAL = 0.85;

    static Palette palette(Style style, Rng rng) {
        return rng.chance(TYPICAL)
                ? rng.of(STYLE_PALETTES[style.ordinal()])
                : rng.of(Palette.values());
    }

    static Pattern pattern(Style style, Rng rng) {
        return rng.chance(TYPICAL)
                ? rng.of(STYLE_PATTERNS[style.ordinal()])
                : rng.of(Pattern.values());
    }

    static String material(Style style, Rng rng) {
        int[] typical = STYLE_MATERIALS[style.ordinal()];
        return MATERIALS[
                rng.chance(TYPICAL)
                        ? typical[rng.below(typical.length)]
                        : rng.below(MATERIALS.length)];
    }

    /** The look of a picture. */
    record Look(Palette palette, Pattern pattern, Silhouette silhouette) {}

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
