package io.tillstream.customers;

import io.tillstream.events.DayClose;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.WriteBackOperator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Books each transaction into its customer's ledger, tells the population who moved, and passes the
 * bookings on to be scored. Ledgers are kept for as long as the customer is known.
 */
final class KeepLedgers
        extends WriteBackOperator<String, CustomerLedger, ShopEvent, CustomerUpdate> {
    static final OutputTag<PopulationDelta> POPULATION =
            new OutputTag<>("population", TypeInformation.of(PopulationDelta.class));
    static final OutputTag<BehaviourPoint> BEHAVIOUR =
            new OutputTag<>("behaviour", TypeInformation.of(BehaviourPoint.class));

    private static final long serialVersionUID = 1L;
    private static final int CACHED_CUSTOMERS = 50_000;
    private static final int SAMPLE_SLICES = 1_000;
    private static final ValueStateDescriptor<CustomerLedger> LEDGER =
            new ValueStateDescriptor<>("ledger", CustomerLedger.class);

    private final DayClose dayClose;
    private final int sampledSlices;
    private transient PopulationMoves moves;
    private transient Map<String, CustomerLedger> bookings;

    /**
     * @param clusterSample share of the customers, 0 to 1, who shape the behaviour clusters
     */
    KeepLedgers(DayClose dayClose, double clusterSample, long flushInterval) {
        super(LEDGER, CACHED_CUSTOMERS, flushInterval);
        this.dayClose = dayClose;
        this.sampledSlices = (int) Math.round(clusterSample * SAMPLE_SLICES);
    }

    @Override
    public void open() throws Exception {
        super.open();
        moves = new PopulationMoves();
        bookings = new HashMap<>();
    }

    @Override
    protected CustomerLedger create() {
        return new CustomerLedger();
    }

    @Override
    protected boolean apply(String customerId, CustomerLedger ledger, ShopEvent event) {
        Transaction transaction = (Transaction) event;
        long lastClosed = dayClose.lastClosed(watermark());
        ledger.fold(lastClosed);
        moves.add(ledger, -1);
        ledger.book(transaction, lastClosed);
        moves.add(ledger, 1);
        bookings.computeIfAbsent(customerId, c -> new CustomerLedger())
                .book(transaction, DayClose.NONE);
        return true;
    }

    @Override
    protected void emitChanged(String customerId, CustomerLedger ledger) {
        emit(new CustomerUpdate(customerId, bookings.remove(customerId)));
        if (Math.floorMod(customerId.hashCode(), SAMPLE_SLICES) < sampledSlices) {
            for (long day : ledger.openDays()) {
                emit(BEHAVIOUR, new BehaviourPoint(day, customerId, ledger.asOf(day)));
            }
        }
    }

    @Override
    protected void emitGathered() {
        moves.drain(delta -> emit(POPULATION, delta));
    }
}
