package io.tillstream.sandbox.shop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** All products, launched or not yet, and their records. */
final class Catalogue {
    private static final String[] ATTRIBUTES = {
        "style", "colour", "pattern", "silhouette", "material"
    };
    private static final int REPRICE_EVERY = 45;

    private final Product[] products;
    private final ShopConfig config;
    private final Gallery gallery;
    private final JsonBytes json = new JsonBytes();
    private final Rng prices;

    Catalogue(ShopConfig config, Gallery gallery) {
        this.config = config;
        this.gallery = gallery;
        this.prices = new Rng(config.seed(), "prices");
        Rng rng = new Rng(config.seed(), "catalogue");
        int[] ranks = shuffled(config.products(), rng);
        this.products = new Product[config.products()];
        for (int i = 0; i < products.length; i++) {
            products[i] = new Product(i, ranks[i], config, rng);
        }
    }

    private static int[] shuffled(int count, Rng rng) {
        int[] ranks = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = rng.below(i + 1);
            int swap = ranks[i];
            ranks[i] = ranks[other];
            ranks[other] = swap;
        }
        return ranks;
    }

    int size() {
        return products.length;
    }

    Product product(int index) {
        return products[index];
    }

    /** The records of what is sold when the run begins, drawn one by one. */
    Iterator<SimulatedRecord> opening() {
        return IntStream.range(0, products.length)
                .filter(i -> products[i].launchDay < 0)
                .mapToObj(i -> record(products[i], 0))
                .iterator();
    }

    /** The records that a day begins with: launches, ends of sale, new prices. */
    List<SimulatedRecord> newDay(int day) {
        List<SimulatedRecord> records = new ArrayList<>();
        for (Product product : products) {
            boolean repriced = false;
            if ((product.index + day) % REPRICE_EVERY == 0 && product.soldOn(day) && day > 0) {
                // Whole percent of the price, so that it stays in cents.
                int percent = prices.between(88, 108);
                product.cents = Math.max(100, product.cents * percent / 100);
                repriced = true;
            }
            if (repriced || product.launchDay == day || product.endDay == day) {
                records.add(record(product, day));
            }
        }
        return records;
    }

    private SimulatedRecord record(Product product, int day) {
        json.begin()
                .id("product_id", product.id)
                .text("title", product.title)
                .id("category", Fashion.CATEGORIES[product.category])
                .id("brand", product.brand)
                .money("price", product.cents)
                .id("currency", "EUR")
                .name("attributes")
                .open();
        for (String attribute : ATTRIBUTES) {
            json.id(attribute, product.attribute(attribute));
        }
        json.close()
                .id("image_uri", gallery.ofProduct(product))
                .number("lead_time_days", product.leadTimeDays)
                .number("pack_size", product.packSize)
                .number("min_order_quantity", product.minOrderQuantity)
                .time("launched_at", config.startMillis() + product.launchDay * Clock.DAY)
                .flag("active", day < product.endDay);
        return new SimulatedRecord(
                Topics.CATALOG_PRODUCTS,
                Ids.bytes(product.id),
                json.end(),
                config.startMillis() + day * Clock.DAY);
    }
}
