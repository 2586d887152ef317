package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventDecoder;
import io.tillstream.events.EventTime;
import io.tillstream.events.InputEvent;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.Line;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.events.Transaction;
import io.tillstream.models.images.FetchSettings;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageFetcher;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.pictures.PictureReader;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What is said of new products on the eve of their launch (or on the day of their first sale, where
 * the catalogue does not announce them), beside what they sold in the four weeks after: WAPE with
 * and without pictures and sales profiles, beside the averages of the category. Only launches of
 * the second half of the days count. Arguments: folders of event files, each a run of its own, and
 * {@code --no-attributes} to hide title and attributes.
 */
final class ColdStartStudy {
    private static final int WINDOW = 28;
    private static final int WEEKS = WINDOW / WeekProfile.DAYS;
    private static final int LONGEST_WAIT = 14;
    private static final int SUNDAY = 6;
    private static final String STORE = "all";

    private final Map<String, CatalogFacts> catalogue = new TreeMap<>();
    private final Map<String, TreeMap<Long, Long>> sales = new TreeMap<>();
    private final Map<Long, Long> shop = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private ColdStartStudy() {}

    /** Prints a table for each folder, then means and deviations over all. */
    public static void main(String[] args) throws Exception {
        List<String> folders = new ArrayList<>(Arrays.asList(args));
        boolean attributes = !folders.remove("--no-attributes");
        Map<String, List<double[]>> all = new TreeMap<>();
        for (String folder : folders) {
            System.out.println(folder);
            ColdStartStudy study = new ColdStartStudy();
            study.read(Path.of(folder), attributes);
            study.compare().forEach((name, errors) -> add(all, name, errors));
        }
        all.forEach(ColdStartStudy::printSpread);
    }

    private static void add(Map<String, List<double[]>> all, String name, double[] errors) {
        all.computeIfAbsent(name, n -> new ArrayList<>()).add(errors);
    }

    private static void printSpread(String name, List<double[]> runs) {
        StringBuilder line = new StringBuilder(String.format("%-34s", name));
        for (int i = 0; i < runs.get(0).length; i++) {
            int at = i;
            double mean = runs.stream().mapToDouble(run -> run[at]).average().orElse(0);
            double square =
                    runs.stream().mapToDouble(run -> Math.pow(run[at] - mean, 2)).sum()
                            / Math.max(1, runs.size() - 1);
            line.append(String.format(Locale.ROOT, "  %.3f +- %.3f", mean, Math.sqrt(square)));
        }
        System.out.println(line);
    }

    private void read(Path folder, boolean attributes) throws Exception {
        Map<String, Product> products = new TreeMap<>();
        read(
                folder,
                Topic.CATALOG_PRODUCTS,
                event -> {
                    Product product = (Product) event;
                    products.putIfAbsent(product.productId(), product);
                });
        Set<String> seen = new HashSet<>();
        for (Topic topic : List.of(Topic.POS_SALES, Topic.ECOM_EVENTS)) {
            read(
                    folder,
                    topic,
                    event -> {
                        if (event instanceof Transaction bought
                                && !bought.returned()
                                && seen.add(topic + bought.id())) {
                            sell(bought);
                        }
                    });
        }
        Map<String, float[]> pictures = pictures(folder, products);
        products.forEach((id, product) -> describe(product, pictures.get(id), attributes));
    }

    private void sell(Transaction bought) {
        long day = EventTime.dayOf(bought.occurredAt());
        first = Math.min(first, day);
        last = Math.max(last, day);
        for (Line line : bought.lines()) {
            long units = line.quantity();
            sales.computeIfAbsent(line.productId(), p -> new TreeMap<>())
                    .merge(day, units, Long::sum);
            shop.merge(day, units, Long::sum);
        }
    }

    private void describe(Product product, float[] picture, boolean attributes) {
        CatalogFacts facts = CatalogFacts.of(product);
        Look look = Look.of(new PictureEmbedding(product.productId(), "style-encoder/1", picture));
        catalogue.put(
                product.productId(),
                new CatalogFacts(
                        facts.productId(),
                        facts.category(),
                        true,
                        true,
                        facts.price(),
                        attributes ? facts.traits() : new int[0],
                        facts.launchDay(),
                        0,
                        0,
                        0,
                        look));
    }

    private interface Reader {
        void read(InputEvent event);
    }

