package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code catalog.products}; a null value removes the product of the key. */
final class CatalogDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS =
            List.of(
                    "product_id",
                    "title",
                    "category",
                    "description",
                    "brand",
                    "price",
                    "currency",
                    "attributes",
                    "image_uri",
                    "lead_time_days",
                    "pack_size",
                    "min_order_quantity",
                    "launched_at",
                    "active");

    private static final int MAX_COUNT = 1_000_000;

    private String productId;
    private String title;
    private String category;
    private String description;
    private String brand;
    private Long price;
    private String currency;
    private Map<String, String> attributes;
    private String imageUri;
    private Integer leadTimeDays;
    private Integer packSize;
    private Integer minOrderQuantity;
    private Long launchedAt;
    private boolean active;

    CatalogDecoder(RecordLimits limits) {
        super(limits, FIELDS);
    }

    @Override
    protected InputEvent tombstone(byte[] key) throws InvalidRecord {
        if (key == null || key.length == 0 || key.length > limits.maxIdLength()) {
            throw new InvalidRecord(Kind.MISSING_FIELD, "a removal needs the product id as key");
        }
        return Product.tombstone(new String(key, StandardCharsets.UTF_8).replace("\0", ""));
    }

    @Override
    protected void begin() {
        productId = null;
        title = null;
        category = null;
        description = null;
        brand = null;
        price = null;
        currency = null;
        attributes = Map.of();
        imageUri = null;
        leadTimeDays = null;
        packSize = null;
        minOrderQuantity = null;
        launchedAt = null;
        active = true;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "product_id" -> productId = reader.id(name);
            case "title" -> title = reader.text(name);
            case "category" -> category = reader.id(name);
            case "description" -> description = reader.text(name);
            case "brand" -> brand = reader.id(name);
            case "price" -> price = reader.amount(name);
            case "currency" -> currency = reader.id(name);
            case "attributes" -> attributes = reader.attributes(name);
            case "image_uri" -> imageUri = reader.uri(name);
            case "lead_time_days" -> leadTimeDays = (int) reader.integer(name, 0, MAX_COUNT);
            case "pack_size" -> packSize = (int) reader.integer(name, 1, MAX_COUNT);
            case "min_order_quantity" ->
                    minOrderQuantity = (int) reader.integer(name, 0, MAX_COUNT);
            case "launched_at" -> launchedAt = reader.time(name);
            case "active" -> active = reader.flag(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        return new Product(
                required(productId, "product_id"),
                false,
                required(title, "title"),
                required(category, "category"),
                description,
                brand,
                price,
                currency,
                attributes,
                imageUri,
                leadTimeDays,
                packSize,
                minOrderQuantity,
                launchedAt,
                active);
    }
}
