package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What stands before a shopper until the next emission, and what baselines would have shown at the
 * same moment. State: add fields only; not changed once it is made. Its time to live is that of the
 * shopper.
 */
@TypeInfo(StandingTypeInfo.Factory.class)
public class Standing {
    /** Ordinal of the {@link Variant} that made it. */
    public int variant;

    /** Products emitted, the best first. */
    public String[] shown = {};

    /** What popularity alone would have shown. */
    public String[] byPopularity = {};

    /** What ties between products alone would have shown. */
    public String[] byTies = {};

    /** For Flink. */
    public Standing() {}

    /** Judges it by a purchase that came after it, over the whole catalogue. */
    Verdict judge(Moment moment) {
        return new Verdict(
                EventTime.dayOf(moment.time()),
                variant,
                moment.catalogue(),
                moment.bought(),
                moment.again(),
                shown,
                byPopularity,
                byTies);
    }
}