    /** The simulator's broken records are part of the folder. */
    private static void read(Path folder, Topic topic, Reader reader) throws IOException {
        int broken = 0;
        EventDecoder decoder = topic.newDecoder(RecordLimits.DEFAULT);
        for (String suffix : List.of(".jsonl", ".jsonl.gz")) {
            Path file = folder.resolve(topic.topicName() + suffix);
            if (!Files.exists(file)) {
                continue;
            }
            try (InputStream bytes = Files.newInputStream(file);
                    InputStream plain = suffix.endsWith("gz") ? new GZIPInputStream(bytes) : bytes;
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(plain, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    try {
                        reader.read(decoder.decode(null, line.getBytes(StandardCharsets.UTF_8)));
                    } catch (InvalidRecord e) {
                        broken++;
                    }
                }
            }
        }
        System.out.printf("%s: %d broken records%n", topic.topicName(), broken);
    }

    private static Map<String, float[]> pictures(Path folder, Map<String, Product> products)
            throws Exception {
        if (products.values().stream().allMatch(product -> product.imageUri() == null)) {
            return Map.of();
        }
        FetchSettings settings = FetchSettings.DEFAULT.withFolders(List.of(folder.toRealPath()));
        try (ImageEncoder encoder =
                new ImageEncoder(new ModelLoader(8).load(ImageEncoder.shipped()))) {
            PictureReader reader = new PictureReader(new ImageFetcher(settings), encoder);
            for (Product product : products.values()) {
                try {
                    reader.read(product.productId(), product.imageUri());
                } catch (ImageException e) {
                    System.out.println(product.productId() + ": " + e.getMessage());
                }
            }
            return reader.vectors();
        }
    }

    /** A new product and what was said and sold of it by week. */
    private record NewProduct(String id, String category, long issued) {}

    private List<NewProduct> newProducts() {
        List<NewProduct> found = new ArrayList<>();
        long from = (first + last) / 2;
        catalogue.forEach(
                (id, facts) -> {
                    TreeMap<Long, Long> days = sales.get(id);
                    long start = days == null ? facts.launchDay() : days.firstKey();
                    boolean announced = facts.launchDay() != CatalogFacts.UNKNOWN;
                    long issued = announced ? facts.launchDay() - 1 : start;
                    if (start - issued <= LONGEST_WAIT
                            && issued >= from
                            && issued + WINDOW <= last - 1) {
                        found.add(new NewProduct(id, facts.category(), issued));
                    }
                });
        return found;
    }

    private Map<String, double[]> compare() {
        List<NewProduct> held = newProducts();
        Map<String, double[]> actual = new HashMap<>();
        held.forEach(product -> actual.put(product.id(), sold(product.id(), product.issued())));
        NavigableMap<Long, SalesProfiles> profiles = profiles(false);
        Map<String, double[]> errors = new TreeMap<>();
        System.out.printf(
                "%d held-out products, %.0f units%n",
                held.size(), actual.values().stream().flatMapToDouble(Arrays::stream).sum());
        judge("a category average", held, actual, averages(held), errors);
        judge("a average launch of category", held, actual, launchAverages(held), errors);
        boolean pictures = catalogue.values().stream().anyMatch(f -> f.look().vector().length > 0);
        judge("b similar", held, actual, forecasts(held, false, new TreeMap<>()), errors);
        judge("c similar, profiles", held, actual, forecasts(held, false, profiles), errors);
        if (pictures) {
            judge(
                    "d similar, pictures",
                    held,
                    actual,
                    forecasts(held, true, new TreeMap<>()),
                    errors);
            NavigableMap<Long, SalesProfiles> byPictures = profiles(true);
            judge(
                    "e similar, pictures, profiles",
                    held,
                    actual,
                    forecasts(held, true, byPictures),
                    errors);
        }
        return errors;
    }

    private double[] sold(String id, long after) {
        double[] weeks = new double[WEEKS];
        sales.getOrDefault(id, new TreeMap<>())
                .subMap(after + 1, after + 1 + WINDOW)
                .forEach(
                        (day, units) -> weeks[(int) (day - after - 1) / WeekProfile.DAYS] += units);
        return weeks;
    }

    /** What the products of a category that sold in the last four weeks sold on average. */
    private Map<String, double[]> averages(List<NewProduct> held) {
        Map<String, double[]> said = new HashMap<>();
        for (NewProduct product : held) {
            double sum = 0;
            int count = 0;
            for (Map.Entry<String, TreeMap<Long, Long>> entry : sales.entrySet()) {
                Map<Long, Long> days =
                        entry.getValue()
                                .subMap(product.issued() - WINDOW + 1, product.issued() + 1);
                if (categoryOf(entry.getKey()).equals(product.category()) && !days.isEmpty()) {
                    sum += days.values().stream().mapToLong(units -> units).sum();
                    count++;
                }
            }
            said.put(product.id(), flat(count == 0 ? 0 : sum / count));
        }
        return said;
    }

