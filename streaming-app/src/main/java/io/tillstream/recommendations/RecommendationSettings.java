package io.tillstream.recommendations;

import io.tillstream.events.DayClose;
import java.io.Serializable;

/**
 * Settings of recommendations.
 *
 * @param dayClose when days close
 * @param bounded true if sources end. What one source says is then not overtaken by another: all
 *     that a day brings waits for its close, and is told with what days before it have taught, so
 *     that the result is the same at any parallelism. Otherwise everything counts at once.
 * @param tellInterval event time in milliseconds at which news of a product or ranker are told
 * @param interval event time in milliseconds between two emissions for a shopper; 0 for no throttle
 * @param timeToLive of customers, milliseconds of the wall clock
 * @param slate how lists are made
 * @param experiment who gets which variant
 * @param rules of the business
 * @param towers how the two towers are asked
 */
record RecommendationSettings(
        DayClose dayClose,
        boolean bounded,
        long tellInterval,
        long interval,
        long timeToLive,
        Slate slate,
        Experiment experiment,
        BusinessRules rules,
        TowerSettings towers)
        implements Serializable {}
