package io.tillstream.kpis;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The days on which a session looked at products, and whose session it is. State: add fields only.
 * A session that never ends is remembered by its last days; who logs in has today's and yesterday's
 * visits, since segments of days before are not known any more.
 */
public class SessionVisits {
    private static final int MOST = 8;

    /** Epoch days, ascending. */
    public long[] days = {};

    /** Null as long as nobody has logged in; of several the least, whoever was first. */
    public String customerId;

    /** For Flink. */
    public SessionVisits() {}

    /**
     * Takes notice of a view.
     *
     * @param customer null if nobody has logged in
     * @param told each visit that is to be counted or taken back
     * @return false if it tells nothing new
     */
    boolean see(long day, String customer, Consumer<KpiInput> told) {
        boolean news =
                customer != null && (customerId == null || customer.compareTo(customerId) < 0);
        if (news) {
            for (long known : days) {
                if (known < day - 1) {
                    continue;
                }
                told.accept(KpiInput.of(customerId, KpiEvent.visit(known, -1)));
                told.accept(KpiInput.of(customer, KpiEvent.visit(known, 1)));
            }
            customerId = customer;
        }
        if (Arrays.binarySearch(days, day) >= 0) {
            return news;
        }
        told.accept(KpiInput.of(customerId, KpiEvent.visit(day, 1)));
        long[] more = Arrays.copyOf(days, days.length + 1);
        more[days.length] = day;
        Arrays.sort(more);
        days = Arrays.copyOfRange(more, Math.max(0, more.length - MOST), more.length);
        return true;
    }
}
