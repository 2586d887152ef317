package io.tillstream.events;

import java.util.Map;

/**
 * The newest catalogue record of a product, or its removal.
 *
 * @param removed true for a tombstone: every other field but the id is then empty
 * @param price list price as {@link Amount}; nullable
 * @param leadTimeDays days from order to delivery; nullable, like all that follow
 * @param launchedAt epoch milliseconds
 */
public record Product(
        String productId,
        boolean removed,
        String title,
        String category,
        String description,
        String brand,
        Long price,
        String currency,
        Map<String, String> attributes,
        String imageUri,
        Integer leadTimeDays,
        Integer packSize,
        Integer minOrderQuantity,
        Long launchedAt,
        boolean active)
        implements InputEvent {
    /** The removal of a product. */
    public static Product tombstone(String productId) {
        return new Product(
                productId, true, null, null, null, null, null, null, Map.of(), null, null, null,
                null, null, false);
    }

    @Override
    public long occurredAt() {
        return TIMELESS;
    }
}
