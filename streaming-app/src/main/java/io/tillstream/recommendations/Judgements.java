package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verdicts of days that are not closed, added up by list, and how often each product was sold
 * before. State: add fields only. Bounded by the catalogue.
 */
public class Judgements {
    static final String MODEL = "recommendations";

    /** The list that was emitted, whoever made it. */
    static final String EMITTED = "emitted";

    private static final char BESIDE = '|';

    /** Of repeat purchases, too. */
    private static final String ALL = "";

    /** Of products only that the shopper had never bought. */
    private static final String NEW = "_new";

    /** By day, list and scope. */
    public Map<String, Scores> open = new HashMap<>();

    /** Purchases by day and product, of open days. */
    public Map<String, Integer> openSold = new HashMap<>();

    /** Purchases by product, of closed days. */
    public Map<String, Integer> sold = new HashMap<>();

    /** Event time of the newest event of all, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** For Flink. */
    public Judgements() {}

    /** Adds a verdict. */
    void add(Verdict verdict) {
        Set<String> all = new HashSet<>();
        Set<String> fresh = new HashSet<>();
        for (int i = 0; i < verdict.bought().length; i++) {
            all.add(verdict.bought()[i]);
            if (!verdict.again()[i]) {
                fresh.add(verdict.bought()[i]);
            }
            openSold.merge(verdict.day() + (BESIDE + verdict.bought()[i]), 1, Integer::sum);
        }
        add(verdict, all, ALL);
        if (!fresh.isEmpty()) {
            add(verdict, fresh, NEW);
        }
    }

    private void add(Verdict verdict, Set<String> wanted, String scope) {
        String variant = Variant.values()[verdict.variant()].label();
        add(verdict, EMITTED, verdict.shown(), wanted, scope);
        add(verdict, variant, verdict.shown(), wanted, scope);
        add(verdict, "popularity", verdict.byPopularity(), wanted, scope);
        add(verdict, "item-item", verdict.byTies(), wanted, scope);
    }

    private void add(
            Verdict verdict, String list, String[] products, Set<String> wanted, String scope) {
        open.computeIfAbsent(verdict.day() + (BESIDE + list + BESIDE + scope), key -> new Scores())
                .add(products, wanted, verdict.catalogue());
    }

    /** The figures of a day that closes, and of days before it that were open. */
    List<ModelMetricRow> close(long day) {
        List<ModelMetricRow> rows = new ArrayList<>();
        for (Map.Entry<String, Scores> entry : new TreeMap<>(open).entrySet()) {
            String[] key = entry.getKey().split("\\|", -1);
            long at = Long.parseLong(key[0]);
            if (at <= day) {
                open.remove(entry.getKey());
                for (Scores.Metric metric : entry.getValue().metrics(sold)) {
                    rows.add(
                            new ModelMetricRow(
                                    MODEL,
                                    key[1],
                                    metric.name() + key[2],
                                    EventTime.startOf(at + 1),
                                    metric.value(),
                                    null,
                                    false,
                                    at,
                                    entry.getValue().purchases));
                }
            }
        }
        for (String key : new TreeSet<>(openSold.keySet())) {
            int beside = key.indexOf(BESIDE);
            if (Long.parseLong(key.substring(0, beside)) <= day) {
                sold.merge(key.substring(beside + 1), openSold.remove(key), Integer::sum);
            }
        }
        return rows;
    }
}
