package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;

/** How a subject's signals move. A Flink POJO: fields are added, never changed. */
public class Movements {
    /** In the order of {@link Signal}; signals added later are not there. */
    public List<Movement> signals = new ArrayList<>();

    /** For Flink. */
    public Movements() {}

    Movement of(Signal signal) {
        while (signals.size() <= signal.ordinal()) {
            signals.add(new Movement());
        }
        return signals.get(signal.ordinal());
    }

    /** The same of posts beside what another subject's products do in the shop. */
    Movements withShopOf(Movements other) {
        Movements both = new Movements();
        for (Signal signal : Signal.values()) {
            both.signals.add(signal == Signal.POSTS ? of(signal) : other.of(signal));
        }
        return both;
    }

    /** The signal that moved first. */
    Signal first() {
        Signal first = Signal.POSTS;
        for (Signal signal : Signal.values()) {
            first = of(signal).isBefore(of(first)) ? signal : first;
        }
        return first;
    }

    /** Forgets signals that have been quiet since an hour. */
    void forgetQuiet(long since) {
        signals.replaceAll(signal -> signal.lastSeenIn < since ? new Movement() : signal);
    }

    boolean isQuiet() {
        return signals.stream().noneMatch(Movement::hasMoved);
    }

    long lastSeenIn() {
        return signals.stream().mapToLong(signal -> signal.lastSeenIn).max().orElse(Movement.NEVER);
    }
}
