package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Visits of a shop in order of their beginnings, with dense numbers for products. */
public final class SessionLog {
    /** Steps of a session that count; who looks at more is no person. */
    private static final int LONGEST = 200;

    private final List<ProductFacts> products;
    private final List<Session> sessions;

    private SessionLog(List<ProductFacts> products, List<Session> sessions) {
        this.products = List.copyOf(products);
        this.sessions = List.copyOf(sessions);
    }

    /** Visits of two or more steps; the rest cannot be judged. */
    public static SessionLog of(Collection<ProductFacts> catalogue, Collection<Click> clicks) {
        List<ProductFacts> products = new ArrayList<>(catalogue);
        Map<String, Integer> numbers = new HashMap<>();
        products.forEach(product -> numbers.put(product.id(), numbers.size()));
        Map<String, List<Click>> visits = new LinkedHashMap<>();
        clicks.stream()
                .sorted(Comparator.comparingLong(Click::time))
                .forEach(c -> visits.computeIfAbsent(c.session(), s -> new ArrayList<>()).add(c));
        List<Session> sessions = new ArrayList<>();
        for (List<Click> visit : visits.values()) {
            int[] items = new int[Math.min(LONGEST, visit.size())];
            int steps = 0;
            for (Click click : visit.subList(0, items.length)) {
                int item =
                        numbers.computeIfAbsent(
                                click.product(),
                                id -> {
                                    products.add(ProductFacts.unknown(id));
                                    return products.size() - 1;
                                });
                if (steps == 0 || items[steps - 1] != item) {
                    items[steps++] = item;
                }
            }
            if (steps > 1) {
                sessions.add(new Session(visit.get(0).time(), Arrays.copyOf(items, steps)));
            }
        }
        return new SessionLog(products, sessions);
    }

    /** Facts by the product's number. */
    public List<ProductFacts> products() {
        return products;
    }

    /** Sessions that began at or after one time and before another. */
    List<Session> between(long from, long to) {
        return sessions.stream().filter(s -> s.start() >= from && s.start() < to).toList();
    }

    /** How many sessions began before a time. */
    public int countBefore(long time) {
        return between(Long.MIN_VALUE, time).size();
    }

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }
}
