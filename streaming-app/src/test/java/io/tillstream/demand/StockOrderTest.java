package io.tillstream.demand;

import static io.tillstream.demand.StockStories.AT_ONCE;
import static io.tillstream.demand.StockStories.LATENESS;
import static io.tillstream.demand.StockStories.counted;
import static io.tillstream.demand.StockStories.expected;
import static io.tillstream.demand.StockStories.moved;
import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.connect.OutputRecord;
import io.tillstream.demand.ReplenishmentPolicy.Holding;
import io.tillstream.events.EventTime;
import io.tillstream.events.StockLevel;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever order signals arrive in within the allowed lateness, the tables end the same. */
class StockOrderTest {
    private static final int DAYS = 12;
    private static final int WORLDS = 40;
    private static final int ORDERS = 3;
    private static final long MINUTE = 60_000;

    private record Arrival(long at, StockInput input) {}

    /**
     * What the tables hold in the end, but for alerts that were withdrawn, and all that the topic
     * has seen.
     */
    private record Outcome(
            Map<String, LowStockAlertRow> alerts,
            int withdrawn,
            InventoryRow inventory,
            List<String> topic) {}

    private static long timeOf(StockInput input) {
        return input.signal() != null ? input.signal().occurredAt() : input.outlook().effectiveAt();
    }

    /** Some days of a product; several signals may have one time. */
    private static List<StockInput> world(Random random) {
        List<StockInput> world = new ArrayList<>();
        double mean = new double[] {0.2, 2, 12}[random.nextInt(3)];
        for (int day = 0; day < DAYS; day++) {
            if (random.nextInt(8) > 0) {
                world.add(expected(day, mean * (0.3 + 1.4 * random.nextDouble())));
            }
            int sales = random.nextInt(8);
            for (int i = 0; i < sales; i++) {
                long units = 1 + (long) (random.nextDouble() * mean);
                long time = at(day, 0) + random.nextInt(30) * 5L * MINUTE;
                world.add(moved(time, random.nextInt(6) == 0 ? units : -units));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                long time = at(day, 0) + random.nextInt(30) * 5L * MINUTE;
                long onHand = random.nextInt((int) (8 * mean) + 3) - 1L;
                int onOrder = random.nextInt(4);
                world.add(counted(time, onHand, onOrder == 0 ? null : (Long) (onOrder * 5L - 5)));
            }
        }
        return world;
    }

    private static Outcome run(List<Arrival> arrivals, long lookahead, long behind, Random random)
            throws Exception {
        OperatorRun<StockInput, Void, InventoryRow> run = StockStories.watch(lookahead).open(1);
        List<LowStockAlertRow> rows = new ArrayList<>();
        List<InventoryRow> inventory = new ArrayList<>();
        List<String> topic = new ArrayList<>();
        try {
            for (Arrival arrival : arrivals) {
                run.give(arrival.input());
                switch (random.nextInt(30)) {
                    case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> run.watermark(arrival.at() - behind);
                    case 10, 11, 12, 13, 14 -> run.flush();
                    case 15 -> {
                        take(run, rows, inventory, topic);
                        run.checkpoint();
                        take(run, rows, inventory, topic);
                        run.restart(1);
                    }
                    default -> {}
                }
            }
            run.end();
            take(run, rows, inventory, topic);
        } finally {
            run.close();
        }
        Map<String, LowStockAlertRow> last = new TreeMap<>();
        for (LowStockAlertRow row : rows) {
            LowStockAlertRow former = last.put(row.alertId(), unversioned(row));
            assertThat(unversioned(row)).as("told twice").isNotEqualTo(former);
        }
        last.values().removeIf(StockOrderTest::isWithdrawn);
        return new Outcome(
                last,
                (int) rows.stream().filter(StockOrderTest::isWithdrawn).count(),
                inventory.isEmpty() ? null : inventory.get(inventory.size() - 1),
                topic);
    }

    private static boolean isWithdrawn(LowStockAlertRow row) {
        return row.resolvedAt() != null && row.resolvedAt() == row.openedAt();
    }

    private static void take(
            OperatorRun<StockInput, Void, InventoryRow> run,
            List<LowStockAlertRow> rows,
            List<InventoryRow> inventory,
            List<String> topic) {
        rows.addAll(run.out(WatchStock.ALERTS));
        inventory.addAll(run.out());
        for (OutputRecord record : run.out(WatchStock.RECORDS)) {
            topic.add(new String(record.value(), StandardCharsets.UTF_8));
        }
    }

    private static LowStockAlertRow unversioned(LowStockAlertRow row) {
        return new LowStockAlertRow(
                row.alertId(),
                row.state(),
                row.storeId(),
                row.productId(),
                row.onHand(),
                row.onOrder(),
                row.expectedDemandLeadTime(),
                row.stockoutProbability(),
                row.expectedStockoutAt(),
                row.suggestedOrderQuantity(),
                row.daysOfCover(),
                row.reorderPoint(),
                row.raisedAt(),
                row.openedAt(),
                row.resolvedAt(),
                0);
    }

