package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.sandbox.oracle.StockLedger.Position;
import io.tillstream.sandbox.oracle.StockLedger.Snapshot;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges low-stock alerts by the stock-outs that the simulator planted ({@code truth.json}).
 *
 * <p>The simulated shop orders by itself, whatever the alerts say, so most of what would run out
 * does not. Precision is therefore told in three senses, each including the one before:
 *
 * <ol>
 *   <li>strict: the position was out when the alert opened, or ran out within lead time and 7 days;
 *   <li>position: or what was on hand and, as the newest snapshot says, on order did not reach for
 *       what was asked for in the lead time after (sold, and lost for want of stock);
 *   <li>without the order: or what was on hand alone did not reach: only a delivery that was on its
 *       way, or that the shop ordered unasked, prevented the stock-out.
 * </ol>
 *
 * <p>Each stands beside its base rate: the same question asked of every position on every morning;
 * and beside the shop's own rule, an alert while on hand and on order are at or below the reorder
 * point of the snapshot. Snapshots show an order only when the position is next counted, so to
 * whoever reads the events on order is old; both see the same.
 *
 * <p>Left out: stock-outs in the first 14 days (nothing is learnt), those that a recall made (no
 * demand foretells them), and, for precision, alerts whose time has not come by the end. Stock-outs
 * of a position less than a day apart are one.
 */
public final class StockOracle {
    static final String STREAM = "tillstream";
    static final String SHOP_RULE = "reorder point of the shop";
    private static final int WARM_UP_DAYS = 14;
    private static final long GRACE = 7 * StockLedger.DAY;
    private static final long FLAPPING = 2 * StockLedger.DAY;
    private static final long MORNING = StockLedger.DAY / 4;

    private final StockLedger ledger;
    private final long start;
    private final long end;
    private final Map<StockKey, List<StockOut>> stockOuts = new HashMap<>();

    StockOracle(StockLedger ledger, long start, long end, List<StockOut> planted) {
        this.ledger = ledger;
        this.start = start + WARM_UP_DAYS * StockLedger.DAY;
        this.end = end;
        planted.stream()
                .sorted(Comparator.comparingLong(StockOut::from))
                .forEach(this::addStockOut);
    }

    /**
     * A time without stock.
     *
     * @param lost units asked for in vain
     * @param foreseeable false if a recall took the stock
     */
    record StockOut(StockKey key, long from, long to, long lost, boolean foreseeable) {}

    /**
     * An alert.
     *
     * @param resolved end of time while it is open
     */
    record Alert(StockKey key, long opened, long resolved) {}

    /** Which of the three senses hold. */
    private record Verdict(boolean strict, boolean position, boolean withoutOrder) {}

