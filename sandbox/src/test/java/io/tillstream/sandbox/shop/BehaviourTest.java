package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.sandbox.shop.Customers.Habit;
import io.tillstream.sandbox.shop.Customers.Trait;
import io.tillstream.sandbox.shop.ShopRun.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private final ShopRun run = ShopRun.shared();
    private final Customers customers = run.simulator.customers();

    @Test
    void customersBuyAsOftenAsTheirHabitSays() {
        int[] purchases = new int[customers.size()];
        int afterLapse = 0;
        int beforeLapse = 0;
        for (Event event : run.purchases()) {
            int who = customer(event);
            if (who < 0) {
                continue;
            }
            purchases[who]++;
            if (customers.habit(who) == Habit.LAPSING) {
                boolean lapsed = day(event) >= customers.lapses(who);
                afterLapse += lapsed ? 1 : 0;
                beforeLapse += lapsed ? 0 : 1;
            }
        }
        double[] sums = new double[Habit.values().length];
        double[] people = new double[Habit.values().length];
        for (int who = 0; who < purchases.length; who++) {
            assertThat(purchases[who]).isEqualTo(customers.purchases(who));
            if (customers.habit(who) == Habit.ONE_TIME) {
                assertThat(purchases[who]).isLessThanOrEqualTo(1);
            }
            sums[customers.habit(who).ordinal()] += purchases[who];
            people[customers.habit(who).ordinal()]++;
        }
        double loyal = sums[Habit.LOYAL.ordinal()] / people[Habit.LOYAL.ordinal()];
        double occasional = sums[Habit.OCCASIONAL.ordinal()] / people[Habit.OCCASIONAL.ordinal()];
        assertThat(loyal).isGreaterThan(3 * occasional);
        assertThat(afterLapse).isLessThan(beforeLapse / 10);
    }

    @Test
    void bargainHuntersSpendLessThanHighValueCustomers() {
        double[] spent = new double[Trait.values().length];
        double[] times = new double[Trait.values().length];
        for (Event event : run.purchases()) {
            int who = customer(event);
            if (who >= 0) {
                int trait = customers.trait(who).ordinal();
                times[trait]++;
                for (JsonNode line : event.json().get("lines")) {
                    spent[trait] +=
                            line.get("quantity").asInt() * line.get("unit_price").asDouble();
                }
            }
        }
        double bargain = spent[Trait.BARGAIN.ordinal()] / times[Trait.BARGAIN.ordinal()];
        double high = spent[Trait.HIGH_VALUE.ordinal()] / times[Trait.HIGH_VALUE.ordinal()];
        assertThat(high).isGreaterThan(1.5 * bargain);
    }

    @Test
    void trendsMovePostsAndDemand() {
        Trends.Trend trend = run.simulator.trends().trend(0);
        double[] posts = new double[2];
        double[] tagged = new double[2];
        for (Event event : run.of(Topics.SOCIAL_POSTS)) {
            double strength = trend.strength(dayAndTime(event));
            int at = strength > 0.5 ? 1 : 0;
            if (strength == 0 || at == 1) {
                posts[at]++;
                for (JsonNode tag : event.json().path("hashtags")) {
                    tagged[at] += tag.asText().equals(trend.tag()) ? 1 : 0;
                }
            }
        }
        double before = tagged[0] / posts[0];
        assertThat(tagged[1] / posts[1]).isGreaterThan(before + trend.postShare() / 2);
    }

    @Test
    void aTrendIsSearchedForDaysBeforeItIsPostedOf() {
        ShopSimulator shop = ShopSimulator.bounded(searchedAhead());
        Trends.Trend trend = shop.trends().trend(TAG);
        double searches = 0;
        double wanted = 0;
        double ofIt = 0;
        double ahead = 0;
        while (shop.hasNext()) {
            SimulatedRecord record = shop.next();
            JsonNode json = ShopRun.soundJson(record);
            if (json == null || !json.path("type").asText().equals("search")) {
                continue;
            }
            Event event = new Event(record, json);
            double day = (time(event) - shop.config().startMillis()) / (double) Clock.DAY;
            double strength = trend.strength(day + trend.searchLead());
            boolean isOfIt = event.text("query").equals(trend.tag());
            assertThat(isOfIt && strength == 0).isFalse();
            searches++;
            wanted += trend.searchShare() * strength;
            ofIt += isOfIt ? 1 : 0;
            ahead += isOfIt && day < trend.begin() ? 1 : 0;
        }
        assertThat(ofIt).isBetween(0.7 * wanted, 1.3 * wanted);
        assertThat(ahead).isGreaterThan(5);
        assertThat(searches / shop.config().days()).isBetween(150.0, 450.0);
    }

    /** A number whose trends no product has. */
    private static final int TAG = 3;

    private static ShopConfig searchedAhead() {
        for (long seed = 1; ; seed++) {
            ShopConfig config = ShopConfig.of(36, 500, 60, seed).withEventsPerDay(4_000);
            if (new Trends(config).trend(TAG).searchLead() == 4) {
                return config;
            }
        }
    }

    @Test
    void aSessionSearchesBeforeItLooks() {
        Map<String, Long> searched = new HashMap<>();
        int sessions = 0;
        for (Event event : run.of(Topics.ECOM_EVENTS)) {
            if (event.is("search")) {
                searched.merge(event.text("session_id"), time(event), Math::min);
            }
        }
        for (Event event : run.of(Topics.ECOM_EVENTS)) {
            if (event.is("view") && searched.containsKey(event.text("session_id"))) {
                assertThat(time(event)).isGreaterThan(searched.get(event.text("session_id")));
                sessions++;
            }
        }
        assertThat(searched).isNotEmpty();
        assertThat(sessions).isGreaterThan(searched.size());
    }

    @Test
    void productsThatGoViralSellMore() {
        Shocks.Shock shock =
                run.simulator.shocks().before(ShopRun.CONFIG.days()).stream()
                        .filter(s -> s.kind() == Shocks.Kind.VIRAL)
                        .findFirst()
                        .orElseThrow();
        String product = run.simulator.catalogue().product(shock.subject()).id;
        double[] views = new double[2];
        double[] all = new double[2];
        for (Event event : run.of(Topics.ECOM_EVENTS)) {
            if (event.is("view")) {
                int at = day(event) >= shock.from() && day(event) < shock.to() ? 1 : 0;
                all[at]++;
                views[at] += event.text("product_id").equals(product) ? 1 : 0;
            }
        }
        assertThat(views[1] / all[1]).isGreaterThan(views[0] / all[0] + shock.share() / 2);
    }

    @Test
    void stockBetweenSnapshotsNeverFallsBelowZeroAndAgreesWithThem() {
        assertThat(run.simulator.stock().isSound()).isTrue();
        List<Movement> movements = new ArrayList<>();
        for (Event event : run.events) {
            if (event.record().topic().equals(Topics.INVENTORY_LEVELS)) {
                String position = event.text("store_id") + "|" + event.text("product_id");
                movements.add(
                        new Movement(
                                time(event), 0, position, event.json().get("on_hand").asInt()));
            } else if (event.json().has("lines")) {
                int sign = ShopRun.isPurchase(event) ? -1 : 1;
                String store = event.json().path("store_id").asText(Ids.ONLINE);
                for (JsonNode line : event.json().get("lines")) {
                    String position = store + "|" + line.get("product_id").asText();
                    int units = sign * line.get("quantity").asInt();
                    movements.add(new Movement(time(event), units, position, -1));
                }
            }
        }
        movements.sort(Comparator.comparingLong(Movement::time));
        Map<String, Integer> levels = new HashMap<>();
        int counted = 0;
        int delivered = 0;
        for (Movement movement : movements) {
            if (movement.snapshot < 0) {
                int level = levels.merge(movement.position, movement.units, Integer::sum);
                assertThat(level).as(movement.toString()).isNotNegative();
                continue;
            }
            Integer before = levels.put(movement.position, movement.snapshot);
            Product product = product(movement.position);
            if (before == null || isRecalled(product)) {
                continue;
            }
            // Between two snapshots nothing comes in but sales, returns, and whole packs.
            int difference = movement.snapshot - before;
            assertThat(difference).as(movement.toString()).isNotNegative();
            assertThat(difference % product.packSize).as(movement.toString()).isZero();
            counted += difference == 0 ? 1 : 0;
            delivered += difference == 0 ? 0 : 1;
        }
        assertThat(counted).isGreaterThan(50);
        assertThat(delivered).isGreaterThan(10);
    }

    private Product product(String position) {
        String id = position.substring(position.indexOf('|') + 1);
        return run.simulator.catalogue().product(Integer.parseInt(id.substring(1)) - 1);
    }

    private boolean isRecalled(Product product) {
        return run.simulator.shocks().before(ShopRun.CONFIG.days()).stream()
                .anyMatch(
                        shock ->
                                shock.kind() == Shocks.Kind.RECALL
                                        && shock.subject() == product.index);
    }

    @Test
    void recalledProductsAreOutOfStockAndNotSold() {
        Shocks.Shock recall =
                run.simulator.shocks().before(ShopRun.CONFIG.days()).stream()
                        .filter(s -> s.kind() == Shocks.Kind.RECALL)
                        .findFirst()
                        .orElseThrow();
        String product = run.simulator.catalogue().product(recall.subject()).id;
        long from = ShopRun.CONFIG.startMillis() + recall.from() * Clock.DAY + 6 * Clock.HOUR;
        long to = ShopRun.CONFIG.startMillis() + recall.to() * Clock.DAY;
        int sold = 0;
        int came = 0;
        for (Event event : run.events) {
            boolean during = event.json().has("lines") && time(event) >= from && time(event) < to;
            if (during) {
                for (JsonNode line : event.json().get("lines")) {
                    if (line.get("product_id").asText().equals(product)) {
                        int units = line.get("quantity").asInt();
                        sold += ShopRun.isPurchase(event) ? units : 0;
                        came += ShopRun.isPurchase(event) ? 0 : units;
                    }
                }
            }
        }
        assertThat(sold).isLessThanOrEqualTo(came);
        List<Truth.StockOut> outs = new ArrayList<>(run.simulator.truth().stockOuts);
        outs.addAll(run.simulator.stock().open());
        assertThat(outs).anyMatch(out -> out.productId().equals(product));
    }

    private record Movement(long time, int units, String position, int snapshot) {}

    /** Index of a sale's customer; -1 if it is anonymous. */
    private static int customer(Event event) {
        JsonNode id = event.json().get("customer_id");
        return id == null ? -1 : Integer.parseInt(id.asText().substring(1)) - 1;
    }

    private static long time(Event event) {
        return Instant.parse(event.text("occurred_at")).toEpochMilli();
    }

    private static double dayAndTime(Event event) {
        return (time(event) - ShopRun.CONFIG.startMillis()) / (double) Clock.DAY;
    }

    private static int day(Event event) {
        return (int) dayAndTime(event);
    }
}