    /** What earlier launches of a category sold in their first four weeks on average. */
    private Map<String, double[]> launchAverages(List<NewProduct> held) {
        Map<String, double[]> said = new HashMap<>();
        for (NewProduct product : held) {
            double[] sums = new double[WEEKS];
            int count = 0;
            for (Map.Entry<String, TreeMap<Long, Long>> entry : sales.entrySet()) {
                long start = entry.getValue().firstKey();
                if (categoryOf(entry.getKey()).equals(product.category())
                        && isNew(entry.getKey(), start)
                        && start + WINDOW <= product.issued()) {
                    double[] weeks = sold(entry.getKey(), start - 1);
                    Arrays.setAll(sums, week -> sums[week] + weeks[week]);
                    count++;
                }
            }
            int launches = Math.max(1, count);
            Arrays.setAll(sums, week -> sums[week] / launches);
            said.put(product.id(), sums);
        }
        return said;
    }

    private boolean isNew(String id, long start) {
        long launch = catalogue.containsKey(id) ? catalogue.get(id).launchDay() : start;
        return start >= first + WINDOW
                && (launch == CatalogFacts.UNKNOWN || start - launch <= LONGEST_WAIT);
    }

    private static double[] flat(double units) {
        double[] weeks = new double[WEEKS];
        Arrays.fill(weeks, units / WEEKS);
        return weeks;
    }

    private String categoryOf(String id) {
        return catalogue.getOrDefault(id, CatalogFacts.unknown(id)).category();
    }

    /** Sales profiles as the job learns them, Sunday after Sunday. */
    private NavigableMap<Long, SalesProfiles> profiles(boolean pictures) {
        TreeMap<Long, List<SeenLaunch>> ended = new TreeMap<>();
        sales.forEach(
                (id, days) -> {
                    float[] weeks = new float[LaunchCurve.WEEKS];
                    long start = days.firstKey();
                    days.headMap(start + LaunchCurve.DAYS)
                            .forEach(
                                    (day, units) ->
                                            weeks[(int) (day - start) / WeekProfile.DAYS] += units);
                    SeenLaunch launch = new SeenLaunch(facts(id, pictures), start, weeks);
                    ended.computeIfAbsent(launch.endDay(), d -> new ArrayList<>()).add(launch);
                });
        TreeMap<Long, SalesProfiles> known = new TreeMap<>();
        ProfileBook book = new ProfileBook();
        List<SeenLaunch> waiting = new ArrayList<>();
        for (long day = first; day < last; day++) {
            waiting.addAll(ended.getOrDefault(day, List.of()));
            if (WeekProfile.weekdayOf(day) == SUNDAY) {
                if (book.learn(day, waiting)) {
                    known.put(day, book.profiles);
                }
                waiting.clear();
            }
        }
        tell(book);
        return known;
    }

    private static void tell(ProfileBook book) {
        SalesProfiles profiles = book.profiles;
        if (profiles == null) {
            System.out.printf("no profiles: %d launches tell%n", book.launches.size());
            return;
        }
        ProfileScore score = book.score;
        System.out.printf(
                Locale.ROOT,
                "%d profiles of %d launches, shares %s; silhouette %.3f, shuffled %.3f;"
                        + " accuracy %.3f, majority %.3f, log loss %.3f, of shares %.3f, of %.0f%n",
                profiles.count(),
                book.launches.size(),
                rounded(profiles.shares()),
                profiles.silhouette(),
                profiles.shuffled(),
                score.hits / score.launches,
                score.majorityHits / score.launches,
                score.loss / score.launches,
                score.baseLoss / score.launches,
                score.launches);
        for (int i = 0; i < profiles.count(); i++) {
            System.out.println(
                    "  "
                            + rounded(
                                    Arrays.copyOfRange(
                                            profiles.curves(),
                                            i * LaunchCurve.WEEKS,
                                            (i + 1) * LaunchCurve.WEEKS)));
        }
    }

