package io.tillstream.models.recommend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What the item tower is told of a product: hashed buckets of its id, category, brand, price and of
 * the words of its title. The sizes are those of the skeleton ({@code two_tower_skeleton.py}).
 */
public final class ItemEncoder {
    /** Length of item and shopper vectors, and of the image input. */
    public static final int WIDTH = 64;

    /** Words of a title that count. */
    static final int TITLE_WORDS = 12;

    /** Buckets of one product: id, category, brand, price, then the words. */
    static final int FACTS = 4 + TITLE_WORDS;

    private static final int IDS = 16_384;
    private static final int CATEGORIES = 1_024;
    private static final int BRANDS = 4_096;
    private static final int PRICES = 64;
    private static final int WORDS = 8_192;
    private static final int PRICE_STEPS_PER_DOUBLING = 4;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private ItemEncoder() {}

    /** The buckets of products, one row of {@link #FACTS} after the other. */
    static long[] encode(List<ProductFacts> products) {
        long[] rows = new long[products.size() * FACTS];
        for (int i = 0; i < products.size(); i++) {
            encode(products.get(i), rows, i * FACTS);
        }
        return rows;
    }

    private static void encode(ProductFacts product, long[] rows, int at) {
        rows[at] = bucket(product.id(), IDS);
        rows[at + 1] = bucket(product.category(), CATEGORIES);
        rows[at + 2] = bucket(product.brand(), BRANDS);
        rows[at + 3] = priceBucket(product.price());
        long[] words =
                Arrays.stream(NO_WORD.split(product.title().toLowerCase(Locale.ROOT)))
                        .filter(word -> !word.isEmpty())
                        .limit(TITLE_WORDS)
                        .mapToLong(word -> bucket(word, WORDS))
                        .toArray();
        System.arraycopy(words, 0, rows, at + 4, words.length);
    }

    /** 0 for what is not there, else 1 to buckets - 1. */
    private static long bucket(String text, int buckets) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        CRC32 hash = new CRC32();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return 1 + hash.getValue() % (buckets - 1);
    }

    /** 0 without a price; else in steps of a quarter of a doubling, from 1/64 on. */
    private static long priceBucket(Double price) {
        if (price == null) {
            return 0;
        }
        double doublings = Math.log(Math.max(price, 1e-3)) / Math.log(2) + 6;
        return Math.max(1, Math.min(PRICES - 1, Math.round(doublings * PRICE_STEPS_PER_DOUBLING)));
    }
}
