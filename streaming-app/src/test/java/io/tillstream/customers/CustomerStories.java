package io.tillstream.customers;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;

import io.tillstream.customers.PopulationSnapshot.Kind;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.models.clusters.KMeansState;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.CustomerRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class CustomerStories {
    private static final long FLUSH = 200;
    private static final int COHORTS = 8;

    private CustomerStories() {}

    static OperatorRun.Definition<ShopEvent, Void, CustomerUpdate> ledgers(double sample) {
        return OperatorRun.keyed(
                () -> new KeepLedgers(CLOSE, sample, FLUSH),
                event -> ((Transaction) event).customerId(),
                Types.STRING,
                TypeInformation.of(CustomerUpdate.class));
    }

    static OperatorRun.Definition<PopulationInput, Void, PopulationSnapshot> population() {
        return OperatorRun.plain(
                () -> new KeepPopulation(CLOSE, FLUSH),
                input -> 0,
                TypeInformation.of(PopulationSnapshot.class));
    }

    static OperatorRun.Definition<CustomerUpdate, PopulationSnapshot, CustomerRow> scores() {
        return OperatorRun.broadcast(
                () -> new ScoreCustomers(CLOSE),
                List.of(ScoreCustomers.SNAPSHOTS),
                update -> Math.floorMod(update.customerId().hashCode(), COHORTS),
                Types.INT,
                TypeInformation.of(CustomerRow.class));
    }

    /** What the ledgers say of transactions of one customer. */
    static CustomerUpdate update(String customerId, Transaction... transactions) {
        CustomerLedger bookings = new CustomerLedger();
        for (Transaction transaction : transactions) {
            bookings.book(transaction, DayClose.NONE);
        }
        return new CustomerUpdate(customerId, bookings);
    }

    /** Moves of customers whose ledgers are given as they now are, and who were unknown before. */
    static PopulationInput[] arrivals(List<CustomerLedger> ledgers) {
        PopulationMoves moves = new PopulationMoves();
        ledgers.forEach(ledger -> moves.add(ledger, 1));
        List<PopulationInput> inputs = new ArrayList<>();
        moves.drain(delta -> inputs.add(PopulationInput.of(delta)));
        return inputs.toArray(new PopulationInput[0]);
    }

    /** A ledger with purchases of 10 at noon of days of the examples. */
    static CustomerLedger buyer(int... days) {
        CustomerLedger ledger = new CustomerLedger();
        for (int day : days) {
            ledger.book(sale("s", "c", at(day, 12), line("p", 1, 10)), DayClose.NONE);
        }
        return ledger;
    }

    static PopulationInput point(int day, String customerId, CustomerLedger ledger) {
        return PopulationInput.of(new BehaviourPoint(DAY + day, customerId, ledger.now()));
    }

    /**
     * A population in which a last purchase on {@code newest} has R 5 and one a day earlier R 4 and
     * so on, as many purchases as the score have F 2 to 5, and 10, 20, 30 and 40 have M 2 to 5.
     */
    static PopulationSnapshot population(Kind kind, int day, long asOf, int newest) {
        long[] thresholds = Thresholds.ofNobody();
        for (int score = 2; score <= 5; score++) {
            thresholds[position(Dimension.RECENCY, score)] = DAY + newest - 5 + score;
            thresholds[position(Dimension.FREQUENCY, score)] = Dimension.BINS.of(score);
            thresholds[position(Dimension.MONETARY, score)] =
                    Dimension.BINS.of((score - 1) * 10L * 100);
        }
        return new PopulationSnapshot(kind, DAY + day, asOf, 100, thresholds, clusters(day));
    }

    private static int position(Dimension dimension, int score) {
        return dimension.ordinal() * Thresholds.PER_DIMENSION + score - 2;
    }

    /** Clusters that know one kind of customer; states differ by their count of batches. */
    private static KMeansState clusters(int day) {
        KMeansState state =
                BehaviourClusters.update(null, List.of(buyer(0).now(), buyer(0, 1).now()));
        return new KMeansState(
                state.centroids(), state.weights(), state.means(), state.variances(), 1 + day);
    }

    /** The population of a closed day. */
    static PopulationSnapshot closed(int day, int newest) {
        return population(Kind.CLOSED, day, EventTime.endOf(DAY + day), newest);
    }

    /** The population of the moment. */
    static PopulationSnapshot now(int newest) {
        return population(Kind.NOW, newest, 0, newest);
    }

    private static Story<ShopEvent, Void, CustomerUpdate> ledgersStory() {
        return new Story<>(
                "customer-ledgers",
                ledgers(1),
                true,
                List.of(KeepLedgers.POPULATION, KeepLedgers.BEHAVIOUR),
                run -> {
                    for (int i = 0; i < 40; i++) {
                        run.give(sale("a" + i, "c" + i % 20, at(i % 3, i % 24), line("p", 1, i)));
                    }
                    run.watermark(closing(0));
                    run.give(sale("b", "c3", at(2, 3), line("p", 2, 5)));
                },
                run -> {
                    run.give(sale("late", "c3", at(0, 3), line("p", 3, 5))).flush();
                    run.give(sale("d", "c4", at(2, 3), line("p", 3, 5)));
                    run.watermark(closing(1));
                    run.give(sale("e", "c3", at(1, 3), line("p", 3, 5))).end();
                });
    }

    private static Story<PopulationInput, Void, PopulationSnapshot> populationStory() {
        return new Story<>(
                "population",
                population(),
                false,
                List.of(),
                run -> {
                    run.give(arrivals(List.of(buyer(0), buyer(0, 1), buyer(0, 2))));
                    run.give(point(0, "c1", buyer(0)), point(1, "c2", buyer(0, 1)));
                    run.watermark(closing(0));
                    run.give(PopulationInput.of(new WorldTime(at(2, 15), true)));
                },
                run -> {
                    run.give(arrivals(List.of(buyer(0), buyer(1)))).flush();
                    run.give(point(2, "c3", buyer(0, 2)));
                    run.watermark(closing(1)).end();
                });
    }

    private static Story<CustomerUpdate, PopulationSnapshot, CustomerRow> scoresStory() {
        return new Story<>(
                "customer-scores",
                scores(),
                true,
                List.of(ScoreCustomers.CHANGES),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(
                                update(
                                        "c" + i,
                                        sale("a" + i, "c" + i, at(0, i), line("p", 1, 2L * i)),
                                        sale("b" + i, "c" + i, at(i % 3, i), line("p", 1, i))));
                    }
                    run.broadcast(now(0)).broadcast(closed(0, 0)).watermark(closing(0));
                },
                run -> {
                    run.give(update("c7", sale("late", "c7", at(0, 1), line("p", 1, 90))));
                    run.broadcast(closed(1, 1)).watermark(closing(1));
                    run.broadcast(population(Kind.END, 2, at(2, 20), 2)).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(ledgersStory(), populationStory(), scoresStory());
    }
}