    /**
     * What a way of alerting is worth.
     *
     * @param stockOuts judged
     * @param recall share with an alert that stood when they began, or opened within the lead time
     *     and 7 days before
     * @param medianLeadDays days from the alert to the stock-out, of those found
     * @param p10LeadDays a tenth had less
     * @param inTime share of all judged stock-outs whose alert came a lead time ahead or more
     * @param alerts opened after the warm-up
     * @param judgedAlerts those whose time has come
     * @param strict share, as told above
     * @param position share, as told above
     * @param withoutOrder share, as told above
     * @param perStockOut alerts per judged stock-out
     * @param perThousandPositionDays alerts per 1000 positions and days
     * @param mostOfOne alerts of the position that had most
     * @param reopened share opened within two days after the last one of the position resolved
     * @param overlapping opened while another of the position was open: there must be none
     */
    record Score(
            int stockOuts,
            double recall,
            double medianLeadDays,
            double p10LeadDays,
            double inTime,
            int alerts,
            int judgedAlerts,
            double strict,
            double position,
            double withoutOrder,
            double perStockOut,
            double perThousandPositionDays,
            int mostOfOne,
            double reopened,
            int overlapping) {
        String lines(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s%n  recall %.1f%% of %d stock-outs, alerts ahead by %.1f days (median), "
                            + "%.1f (p10), a lead time or more ahead %.1f%%%n"
                            + "  precision of %d alerts: strict %.1f%%, position %.1f%%, "
                            + "without the order %.1f%%%n"
                            + "  %d alerts: %.2f a stock-out, %.2f a 1000 position-days, "
                            + "at most %d of one position, %.1f%% reopened within 2 days, "
                            + "%d beside an open one%n",
                    name,
                    100 * recall,
                    stockOuts,
                    medianLeadDays,
                    p10LeadDays,
                    100 * inTime,
                    judgedAlerts,
                    100 * strict,
                    100 * position,
                    100 * withoutOrder,
                    alerts,
                    perStockOut,
                    perThousandPositionDays,
                    mostOfOne,
                    100 * reopened,
                    overlapping);
        }
    }

    /**
     * What was found.
     *
     * @param rules scores of the job's alerts and of the shop's own rule
     * @param baseStrict the senses of precision on any morning at any position
     * @param unforeseeable stock-outs left out because a recall made them
     */
    record Result(
            Map<String, Score> rules,
            double baseStrict,
            double basePosition,
            double baseWithoutOrder,
            int unforeseeable) {
        Score stream() {
            return rules.get(STREAM);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            rules.forEach((name, score) -> text.append(score.lines(name)));
            return text.append(
                            String.format(
                                    Locale.ROOT,
                                    "any morning, any position: strict %.1f%%, position %.1f%%, "
                                            + "without the order %.1f%%%n%d stock-outs by recall "
                                            + "left out",
                                    100 * baseStrict,
                                    100 * basePosition,
                                    100 * baseWithoutOrder,
                                    unforeseeable))
                    .toString();
        }
    }

    /** Judges the alerts of an export by the truth beside the events. */
    static Result judge(Path events, Path export) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(events.resolve("truth.json").toFile());
        JsonNode config = truth.path("config");
        long start = startOf(config.path("start").asText());
        long end = start + config.path("days").asLong() * StockLedger.DAY;
        List<StockOut> planted = new ArrayList<>();
        for (JsonNode out : truth.path("stock_outs")) {
            long from = timeOf(out.path("from").asText());
            String product = out.path("product_id").asText();
            planted.add(
                    new StockOut(
                            new StockKey(out.path("store_id").asText(), product),
                            from,
                            out.has("to") ? timeOf(out.path("to").asText()) : end,
                            out.path("lost_units").asLong(),
                            !isRecalled(truth, product, from)));
        }
        List<Alert> alerts = new ArrayList<>();
        for (Csv.Row row : Csv.read(export.resolve("tables/low_stock_alert.csv")).rows()) {
            String resolved = row.get("resolved_at");
            alerts.add(
                    new Alert(
                            new StockKey(row.get("store_id"), row.get("product_id")),
                            timeOf(row.get("opened_at")),
                            resolved == null ? Long.MAX_VALUE : timeOf(resolved)));
        }
        return new StockOracle(StockLedger.read(events), start, end, planted).judge(alerts);
    }

    /** Prints what was found; exit 2 on wrong usage. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: StockOracle EVENTS_DIR EXPORT_DIR");
            System.exit(2);
        }
        System.out.println(judge(Path.of(args[0]), Path.of(args[1])));
    }

    private static boolean isRecalled(JsonNode truth, String product, long from) {
        for (JsonNode shock : truth.path("demand_shocks")) {
            if (shock.path("kind").asText().equals("recall")
                    && shock.path("product_id").asText().equals(product)
                    && from >= startOf(shock.path("from").asText())
                    && from <= startOf(shock.path("to").asText()) + StockLedger.DAY) {
                return true;
            }
        }
        return false;
    }

    private static long startOf(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static long timeOf(String text) {
        return ContractCheck.timeOf(text).toEpochMilli();
    }

    private void addStockOut(StockOut next) {
        List<StockOut> all = stockOuts.computeIfAbsent(next.key, key -> new ArrayList<>());
        StockOut last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last == null || next.from - last.to >= StockLedger.DAY) {
            all.add(next);
        } else {
            all.set(
                    all.size() - 1,
                    new StockOut(
                            next.key,
                            last.from,
                            Math.max(last.to, next.to),
                            last.lost + next.lost,
                            last.foreseeable));
        }
    }

    Result judge(List<Alert> alerts) {
        Map<String, Score> rules = new LinkedHashMap<>();
        rules.put(STREAM, score(alerts));
        rules.put(SHOP_RULE, score(shopRule()));
        Tally base = new Tally();
        ledger.positions()
                .forEach(
                        (key, position) -> {
                            for (long t = start + MORNING; t < end; t += StockLedger.DAY) {
                                if (position.knownAt(t)) {
                                    base.add(key, t);
                                }
                            }
                        });
        int left = 0;
        for (List<StockOut> all : stockOuts.values()) {
            for (StockOut out : all) {
                left += out.from >= start && !out.foreseeable ? 1 : 0;
            }
        }
        return new Result(
                rules,
                base.share(base.strict),
                base.share(base.position),
                base.share(base.withoutOrder),
                left);
    }

    /** Counts of verdicts. */
    private final class Tally {
        int judged;
        int strict;
        int position;
        int withoutOrder;

        void add(StockKey key, long time) {
            Verdict verdict = verdict(key, time);
            boolean over = time + ledger.leadMillis(key.product()) + GRACE <= end;
            // Before its time has come an alert can be right already, but not yet wrong: counting
            // only the right ones would flatter.
            if (over) {
                judged++;
                strict += verdict.strict ? 1 : 0;
                position += verdict.position ? 1 : 0;
                withoutOrder += verdict.withoutOrder ? 1 : 0;
            }
        }

        double share(int count) {
            return (double) count / judged;
        }
    }

    private Verdict verdict(StockKey key, long time) {
        long lead = ledger.leadMillis(key.product());
        boolean strict = false;
        double lost = 0;
        for (StockOut out : stockOuts.getOrDefault(key, List.of())) {
            boolean lasts = out.from <= time && time <= out.to;
            strict |= lasts || (time < out.from && out.from <= time + lead + GRACE);
            // What was lost is known per stock-out: taken as even over its time.
            double overlap = Math.min(out.to, time + lead) - Math.max(out.from, time);
            lost += out.lost * Math.max(0, overlap) / Math.max(1, out.to - out.from);
        }
        Position position = ledger.position(key.store(), key.product());
        if (!position.knownAt(time)) {
            return new Verdict(strict, strict, strict);
        }
        double asked = position.sold(time, time + lead) + lost;
        long onHand = position.onHand(time);
        boolean below = onHand + position.newest(time).onOrder() <= asked && asked > 0;
        boolean without = onHand <= asked && asked > 0;
        return new Verdict(strict, strict || below, strict || below || without);
    }

    private Score score(List<Alert> all) {
        Map<StockKey, List<Alert>> byKey = new HashMap<>();
        all.stream()
                .sorted(Comparator.comparingLong(Alert::opened))
                .forEach(
                        alert ->
                                byKey.computeIfAbsent(alert.key, key -> new ArrayList<>())
                                        .add(alert));
        int judged = 0;
        int inTime = 0;
        List<Double> leads = new ArrayList<>();
        for (List<StockOut> outs : stockOuts.values()) {
            for (StockOut out : outs) {
                if (out.from < start || !out.foreseeable) {
                    continue;
                }
                judged++;
                Alert found = alertBefore(out, byKey.getOrDefault(out.key, List.of()));
                if (found != null) {
                    long ahead = out.from - found.opened;
                    leads.add((double) ahead / StockLedger.DAY);
                    inTime += ahead >= ledger.leadMillis(out.key.product()) ? 1 : 0;
                }
            }
        }
        leads.sort(Comparator.naturalOrder());
        Tally tally = new Tally();
        int alerts = 0;
        int most = 0;
        int reopened = 0;
        int overlapping = 0;
        for (List<Alert> ofOne : byKey.values()) {
            int here = 0;
            Alert last = null;
            for (Alert alert : ofOne) {
                if (alert.opened >= start) {
                    here++;
                    tally.add(alert.key, alert.opened);
                    boolean overlaps = last != null && last.resolved > alert.opened;
                    overlapping += overlaps ? 1 : 0;
                    boolean soon = last != null && alert.opened - FLAPPING < last.resolved;
                    reopened += soon && !overlaps ? 1 : 0;
                }
                last = alert;
            }
            alerts += here;
            most = Math.max(most, here);
        }
        double positionDays = 0;
        for (Position position : ledger.positions().values()) {
            long from = Math.max(start, position.firstKnown());
            positionDays += (double) Math.max(0, end - from) / StockLedger.DAY;
        }
        return new Score(
                judged,
                (double) leads.size() / judged,
                quantile(leads, 0.5),
                quantile(leads, 0.1),
                (double) inTime / judged,
                alerts,
                tally.judged,
                tally.share(tally.strict),
                tally.share(tally.position),
                tally.share(tally.withoutOrder),
                (double) alerts / judged,
                1000 * alerts / positionDays,
                most,
                (double) reopened / alerts,
                overlapping);
    }

    /** The newest alert that stood when a stock-out began, or that opened shortly before. */
    private Alert alertBefore(StockOut out, List<Alert> alerts) {
        long reach = ledger.leadMillis(out.key.product()) + GRACE;
        Alert found = null;
        for (Alert alert : alerts) {
            if (alert.opened < out.from
                    && (alert.opened >= out.from - reach || alert.resolved >= out.from)) {
                found = alert;
            }
        }
        return found;
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    /** Alerts by the reorder point of the newest snapshot, looked at each morning. */
    private List<Alert> shopRule() {
        List<Alert> alerts = new ArrayList<>();
        ledger.positions()
                .forEach(
                        (key, position) -> {
                            long opened = 0;
                            for (long t = start + MORNING - GRACE; t < end; t += StockLedger.DAY) {
                                if (!position.knownAt(t)) {
                                    continue;
                                }
                                Snapshot known = position.newest(t);
                                long there = position.onHand(t) + known.onOrder();
                                if (opened == 0 && there <= known.reorderPoint()) {
                                    opened = t;
                                } else if (opened != 0 && there > known.reorderPoint()) {
                                    alerts.add(new Alert(key, opened, t));
                                    opened = 0;
                                }
                            }
                            if (opened != 0) {
                                alerts.add(new Alert(key, opened, Long.MAX_VALUE));
                            }
                        });
        return alerts;
    }
}
