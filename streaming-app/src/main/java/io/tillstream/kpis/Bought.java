package io.tillstream.kpis;

import io.tillstream.events.EventTime;
import io.tillstream.events.Line;
import io.tillstream.events.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A purchase or a return with its lines. State: add fields only.
 *
 * @param event the whole of it
 */
public record Bought(KpiEvent event, Line[] lines) {
    static Bought of(Transaction transaction) {
        return new Bought(KpiEvent.of(transaction), transaction.lines().toArray(new Line[0]));
    }

    long segmentDay() {
        return event.segmentDay();
    }

    /**
     * Its parts by cell, each as if it were a purchase or return of its own.
     *
     * @param belongings of the products of its lines
     */
    Map<CategoryCell, KpiEvent> parts(String segment, Belonging[] belongings) {
        long day = EventTime.dayOf(event.occurredAt());
        Map<CategoryCell, KpiEvent> parts = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            Line line = lines[i];
            parts.merge(
                    belongings[i].cell(day, segment),
                    event.part(line.quantity(), line.gross(), line.net()),
                    (a, b) ->
                            event.part(
                                    a.units() + b.units(),
                                    a.gross() + b.gross(),
                                    a.net() + b.net()));
        }
        return parts;
    }
}
