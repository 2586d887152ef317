package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What was looked at in a session of the web shop. State: add fields only; cleared by a timer when
 * the session is over. Of a day the first {@link #MOST} are kept, whatever order they come in.
 */
public class Session {
    private static final int MOST = 200;
    private static final Comparator<Taste> TASTES =
            Comparator.comparingLong(Taste::seenAt)
                    .thenComparing(Taste::productId)
                    .thenComparingDouble(Taste::weight);
    private static final Comparator<Sighting> SIGHTINGS =
            Comparator.comparingLong(Sighting::time).thenComparing(Sighting::customerId);

    /** What pairs products. */
    public Taste[] seen = {};

    /** What no customer has been told to have looked at. */
    public Taste[] anonymous = {};

    /** When it was known whose session it is; of days that are not closed. */
    public Sighting[] sightings = {};

    /** For Flink. */
    public Session() {}

    /** Takes a look at a product; the customer is null as long as nobody has logged in. */
    void add(Taste taste, String customerId) {
        seen = with(seen, taste, TASTES, Taste::seenAt);
        if (customerId == null) {
            anonymous = with(anonymous, taste, TASTES, Taste::seenAt);
        }
    }

    /** Remembers whose session it is until {@link #logins}. */
    void sight(Sighting sighting) {
        sightings = with(sightings, sighting, SIGHTINGS, Sighting::time);
    }

    private static <T> T[] with(T[] values, T value, Comparator<T> order, ToLongFunction<T> time) {
        long day = EventTime.dayOf(time.applyAsLong(value));
        int count = 0;
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (EventTime.dayOf(time.applyAsLong(values[i])) == day) {
                count++;
                last = last < 0 || order.compare(values[i], values[last]) > 0 ? i : last;
            }
        }
        if (count < MOST) {
            T[] more = Arrays.copyOf(values, values.length + 1);
            more[values.length] = value;
            return more;
        }
        if (order.compare(value, values[last]) < 0) {
            values[last] = value;
        }
        return values;
    }

    /** When something was last looked at. */
    long lastAt() {
        return Arrays.stream(seen).mapToLong(Taste::seenAt).max().orElse(Long.MIN_VALUE);
    }

    /** True if nothing is left to tell of. */
    boolean isOver() {
        return seen.length == 0 && anonymous.length == 0;
    }

    /** Moves to a customer who is known now what the session did before; null for nothing. */
    Login login(Sighting sighting) {
        if (anonymous.length == 0) {
            return null;
        }
        Arrays.sort(anonymous, TASTES);
        Login login = new Login(sighting.customerId(), sighting.time(), anonymous);
        anonymous = new Taste[0];
        return login;
    }

    /**
     * The logins of a day that closes. What stays anonymous is kept until the next day closes,
     * since a session may go on over midnight.
     */
    List<Login> logins(long day) {
        long end = EventTime.endOf(day);
        Arrays.sort(anonymous, TASTES);
        Arrays.sort(sightings, SIGHTINGS);
        List<Login> logins = new ArrayList<>();
        List<Taste> pending = new ArrayList<>(Arrays.asList(anonymous));
        for (Sighting sighting : sightings) {
            if (sighting.time() <= end) {
                List<Taste> before =
                        pending.stream().filter(t -> t.seenAt() < sighting.time()).toList();
                if (!before.isEmpty()) {
                    logins.add(
                            new Login(
                                    sighting.customerId(),
                                    sighting.time(),
                                    before.toArray(new Taste[0])));
                    pending.removeAll(before);
                }
            }
        }
        anonymous =
                pending.stream()
                        .filter(t -> t.seenAt() >= EventTime.startOf(day))
                        .toArray(Taste[]::new);
        sightings = Arrays.stream(sightings).filter(s -> s.time() > end).toArray(Sighting[]::new);
        return logins;
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
        tastes.sort(TASTES);
        Map<String, Integer> interest = new LinkedHashMap<>();
        for (Taste taste : tastes) {
            interest.merge(taste.productId(), (int) taste.weight(), Integer::sum);
        }
        return Companions.activity(day, interest, 0, Companions.SESSION, null);
    }
}