    private static String rounded(double[] values) {
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            line.append(String.format(Locale.ROOT, " %.2f", value));
        }
        return line.toString();
    }

    /** What the job says of them. */
    private Map<String, double[]> forecasts(
            List<NewProduct> held, boolean pictures, NavigableMap<Long, SalesProfiles> profiles) {
        Map<String, Map<String, Long>> issues = new HashMap<>();
        held.forEach(
                product ->
                        issues.computeIfAbsent(product.category(), c -> new HashMap<>())
                                .put(product.id(), product.issued()));
        Map<String, List<String>> categories = new TreeMap<>();
        Set<String> all = new HashSet<>(catalogue.keySet());
        all.addAll(sales.keySet());
        for (String id : all) {
            categories.computeIfAbsent(categoryOf(id), c -> new ArrayList<>()).add(id);
        }
        Map<String, double[]> said = new HashMap<>();
        issues.forEach(
                (category, waiting) ->
                        said.putAll(
                                forecasts(
                                        category,
                                        categories.get(category),
                                        waiting,
                                        pictures,
                                        profiles)));
        return said;
    }

    private Map<String, double[]> forecasts(
            String category,
            List<String> ids,
            Map<String, Long> waiting,
            boolean pictures,
            NavigableMap<Long, SalesProfiles> profiles) {
        Listener listener = new Listener(waiting);
        CategoryDemand state = new CategoryDemand();
        TreeMap<String, ProductDemand> products = new TreeMap<>();
        ShopAlmanac almanac = new ShopAlmanac(Map.of(), shop, profiles);
        for (long day = first; day < last; day++) {
            for (String id : ids) {
                learnable(products, id, day, pictures);
            }
            boolean wanted = waiting.containsValue(day);
            DemandSettings settings =
                    new DemandSettings(new DayClose(0), wanted ? day : Long.MAX_VALUE, 7, true);
            new CategoryClose(category, state, products, almanac, settings, listener).close(day);
        }
        return listener.said;
    }

    private CatalogFacts facts(String id, boolean pictures) {
        CatalogFacts known = catalogue.getOrDefault(id, CatalogFacts.unknown(id));
        return pictures ? known : known.looking(null);
    }

    private void learnable(
            Map<String, ProductDemand> products, String id, long day, boolean pictures) {
        CatalogFacts facts = facts(id, pictures);
        Long units = sales.getOrDefault(id, new TreeMap<>()).get(day);
        ProductDemand product = products.get(id);
        if (product == null && units == null && facts.launchDay() != day + 1) {
            return;
        }
        if (product == null) {
            product = new ProductDemand();
            products.put(id, product);
        }
        product.describe(facts);
        if (units != null) {
            product.sales.add(new ClosedSales(id, STORE, day, units, 0, units));
        }
    }

    private static final class Listener implements DemandListener {
        private final Map<String, Long> waiting;
        private final Map<String, double[]> said = new HashMap<>();

        Listener(Map<String, Long> waiting) {
            this.waiting = waiting;
        }

        @Override
        public void forecast(ForecastRow row, boolean tell) {
            Long issued = waiting.get(row.id());
            if (issued != null
                    && issued == row.issuedOn()
                    && row.level().equals(Level.PRODUCT.label())) {
                double[] weeks = new double[WEEKS];
                for (int i = 0; i < WINDOW; i++) {
                    weeks[i / WeekProfile.DAYS] += row.means()[i];
                }
                said.put(row.id(), weeks);
            }
        }

        @Override
        public void accuracy(ForecastAccuracyRow row) {}

        @Override
        public void anomaly(SalesAnomalyRow row) {}

        @Override
        public void elasticity(PriceElasticityRow row) {}

        @Override
        public void proposal(PriceProposalRow row) {}

        @Override
        public void profile(ProductSalesProfileRow row) {}

        @Override
        public void outlook(StockOutlook outlook) {}
    }

    /** WAPE of four weeks together, by week, and by week had the sum been known. */
    private static void judge(
            String name,
            List<NewProduct> held,
            Map<String, double[]> actual,
            Map<String, double[]> said,
            Map<String, double[]> errors) {
        double[] off = new double[3];
        double sold = 0;
        for (NewProduct product : held) {
            double[] came = actual.get(product.id());
            double[] mean = said.getOrDefault(product.id(), new double[WEEKS]);
            double units = Arrays.stream(came).sum();
            double expected = Arrays.stream(mean).sum();
            sold += units;
            off[0] += Math.abs(expected - units);
            for (int week = 0; week < WEEKS; week++) {
                off[1] += Math.abs(mean[week] - came[week]);
                double share = expected > 0 ? mean[week] / expected : 1.0 / WEEKS;
                off[2] += Math.abs(share * units - came[week]);
            }
        }
        for (int i = 0; i < off.length; i++) {
            off[i] /= sold;
        }
        errors.put(name, off);
        System.out.printf(
                Locale.ROOT,
                "%-34s four weeks %.3f, by week %.3f, of a known sum %.3f; said of %d%n",
                name,
                off[0],
                off[1],
                off[2],
                said.size());
    }
}
