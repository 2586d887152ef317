package io.tillstream.demand;

import io.tillstream.events.DayClose;
import java.io.Serializable;

/**
 * Settings of the demand pipeline.
 *
 * @param dayClose when days close
 * @param issueFrom epoch day before which no forecast is issued: a backfill of years would write
 *     forecasts that nobody waits for and that the tables no longer keep
 * @param leadTimeDays where the catalogue tells none, at least 1
 * @param reconcile whether levels are made to agree
 */
record DemandSettings(DayClose dayClose, long issueFrom, int leadTimeDays, boolean reconcile)
        implements Serializable {}
