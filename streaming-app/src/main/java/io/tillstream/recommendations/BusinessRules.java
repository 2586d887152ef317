package io.tillstream.recommendations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the business decides whatever shoppers like: products, categories and brands that are never
 * shown, products at fixed places, and factors on chances.
 *
 * <pre>
 * {"exclude": {"products": ["p1"], "categories": ["gifts"], "brands": ["Old"]},
 *  "pin":     {"p7": 1},
 *  "boost":   {"products": {"p3": 2.0}, "categories": {"coats": 1.5}, "brands": {"Own": 1.2}}}
 * </pre>
 *
 * A pin's number is the place from 1 on; a factor lies above 0 and is 100 at most.
 */
public final class BusinessRules implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double MOST_BOOST = 100;
    private static final int MOST_PLACE = 100;
    private static final int MOST_NAMES = 100_000;
    private static final Set<String> KINDS = Set.of("products", "categories", "brands");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** No rules. */
    public static final BusinessRules NONE = new BusinessRules();

    private final HashSet<String> excluded = new HashSet<>();
    private final HashMap<String, Double> boosts = new HashMap<>();
    private final LinkedHashMap<String, Integer> pins = new LinkedHashMap<>();

    private BusinessRules() {}

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException if they are wrong; the message says in one line where
     */
    public static BusinessRules parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage());
        }
        require(root.isObject(), "the rules must be an object: {...}");
        requireNames(root, Set.of("exclude", "pin", "boost"), "");
        BusinessRules rules = new BusinessRules();
        rules.readExclusions(root.path("exclude"));
        rules.readPins(root.path("pin"));
        rules.readBoosts(root.path("boost"));
        return rules;
    }

    private void readExclusions(JsonNode exclude) {
        requireObject(exclude, "exclude");
        requireNames(exclude, KINDS, "exclude.");
        for (Map.Entry<String, JsonNode> kind : exclude.properties()) {
            require(kind.getValue().isArray(), "exclude." + kind.getKey() + " must be an array");
            for (JsonNode name : kind.getValue()) {
                require(name.isTextual(), "exclude." + kind.getKey() + " must hold texts");
                excluded.add(key(kind.getKey(), name.textValue()));
            }
        }
        require(excluded.size() <= MOST_NAMES, "exclude has more than " + MOST_NAMES + " names");
    }

    private void readPins(JsonNode pin) {
        requireObject(pin, "pin");
        Set<Integer> places = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : pin.properties()) {
            int place = entry.getValue().isInt() ? entry.getValue().intValue() : 0;
            require(
                    place >= 1 && place <= MOST_PLACE,
                    "pin." + entry.getKey() + " must be a place from 1 to " + MOST_PLACE);
            require(places.add(place), "pin." + entry.getKey() + ": place " + place + " is taken");
            pins.put(entry.getKey(), place);
        }
    }

    private void readBoosts(JsonNode boost) {
        requireObject(boost, "boost");
        requireNames(boost, KINDS, "boost.");
        for (Map.Entry<String, JsonNode> kind : boost.properties()) {
            requireObject(kind.getValue(), "boost." + kind.getKey());
            for (Map.Entry<String, JsonNode> entry : kind.getValue().properties()) {
                double factor = entry.getValue().isNumber() ? entry.getValue().doubleValue() : 0;
                require(
                        factor > 0 && factor <= MOST_BOOST,
                        "boost."
                                + kind.getKey()
                                + "."
                                + entry.getKey()
                                + " must lie above 0, at most "
                                + MOST_BOOST);
                boosts.put(key(kind.getKey(), entry.getKey()), factor);
            }
        }
        require(boosts.size() <= MOST_NAMES, "boost has more than " + MOST_NAMES + " names");
    }

    private static void requireObject(JsonNode node, String where) {
        require(node.isObject() || node.isMissingNode(), where + " must be an object: {...}");
    }

    private static void requireNames(JsonNode node, Set<String> known, String where) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            require(known.contains(entry.getKey()), "unknown rule " + where + entry.getKey());
        }
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String key(String kind, String name) {
        return kind + ":" + name;
    }

    /** Whether a product may be shown. */
    boolean allow(ItemCard card) {
        return excluded.isEmpty()
                || (!excluded.contains(key("products", card.productId()))
                        && !excluded.contains(key("categories", card.facts().category()))
                        && !excluded.contains(key("brands", card.facts().brand())));
    }

    /** What a product's chance is multiplied by. */
    double boost(ItemCard card) {
        if (boosts.isEmpty()) {
            return 1;
        }
        return boosts.getOrDefault(key("products", card.productId()), 1.0)
                * boosts.getOrDefault(key("categories", card.facts().category()), 1.0)
                * boosts.getOrDefault(key("brands", card.facts().brand()), 1.0);
    }

    /** Places from 1 on, by product. */
    Map<String, Integer> pins() {
        return pins;
    }
}
