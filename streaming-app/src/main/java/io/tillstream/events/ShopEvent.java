package io.tillstream.events;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What happens in shops: a purchase or return ({@link Transaction}), an {@link Interaction} or a
 * {@link Search}.
 */
@TypeInfo(ShopEventTypeInfo.Factory.class)
public sealed interface ShopEvent extends InputEvent permits Transaction, Interaction, Search {
    /** The topic it came by. */
    Topic topic();

    /**
     * 64-bit hash of the id by which a duplicate delivery is known; two topics never share one by
     * design.
     */
    long idHash();

    /**
     * True if it arrived after its own partition's watermark had passed its day by the allowed
     * lateness. Decided by the order within the partition, it is the same in every run.
     */
    boolean late();

    /**
     * The same event, known to be late.
     *
     * @param heardAt event time of its partition when it came, epoch milliseconds
     */
    ShopEvent asLate(long heardAt);

    /**
     * The hour since 1970 in which it counts where hours are closed ({@link HourClose}): its own,
     * or the first open one of its partition if its own was closed when it came. Decided by the
     * order within the partition, as {@link #late()} is.
     */
    long countedIn();

    /** The same event, counted in the first open hour if its own is closed. */
    ShopEvent heard(long firstOpenHour);
}
