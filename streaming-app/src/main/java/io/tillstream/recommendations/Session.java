package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was looked at in a session of the web shop. State: add fields only; cleared by a timer when
 * the session is over.
 */
public class Session {
    private static final int MOST = 200;

    /** In the order in which it came. */
    public Taste[] seen = {};

    /** For Flink. */
    public Session() {}

    void add(Taste taste) {
        if (seen.length < MOST) {
            seen = Arrays.copyOf(seen, seen.length + 1);
            seen[seen.length - 1] = taste;
        }
    }

    /** When something was last looked at. */
    long lastAt() {
        return Arrays.stream(seen).mapToLong(Taste::seenAt).max().orElse(Long.MIN_VALUE);
    }

    /** Takes out what happened until a time, as activity of each product. */
    List<ItemInput> take(long until) {
        List<Taste> later = new ArrayList<>();
        Map<Long, List<Taste>> days = new LinkedHashMap<>();
        for (Taste taste : seen) {
            if (taste.seenAt() > until) {
                later.add(taste);
            } else {
                days.computeIfAbsent(EventTime.dayOf(taste.seenAt()), d -> new ArrayList<>())
                        .add(taste);
            }
        }
        seen = later.toArray(new Taste[0]);
        List<ItemInput> activity = new ArrayList<>();
        days.forEach((day, tastes) -> activity.addAll(activity(day, tastes)));
        return activity;
    }

    private static List<ItemInput> activity(long day, List<Taste> tastes) {
        tastes.sort(Comparator.comparingLong(Taste::seenAt).thenComparing(Taste::productId));
        Map<String, Integer> interest = new LinkedHashMap<>();
        for (Taste taste : tastes) {
            interest.merge(taste.productId(), (int) taste.weight(), Integer::sum);
        }
        return Companions.activity(day, interest, 0, Companions.SESSION);
    }
}
