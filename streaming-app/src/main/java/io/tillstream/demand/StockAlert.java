package io.tillstream.demand;

import io.tillstream.demand.ReplenishmentPolicy.Advice;
import io.tillstream.demand.ReplenishmentPolicy.Holding;
import java.util.Locale;

/**
 * An alert as of its newest transition. Flink state: fields are added, never changed.
 *
 * @param number 1 for the first alert of a product in a store
 * @param step 1 when it opens, one more with each transition
 * @param state what became of it
 * @param level the highest class of probability so far: 0, from 50 % 1, from 90 % 2, nothing left 3
 * @param onHand units
 * @param onOrder units; nullable
 * @param expectedDemand units over the lead time
 * @param probability of running out before a new delivery can arrive
 * @param stockoutAt when this is expected; nullable
 * @param suggestedOrder units
 * @param daysOfCover for which what is on hand lasts
 * @param reorderPoint units
 * @param raisedAt time of the transition
 * @param openedAt time of the first one
 * @param resolvedAt time of the last one; null while it is open
 */
public record StockAlert(
        long number,
        int step,
        State state,
        int level,
        long onHand,
        Long onOrder,
        double expectedDemand,
        double probability,
        Long stockoutAt,
        long suggestedOrder,
        double daysOfCover,
        long reorderPoint,
        long raisedAt,
        long openedAt,
        Long resolvedAt) {
    private static final int GONE = 3;

    /** What became of an alert. */
    public enum State {
        /** It is new. */
        OPENED,
        /** It matters more. */
        CHANGED,
        /** It is over. */
        RESOLVED;

        /** As rows and records call it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static int levelOf(double probability, long onHand) {
        if (onHand <= 0) {
            return GONE;
        }
        return probability >= 0.9 ? 2 : probability >= 0.5 ? 1 : 0;
    }

    boolean open() {
        return state != State.RESOLVED;
    }

    static StockAlert opened(long number, long time, Holding holding, Long onOrder, Advice advice) {
        return at(number, 1, State.OPENED, 0, time, time, holding, onOrder, advice);
    }

    /** The same alert after a transition. */
    StockAlert become(State next, long time, Holding holding, Long units, Advice advice) {
        return at(number, step + 1, next, level, time, openedAt, holding, units, advice);
    }

    private static StockAlert at(
            long number,
            int step,
            State state,
            int level,
            long time,
            long openedAt,
            Holding holding,
            Long onOrder,
            Advice advice) {
        return new StockAlert(
                number,
                step,
                state,
                Math.max(level, levelOf(advice.probability(), holding.onHand())),
                holding.onHand(),
                onOrder,
                advice.expectedDemand(),
                advice.probability(),
                advice.stockoutAt(),
                advice.suggestedOrder(),
                advice.daysOfCover(),
                advice.reorderPoint(),
                time,
                openedAt,
                state == State.RESOLVED ? time : null);
    }

    /** The same but for what its row does not say. */
    StockAlert as(int otherStep, int otherLevel) {
        return new StockAlert(
                number,
                otherStep,
                state,
                otherLevel,
                onHand,
                onOrder,
                expectedDemand,
                probability,
                stockoutAt,
                suggestedOrder,
                daysOfCover,
                reorderPoint,
                raisedAt,
                openedAt,
                resolvedAt);
    }

    /** The alert that a correction has undone: resolved the moment it opened. */
    StockAlert withdrawn() {
        return new StockAlert(
                number,
                step,
                State.RESOLVED,
                level,
                onHand,
                onOrder,
                expectedDemand,
                probability,
                stockoutAt,
                suggestedOrder,
                daysOfCover,
                reorderPoint,
                openedAt,
                openedAt,
                openedAt);
    }
}