    /** Arrival after the event by no more than the lateness. */
    private static List<Arrival> shuffled(List<StockInput> world, long most, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        for (StockInput input : world) {
            arrivals.add(new Arrival(timeOf(input) + (long) (random.nextDouble() * most), input));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals;
    }

    /**
     * Units on hand by the newest snapshot and what moved since, and all alerts: plain and slow.
     */
    private static Map<String, List<Long>> plain(List<StockInput> world, List<Long> onHands) {
        ReplenishmentPolicy policy = ReplenishmentPolicy.DEFAULT;
        Map<String, List<Long>> alerts = new HashMap<>();
        StockLevel newest = null;
        long since = 0;
        StockOutlook outlook = null;
        boolean open = false;
        int number = 0;
        for (long time : world.stream().map(StockOrderTest::timeOf).sorted().distinct().toList()) {
            for (StockInput input : world) {
                if (timeOf(input) == time && input.outlook() != null) {
                    outlook = input.outlook();
                }
            }
            StockLevel former = newest;
            for (StockInput input : world) {
                StockLevel level = input.signal() == null ? null : input.signal().snapshot();
                if (level != null
                        && level.occurredAt() == time
                        && (Objects.equals(newest, former) || compare(level, newest) < 0)) {
                    newest = level;
                }
            }
            if (newest == null) {
                continue;
            }
            if (!newest.equals(former)
                    && ordered(newest) > (former == null ? 0 : ordered(former))) {
                since = time;
            }
            long onHand = newest.onHand();
            for (StockInput input : world) {
                if (timeOf(input) > newest.occurredAt()
                        && timeOf(input) <= time
                        && input.signal() != null) {
                    onHand += input.signal().movement();
                }
            }
            onHands.add(onHand);
            if (outlook == null) {
                continue;
            }
            Holding holding = new Holding(onHand, ordered(newest), since + 3 * EventTime.DAY);
            double probability =
                    policy.stockoutProbability(new DemandAhead(outlook), time, holding);
            if (!open && probability >= 0.2) {
                open = true;
                number++;
                alerts.put("s1|p|" + number, new ArrayList<>(List.of(time)));
            } else if (open && probability < 0.1) {
                open = false;
                alerts.get("s1|p|" + number).add(time);
            }
        }
        return alerts;
    }

    private static long ordered(StockLevel level) {
        return level.onOrder() == null ? 0 : level.onOrder();
    }

    private static int compare(StockLevel one, StockLevel other) {
        return Comparator.comparingLong(StockLevel::onHand)
                .thenComparingLong(level -> level.onOrder() == null ? -1 : level.onOrder())
                .compare(one, other);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20 * MINUTE, AT_ONCE})
    void theTablesAreThoseOfAPlainComputationInOrder(long lookahead) throws Exception {
        Random random = new Random(lookahead % 97);
        int alerts = 0;
        int withdrawn = 0;
        for (int i = 0; i < WORLDS; i++) {
            List<StockInput> world = world(random);
            List<Long> onHands = new ArrayList<>();
            Map<String, List<Long>> plain = plain(world, onHands);
            List<Arrival> inOrder = shuffled(world, 0, random);
            Outcome expected = run(inOrder, AT_ONCE, LATENESS, random);
            alerts += plain.size();

            for (int order = 0; order < ORDERS; order++) {
                Outcome outcome = run(shuffled(world, LATENESS, random), lookahead, 0, random);
                withdrawn += outcome.withdrawn();

                assertThat(outcome.alerts()).isEqualTo(expected.alerts());
                assertThat(outcome.alerts().keySet()).isEqualTo(plain.keySet());
                outcome.alerts()
                        .forEach(
                                (id, row) -> {
                                    List<Long> times = plain.get(id);
                                    assertThat(row.openedAt()).isEqualTo(times.get(0));
                                    assertThat(row.resolvedAt())
                                            .isEqualTo(times.size() > 1 ? times.get(1) : null);
                                });
                assertThat(outcome.inventory()).isEqualTo(expected.inventory());
                if (outcome.inventory() != null) {
                    assertThat(outcome.inventory().onHand())
                            .isEqualTo(onHands.get(onHands.size() - 1));
                }
            }
        }
        assertThat(alerts).isGreaterThan(WORLDS);
        // Else the disorder that this is about did not happen.
        assertThat(withdrawn).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {30 * MINUTE, 60 * MINUTE})
    void withoutLookaheadAndWithinTheBoundNothingIsEverCorrected(long bound) throws Exception {
        Random random = new Random(bound);
        for (int i = 0; i < WORLDS; i++) {
            List<StockInput> world = world(random);
            Outcome expected = run(shuffled(world, 0, random), 0, 1, random);
            Outcome outcome = run(shuffled(world, bound, random), 0, bound + 1, random);

            assertThat(outcome.topic()).isEqualTo(expected.topic());
            assertThat(outcome.alerts()).isEqualTo(expected.alerts());
            assertThat(outcome.withdrawn()).isZero();
            assertThat(outcome.inventory()).isEqualTo(expected.inventory());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, AT_ONCE})
    void theTopicEndsEachAlertAsTheTableDoes(long lookahead) throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < WORLDS; i++) {
            Outcome outcome = run(shuffled(world(random), LATENESS, random), lookahead, 0, random);
            for (int k = 1; k < outcome.topic().size(); k++) {
                assertThat(outcome.topic().get(k)).isNotEqualTo(outcome.topic().get(k - 1));
            }
            Map<String, Boolean> open = new HashMap<>();
            for (String record : outcome.topic()) {
                String id = record.substring(13, record.indexOf('"', 13));
                boolean resolved = record.contains("\"state\":\"resolved\"");
                if (resolved) {
                    assertThat(open).as(record).containsEntry(id, true);
                }
                open.put(id, !resolved);
            }
            outcome.alerts()
                    .forEach(
                            (id, row) ->
                                    assertThat(open).containsEntry(id, row.resolvedAt() == null));
            assertThat(open.values().stream().filter(value -> value).count())
                    .isLessThanOrEqualTo(1);
        }
    }
}
