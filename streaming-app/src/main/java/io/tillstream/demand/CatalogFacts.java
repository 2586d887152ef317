package io.tillstream.demand;

import io.tillstream.events.Amount;
import io.tillstream.events.EventTime;
import io.tillstream.events.Product;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the catalogue says of a product, as far as demand hangs on it.
 *
 * @param listed whether the catalogue holds it
 * @param ordered whether stores go on ordering it: not once it is removed or inactive
 * @param price list price in major units, 0 if unknown
 * @param traits sorted hashes of title words, brand and attributes, by which products are alike
 * @param launchDay epoch day, {@link #UNKNOWN} if the catalogue does not tell
 * @param leadTimeDays 0 if unknown, like packSize and minOrderQuantity
 * @param look nullable: how its picture looks
 */
public record CatalogFacts(
        String productId,
        String category,
        boolean listed,
        boolean ordered,
        double price,
        int[] traits,
        long launchDay,
        int leadTimeDays,
        int packSize,
        int minOrderQuantity,
        Look look) {
    static final long UNKNOWN = Long.MIN_VALUE;
    static final String NO_CATEGORY = "uncategorised";

    private static final int MAX_TRAITS = 32;

    /** The facts of a catalogue record. */
    static CatalogFacts of(Product product) {
        return new CatalogFacts(
                product.productId(),
                product.category() == null ? NO_CATEGORY : product.category(),
                !product.removed(),
                !product.removed() && product.active(),
                product.price() == null ? 0 : (double) product.price() / Amount.ONE,
                traits(product),
                product.launchedAt() == null ? UNKNOWN : EventTime.dayOf(product.launchedAt()),
                Math.min(DemandOptions.MOST_DAYS, orZero(product.leadTimeDays())),
                orZero(product.packSize()),
                orZero(product.minOrderQuantity()),
                null);
    }

    /** A product that the catalogue does not know. */
    static CatalogFacts unknown(String productId) {
        return new CatalogFacts(
                productId, NO_CATEGORY, false, true, 0, new int[0], UNKNOWN, 0, 0, 0, null);
    }

    /** The same in another category. */
    CatalogFacts in(String other) {
        return with(other, listed, ordered, look);
    }

    /** The same once the catalogue has dropped it. */
    CatalogFacts notOrdered() {
        return with(category, false, false, look);
    }

    /** The same with another picture. */
    CatalogFacts looking(Look other) {
        return with(category, listed, ordered, other);
    }

    private CatalogFacts with(
            String newCategory, boolean nowListed, boolean nowOrdered, Look newLook) {
        return new CatalogFacts(
                productId,
                newCategory,
                nowListed,
                nowOrdered,
                price,
                traits,
                launchDay,
                leadTimeDays,
                packSize,
                minOrderQuantity,
                newLook);
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }

    private static int[] traits(Product product) {
        Stream<String> words =
                product.title() == null
                        ? Stream.of()
                        : Arrays.stream(product.title().toLowerCase(Locale.ROOT).split("\\W+"));
        Map<String, String> attributes =
                product.attributes() == null ? Map.of() : product.attributes();
        Stream<String> told =
                attributes.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
        Stream<String> brand =
                product.brand() == null ? Stream.of() : Stream.of("brand=" + product.brand());
        return Stream.of(told, brand, words)
                .flatMap(s -> s)
                .filter(word -> !word.isEmpty())
                .mapToInt(String::hashCode)
                .distinct()
                .sorted()
                .limit(MAX_TRAITS)
                .toArray();
    }
}
