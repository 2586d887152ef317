package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.events.EventDecoder;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.sandbox.shop.ShopRun.Event;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final long OUT_OF_ORDERNESS = Clock.MINUTE;
    private static final long ALLOWED_LATENESS = Clock.HOUR;

    private final ShopRun run = ShopRun.shared();
    private final Truth truth = run.simulator.truth();

    @Test
    void recordsThatBreakTheContractAreThePlantedOnes() {
        TreeMap<String, Long> broken = new TreeMap<>();
        for (SimulatedRecord record : run.records) {
            if (Contract.problem(record) != null) {
                broken.merge(record.topic(), 1L, Long::sum);
            }
        }
        assertThat(broken).isNotEmpty().isEqualTo(plain(truth.brokenByTopic));
        assertThat(truth.brokenByKind).hasSize(BrokenRecords.Kind.values().length);
    }

    @Test
    void theProgramsDecodersRefuseTheSameRecords() {
        TreeMap<String, Long> refused = new TreeMap<>();
        Map<String, EventDecoder> decoders = new TreeMap<>();
        for (SimulatedRecord record : run.records) {
            EventDecoder decoder =
                    decoders.computeIfAbsent(
                            record.topic(),
                            t -> Topic.named(t).orElseThrow().newDecoder(RecordLimits.DEFAULT));
            try {
                decoder.decode(record.key(), record.value());
            } catch (InvalidRecord e) {
                refused.merge(record.topic(), 1L, Long::sum);
            }
        }
        assertThat(refused).isEqualTo(plain(truth.brokenByTopic));
    }

    @Test
    void keysFollowTheContract() {
        for (Event event : run.events) {
            JsonNode json = event.json();
            String key =
                    switch (event.record().topic()) {
                        case Topics.POS_SALES -> json.get("store_id").asText();
                        case Topics.ECOM_EVENTS ->
                                json.path("customer_id").asText(json.get("session_id").asText());
                        case Topics.SOCIAL_POSTS -> json.get("post_id").asText();
                        case Topics.CATALOG_PRODUCTS -> json.get("product_id").asText();
                        case Topics.INVENTORY_LEVELS ->
                                json.get("store_id").asText()
                                        + "|"
                                        + json.get("product_id").asText();
                        default -> json.get("country").asText() + "|" + json.get("date").asText();
                    };
            assertThat(new String(event.record().key(), StandardCharsets.UTF_8)).isEqualTo(key);
        }
    }

    @Test
    void duplicatesAreCounted() {
        TreeMap<String, Long> duplicates = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (SimulatedRecord record : run.records) {
            boolean hasId =
                    record.topic().equals(Topics.POS_SALES)
                            || record.topic().equals(Topics.ECOM_EVENTS);
            JsonNode json = hasId ? ShopRun.soundJson(record) : null;
            if (json != null && !seen.add(ShopRun.identity(record.topic(), json))) {
                duplicates.merge(record.topic(), 1L, Long::sum);
            }
        }
        assertThat(duplicates).hasSize(2).isEqualTo(plain(truth.duplicates));
    }

    @Test
    void lateEventsAreThoseBehindTheWatermark() {
        TreeMap<String, Long> late = new TreeMap<>();
        TreeMap<String, Long> lateByStore = new TreeMap<>();
        long watermark = Long.MIN_VALUE;
        for (Event event : run.events) {
            if (!event.json().has("occurred_at")) {
                continue;
            }
            long time = Instant.parse(event.text("occurred_at")).toEpochMilli();
            long dayEnd = (Math.floorDiv(time, Clock.DAY) + 1) * Clock.DAY;
            if (dayEnd + ALLOWED_LATENESS <= watermark) {
                late.merge(event.record().topic(), 1L, Long::sum);
                String store = event.json().path("store_id").asText(Ids.ONLINE);
                lateByStore.merge(store, 1L, Long::sum);
            }
            watermark = Math.max(watermark, time - OUT_OF_ORDERNESS);
        }
        assertThat(late).hasSize(2).isEqualTo(plain(truth.late));
        assertThat(lateByStore).isEqualTo(plain(truth.lateByStore));
    }

    @Test
    void disorderIsBehindTheWatermarkButWithinTheLateness() {
        long watermark = Long.MIN_VALUE;
        long behind = 0;
        for (Event event : run.of(Topics.ECOM_EVENTS)) {
            long time = Instant.parse(event.text("occurred_at")).toEpochMilli();
            behind += time < watermark ? 1 : 0;
            watermark = Math.max(watermark, time - OUT_OF_ORDERNESS);
        }
        long planted = truth.disordered.get(Topics.ECOM_EVENTS)[0];
        // At night nobody may have come in between, so that some disorder does not show.
        assertThat((double) behind).isBetween(planted * 0.6, planted * 1.4);
    }

    @Test
    void tillsWithWrongClocksAreTheSameMinutesOff() {
        Map<String, Long> smallest = new TreeMap<>();
        for (Event event : run.of(Topics.POS_SALES)) {
            long time = Instant.parse(event.text("occurred_at")).toEpochMilli();
            smallest.merge(event.text("store_id"), event.record().arrivalTime() - time, Math::min);
        }
        assertThat(smallest.get("S001")).isBetween(0L, 4_000L);
        assertThat(smallest.get("S002")).isBetween(-240_000L, -236_000L);
        assertThat(smallest.get("S003")).isBetween(180_000L, 184_000L);
    }

    @Test
    void salesAddUpToTheTruth() {
        for (String topic : new String[] {Topics.POS_SALES, Topics.ECOM_EVENTS}) {
            Truth.Sales sales = topic.equals(Topics.POS_SALES) ? truth.stores : truth.online;
            long purchases = 0;
            long anonymous = 0;
            BigDecimal net = BigDecimal.ZERO;
            for (Event event : run.of(topic)) {
                if (!event.json().has("lines")) {
                    continue;
                }
                if (ShopRun.isPurchase(event)) {
                    purchases++;
                    anonymous += event.json().has("customer_id") ? 0 : 1;
                    net = net.add(value(event.json()));
                } else {
                    net = net.subtract(value(event.json()));
                }
            }
            assertThat(purchases).isEqualTo(sales.purchases).isPositive();
            assertThat(anonymous).isEqualTo(sales.anonymous).isPositive();
            assertThat(net).isEqualByComparingTo(BigDecimal.valueOf(sales.net, 2));
        }
    }

    @Test
    void feedWithoutFaultsHasNone() {
        ShopConfig config = ShopConfig.of(3, 100, 40, 2).withFaults(FaultRates.NONE);
        ShopSimulator shop = ShopSimulator.bounded(config);
        shop.forEachRemaining(record -> assertThat(Contract.problem(record)).isNull());
        assertThat(shop.truth().duplicates).isEmpty();
        assertThat(shop.truth().late).isEmpty();
        assertThat(shop.truth().brokenByKind).isEmpty();
    }

    private static BigDecimal value(JsonNode json) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : json.get("lines")) {
            sum =
                    sum.add(
                                    line.get("unit_price")
                                            .decimalValue()
                                            .multiply(line.get("quantity").decimalValue()))
                            .subtract(new BigDecimal(line.path("discount").asText("0")));
        }
        return sum;
    }

    private static Map<String, Long> plain(Map<String, long[]> counts) {
        Map<String, Long> plain = new TreeMap<>();
        counts.forEach((name, count) -> plain.put(name, count[0]));
        return plain;
    }
}
