package io.tillstream.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What is to be told of alerts after they were gone through again: rows where anything differs from
 * what was told, transitions only where they are new.
 */
final class AlertDesk {
    /** Rows that differ from the last ones. */
    final List<StockAlert> rows = new ArrayList<>();

    /** Transitions that are new, in their order. */
    final List<StockAlert> transitions = new ArrayList<>();

    /** What is told by now, by number. */
    private final TreeMap<Long, StockAlert> present = new TreeMap<>();

    /**
     * @param told the newest that was told of each alert that could still change
     * @param base the settled alert before this round; nullable
     * @param said the transitions since, in their order
     */
    AlertDesk(List<StockAlert> told, StockAlert base, List<StockAlert> said) {
        TreeMap<Long, StockAlert> before = new TreeMap<>();
        told.forEach(alert -> before.put(alert.number(), alert));
        if (base != null && base.open()) {
            present.put(base.number(), base);
        }
        said.forEach(alert -> present.put(alert.number(), alert));
        for (StockAlert alert : said) {
            StockAlert last = before.get(alert.number());
            if (last == null || (last.open() && alert.step() > last.step())) {
                transitions.add(alert);
            }
        }
        present.replaceAll((number, alert) -> correct(before.get(number), alert));
        before.forEach(
                (number, alert) -> {
                    if (!present.containsKey(number)) {
                        withdraw(alert);
                    }
                });
    }

    /** Returns what is told then: it keeps the highest step, so that none is told twice. */
    private StockAlert correct(StockAlert last, StockAlert alert) {
        if (last == null) {
            rows.add(alert);
            return alert;
        }
        if (!alert.as(last.step(), last.level()).equals(last)) {
            rows.add(alert);
        }
        boolean reopened = alert.open() && !last.open();
        boolean resolved = !alert.open() && last.open() && alert.step() <= last.step();
        if (reopened || resolved) {
            transitions.add(alert);
        }
        return alert.as(Math.max(alert.step(), last.step()), alert.level());
    }

    private void withdraw(StockAlert alert) {
        rows.add(alert.withdrawn());
        if (alert.open()) {
            transitions.add(alert.withdrawn());
        }
    }

    /** What was told of those alerts that may still change. */
    List<StockAlert> told(StockAlert settled) {
        long from = settled == null ? 1 : settled.open() ? settled.number() : settled.number() + 1;
        return new ArrayList<>(present.tailMap(from).values());
    }
}
