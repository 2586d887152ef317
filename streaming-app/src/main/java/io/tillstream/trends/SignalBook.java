package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How posts, views, sales and searches of subjects move, and since when. Views and sales of a
 * subject are those of the products that the catalogue names so, searches name it themselves, and
 * their usual level is known as that of posts is ({@link Baseline}), as shares of all views, of all
 * sales and of all sessions that search: promotions and weekends of the whole shop do not matter. A
 * signal has moved once its chance is below one in ten thousand in one of the windows, and is quiet
 * again when for {@value #PATIENCE} hours nothing was out of the ordinary. Every subject of the
 * catalogue is watched all the time, so that what moves before posts do is known when they do; of
 * searches every other, too, in the hours in which {@value #LEAST_SEARCHERS} sessions or more
 * search for it, and while one of its signals moves. A Flink POJO: fields are added, never changed.
 */
public class SignalBook {
    /** Hours after which a signal is quiet; those of an open alert are kept. */
    static final int PATIENCE = 72;

    /** Subjects whose movements are kept. */
    static final int MOST = 16_384;

    /**
     * Sessions of an hour below which what no product is called is not looked at: anybody can type
     * anything.
     */
    static final int LEAST_SEARCHERS = 3;

    /** Cells of a row for styles, where there are some dozen. */
    private static final int STYLE_WIDTH = 1_024;

    /** Cells of a row for each style, where there are more. */
    private static final int CELLS_A_STYLE = 8;

    /** Rows of all that is typed are so much longer: the catalogue does not name most of it. */
    private static final int ALL_WORDS = 4;

    private static final List<Signal> OF_PRODUCTS = List.of(Signal.VIEWS, Signal.SALES);

    /** What is usual: for views, then for sales, one a {@link Scale}. */
    public List<Baseline> baselines = new ArrayList<>();

    /**
     * The same of styles, as shares of what there was of products that have one: what is known late
     * of all products, and anew by another encoder, has to become usual before it can rise.
     */
    public List<Baseline> styleBaselines = new ArrayList<>();

    /**
     * What is usual of searches for what the catalogue names, one a {@link Scale}; none before the
     * first search.
     */
    public List<Baseline> searchBaselines = new ArrayList<>();

    /**
     * The same of all that is typed. A session can make up as many words as there are cells, and
     * what products are called must not rise by it; nor by the catalogue's taking up a word that
     * was searched for before. So a name of the catalogue moves only where both say so.
     */
    public List<Baseline> allSearchBaselines = new ArrayList<>();

    /** The encoder that told the styles, as {@code name/version}; null before there are any. */
    public String styleEncoder;

    /** Another encoder, which told most styles of the latest hours; null if none did. */
    public String styleRival;

    /** In how many hours in a row it did. */
    public int styleRivalHours;

    /** Subjects of which a signal moved lately. */
    public Map<String, Movements> subjects = new HashMap<>();

    /** Cells of a row of the baselines of views and sales. */
    public int width;

    /** From where posts usually come. */
    public RegionBook regions = new RegionBook();

    /** For Flink. */
    public SignalBook() {}

    /**
     * Nothing known.
     *
     * @param width subjects of the catalogue that can be told apart well
     */
    SignalBook(int width) {
        this.width = width;
        baselines = nothingUsual(OF_PRODUCTS.size(), width);
    }

    private static List<Baseline> nothingUsual(int signals, int width) {
        List<Baseline> baselines = new ArrayList<>();
        for (int i = 0; i < signals; i++) {
            for (Scale scale : Scale.values()) {
                baselines.add(new Baseline(scale, width));
            }
        }
        return baselines;
    }

    /**
     * What another encoder tells are other styles. As posts do ({@link SubjectShelf}), views and
     * sales go on with it once it has led for hours; until then nothing is learnt of styles, of
     * which some are told by the one and some by the other.
     */
    private void goOnWith(String leading) {
        if (leading == null || leading.equals(styleEncoder)) {
            styleRival = null;
            styleRivalHours = 0;
            return;
        }
        styleRivalHours = leading.equals(styleRival) ? styleRivalHours + 1 : 1;
        styleRival = leading;
        if (styleEncoder == null || styleRivalHours == SubjectShelf.RIVAL_HOURS) {
            styleEncoder = leading;
            styleRival = null;
            styleRivalHours = 0;
            styleBaselines = nothingUsual(OF_PRODUCTS.size(), STYLE_WIDTH);
        }
    }

    private void widenForStyles(int styles) {
        while (styleBaselines.get(0).width < CELLS_A_STYLE * styles) {
            styleBaselines.forEach(Baseline::widen);
        }
    }

    /** What there was of a signal in an hour. */
    private static final class Counts {
        final Map<String, Double> heard = new HashMap<>();
        double volume;

        void add(List<String> subjects, double count) {
            subjects.forEach(subject -> heard.merge(subject, count, Double::sum));
            volume += count;
        }

        Baseline.Heard byCell(int width) {
            float[] loudness = new float[Baseline.ROWS * width];
            heard.forEach(
                    (subject, count) -> {
                        for (int cell : Baseline.cells(subject, width)) {
                            loudness[cell] = Math.max(loudness[cell], count.floatValue());
                        }
                    });
            return new Baseline.Heard(volume, loudness, volume, volume);
        }
    }

    /** Makes room for so many subjects, in rows of so many cells at most. */
    void widen(int names, int most) {
        while (width < names && 2 * width <= most) {
            baselines.forEach(Baseline::widen);
            searchBaselines.forEach(Baseline::widen);
            allSearchBaselines.forEach(Baseline::widen);
            width *= 2;
        }
    }

    /**
     * Closes an hour; earlier ones are closed already.
     *
     * @param said of posts
     * @param shop what happened to products, and what was searched for
     * @return subjects of which a signal of the shop has moved now and had not before
     */
    Set<String> close(ShelfHour said, ShopHour shop, CatalogNames names) {
        regions.close(said.hour, said.regions);
        for (Rise rise : said.rises) {
            see(rise.subject(), Signal.POSTS, rise.score(), rise.lift(), said.hour);
        }
        goOnWith(names.styleEncoder());
        Set<String> moved = new TreeSet<>();
        for (Signal signal : OF_PRODUCTS) {
            see(signal, hear(signal, said.hour, shop.products, names), said.hour, moved);
        }
        see(Signal.SEARCHES, hearSearches(said.hour, shop, names.subjects()), said.hour, moved);
        return moved;
    }

    private void see(
            Signal signal, Map<String, Baseline.Finding> found, long hour, Set<String> moved) {
        found.forEach(
                (subject, finding) -> {
                    double lift = finding.count() / finding.expected();
                    if (see(subject, signal, finding.score(), lift, hour)) {
                        moved.add(subject);
                    }
                });
    }

    /**
     * What is searched for out of the ordinary: a name only where all that is typed says so, too.
     */
    private Map<String, Baseline.Finding> hearSearches(
            long hour, ShopHour shop, Set<String> named) {
        if (allSearchBaselines.isEmpty()) {
            if (shop.searchers == 0) {
                return Map.of();
            }
            searchBaselines = nothingUsual(1, width);
            allSearchBaselines = nothingUsual(1, ALL_WORDS * width);
        }
        Counts ofNamed = searched(shop, named::contains);
        Counts ofAll = searched(shop, subject -> true);
        Map<String, Baseline.Finding> amongNamed = hear(searchBaselines, hour, ofNamed, named);
        Set<String> looked = worthALook(shop, named);
        looked.addAll(amongNamed.keySet());
        Map<String, Baseline.Finding> found = hear(allSearchBaselines, hour, ofAll, looked);
        amongNamed.forEach(
                (subject, finding) ->
                        found.computeIfPresent(
                                subject,
                                (s, among) -> among.score() < finding.score() ? among : finding));
        return found;
    }

    private static Counts searched(ShopHour shop, Predicate<String> counts) {
        Counts searched = new Counts();
        searched.volume = shop.searchers;
        for (SubjectHour each : shop.subjects) {
            if (counts.test(each.subject())) {
                searched.heard.put(each.subject(), each.searchers());
            }
        }
        return searched;
    }

    /** No names of the catalogue: words that several search for, and those with a history here. */
    private Set<String> worthALook(ShopHour shop, Set<String> named) {
        Set<String> looked = new HashSet<>();
        for (SubjectHour each : shop.subjects) {
            if (!named.contains(each.subject()) && each.searchers() >= LEAST_SEARCHERS) {
                looked.add(each.subject());
            }
        }
        for (String subject : subjects.keySet()) {
            if (!named.contains(subject) && !PictureSubject.isKey(subject)) {
                looked.add(subject);
            }
        }
        return looked;
    }

    /** What is out of the ordinary of a signal: names of the catalogue, and styles. */
    private Map<String, Baseline.Finding> hear(
            Signal signal, long hour, List<ProductHour> shop, CatalogNames names) {
        Counts named = new Counts();
        Counts styled = new Counts();
        for (ProductHour product : shop) {
            double count = signal == Signal.VIEWS ? product.viewers() : product.buyers();
            if (count > 0) {
                named.add(names.of(product), count);
                List<String> style = countedStyle(product, names);
                if (!style.isEmpty()) {
                    styled.add(style, count);
                }
            }
        }
        Map<String, Baseline.Finding> found =
                hear(of(signal, baselines), hour, named, names.subjects());
        if (styleEncoder != null && styleRival == null) {
            widenForStyles(names.styles().size());
            found.putAll(hear(of(signal, styleBaselines), hour, styled, names.styles()));
        }
        return found;
    }

    /** Whether it has moved now and had not before. */
    private boolean see(String subject, Signal signal, double score, double lift, long hour) {
        Movements movements = subjects.get(subject);
        if (movements == null) {
            if (!Movement.isSure(score, lift)) {
                return false;
            }
            movements = new Movements();
            subjects.put(subject, movements);
        }
        Movement movement = movements.of(signal);
        boolean before = movement.hasMoved();
        movement.see(score, lift, hour);
        return !before && movement.hasMoved();
    }

    /** None of an encoder that another one has replaced, or is about to. */
    private List<String> countedStyle(ProductHour product, CatalogNames names) {
        List<String> style = names.styleOf(product);
        boolean isOfEncoder =
                !style.isEmpty()
                        && PictureSubject.of(style.get(0)).modelVersion().equals(styleEncoder);
        return isOfEncoder ? style : List.of();
    }

    /** What is usual of a signal, by {@link Scale}. */
    private static List<Baseline> of(Signal signal, List<Baseline> baselines) {
        int from = OF_PRODUCTS.indexOf(signal) * Scale.values().length;
        return baselines.subList(from, from + Scale.values().length);
    }

    /** The strongest window of each subject that is out of the ordinary. */
    private static Map<String, Baseline.Finding> hear(
            List<Baseline> baselines, long hour, Counts counts, Set<String> watched) {
        Baseline.Heard byCell = counts.byCell(baselines.get(0).width);
        Map<String, Double> heard = counts.heard;
        Map<String, Baseline.Finding> strongest = new HashMap<>();
        for (Scale scale : Scale.values()) {
            Baseline baseline = baselines.get(scale.ordinal());
            baseline.add(scale, hour, byCell);
            if (!scale.endsWith(hour) || !baseline.isWarm(scale)) {
                continue;
            }
            for (String subject : scale == Scale.HOUR ? heard.keySet() : watched) {
                if (!watched.contains(subject)) {
                    continue;
                }
                // Of an hour it is known what the subject itself had, whoever shares its cells.
                double most = scale == Scale.HOUR ? heard.get(subject) : Double.MAX_VALUE;
                Baseline.Finding finding = baseline.find(scale, subject, most);
                if (finding.score() >= SubjectShelf.TOLD) {
                    strongest.merge(subject, finding, (a, b) -> a.score() >= b.score() ? a : b);
                }
            }
        }
        return strongest;
    }

    /** An alert is open: so posts have moved. */
    void opened(TrendAlert alert) {
        Movement posts =
                subjects.computeIfAbsent(alert.subject, s -> new Movements()).of(Signal.POSTS);
        if (!posts.hasMoved()) {
            posts.begin(alert.score, alert.lift, alert.openedIn);
        }
    }

    /**
     * Signals that can say something of a subject: of one without products nothing is looked at or
     * sold, a style has no word to search for, and not every shop sends searches.
     */
    Set<Signal> told(String subject, CatalogNames.Named named) {
        Set<Signal> told = EnumSet.of(Signal.POSTS);
        if (!named.products().isEmpty()) {
            told.addAll(OF_PRODUCTS);
        }
        if (!searchBaselines.isEmpty() && !PictureSubject.isStyle(subject)) {
            told.add(Signal.SEARCHES);
        }
        return told;
    }

    /** How the signals of a subject move. */
    Movements of(String subject) {
        return subjects.getOrDefault(subject, new Movements());
    }

    /**
     * Forgets what is quiet, and when there is no room first what no product is called, then what
     * was seen longest ago.
     *
     * @param open subjects of open alerts, which are kept
     * @param named subjects of the catalogue
     */
    void forget(long hour, Set<String> open, Set<String> named) {
        subjects.entrySet()
                .removeIf(
                        entry -> !open.contains(entry.getKey()) && isQuiet(entry.getValue(), hour));
        if (subjects.size() > MOST) {
            subjects.entrySet().stream()
                    .filter(entry -> !open.contains(entry.getKey()))
                    .sorted(
                            Comparator.comparing(
                                            (Map.Entry<String, Movements> entry) ->
                                                    named.contains(entry.getKey()))
                                    .thenComparingLong(entry -> entry.getValue().lastSeenIn())
                                    .thenComparing(Map.Entry::getKey))
                    .limit(subjects.size() - MOST)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(subjects::remove);
        }
    }

    private static boolean isQuiet(Movements movements, long hour) {
        movements.forgetQuiet(hour - PATIENCE + 1);
        return movements.isQuiet();
    }
}
