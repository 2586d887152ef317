package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.sandbox.oracle.ContractCheck.Broken;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.oracle.Truth.SalesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sold by day, by every level that is forecast.
 *
 * @param firstDay epoch day of index 0
 * @param days whole days; an end that is cut short is left out
 * @param levels series by level and id
 */
record SalesHistory(
        long firstDay, int days, Map<String, Map<String, Series>> levels, Categories categories) {
    static final List<String> LEVELS = List.of("product_store", "product", "category", "total");
    static final String ALL = "all";

    /** The last record of a whole day of trade comes after noon. */
    private static final int WHOLE_FROM_HOUR = 12;

    /** Daily sums: gross units sold, their gross value, and revenue net of returns. */
    record Series(double[] units, double[] gross, double[] net) {
        double[] of(String unit) {
            return unit.equals("revenue") ? net : units;
        }
    }

    /** Category of each product, as the newest catalogue record has it. */
    record Categories(Map<String, String> byProduct) {
        private static final String NONE = "uncategorised";

        String of(String product) {
            return byProduct.getOrDefault(product, NONE);
        }
    }

    /** Reads a folder of event files. */
    static SalesHistory read(Path folder) throws IOException {
        Truth truth = BatchOracle.compute(folder);
        return of(truth.daily(), truth.asOf(), new Categories(categories(folder)));
    }

    /**
     * Sums by day.
     *
     * @param asOf time of the last record: says whether the last day is whole
     */
    static SalesHistory of(Map<SalesKey, Sales> daily, Instant asOf, Categories categories) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (SalesKey key : daily.keySet()) {
            first = Math.min(first, dayOf(key.from()));
            last = Math.max(last, dayOf(key.from()));
        }
        boolean cut =
                last == dayOf(asOf) && asOf.atZone(ZoneOffset.UTC).getHour() < WHOLE_FROM_HOUR;
        int days = (int) (last - first + (cut ? 0 : 1));
        Map<String, Map<String, Series>> levels = new HashMap<>();
        LEVELS.forEach(level -> levels.put(level, new TreeMap<>()));
        for (Map.Entry<SalesKey, Sales> entry : daily.entrySet()) {
            SalesKey key = entry.getKey();
            int day = (int) (dayOf(key.from()) - first);
            if (day >= days) {
                continue;
            }
            for (String level : LEVELS) {
                Series series =
                        levels.get(level)
                                .computeIfAbsent(
                                        id(level, key, categories),
                                        id ->
                                                new Series(
                                                        new double[days],
                                                        new double[days],
                                                        new double[days]));
                series.units[day] += entry.getValue().units;
                series.gross[day] += entry.getValue().gross.doubleValue();
                series.net[day] += entry.getValue().net.doubleValue();
            }
        }
        return new SalesHistory(first, days, levels, categories);
    }

    private static String id(String level, SalesKey key, Categories categories) {
        return switch (level) {
            case "product_store" -> key.product() + "|" + key.store();
            case "product" -> key.product();
            case "category" -> categories.of(key.product());
            default -> ALL;
        };
    }

    private static Map<String, String> categories(Path folder) throws IOException {
        Map<String, String> categories = new HashMap<>();
        try (EventLines lines = EventLines.open(folder, "catalog.products")) {
            if (lines == null) {
                return categories;
            }
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                try {
                    JsonNode json = ContractCheck.read("catalog.products", line);
                    categories.put(
                            ContractCheck.text(json, "product_id", null),
                            ContractCheck.text(json, "category", null));
                } catch (Broken e) {
                    // A dead letter, as for the job.
                }
            }
        }
        return categories;
    }

    private static long dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
    }

    /** Epoch day of the last whole day. */
    long lastDay() {
        return firstDay + days - 1;
    }

    /** Monday 0 to Sunday 6. */
    int weekday(int index) {
        return (int) Math.floorMod(firstDay + index + 3, 7L);
    }

    static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += values[t];
        }
        return sum;
    }
}
