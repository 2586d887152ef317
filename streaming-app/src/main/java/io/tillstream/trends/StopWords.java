package io.tillstream.trends;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * Words that say nothing, by Lucene's lists. A text whose language is not known is read with the
 * lists of all.
 */
final class StopWords {
    private static final Map<String, CharArraySet> LISTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("ar", ArabicAnalyzer.getDefaultStopSet()),
                            Map.entry("da", DanishAnalyzer.getDefaultStopSet()),
                            Map.entry("de", GermanAnalyzer.getDefaultStopSet()),
                            Map.entry("en", EnglishAnalyzer.getDefaultStopSet()),
                            Map.entry("es", SpanishAnalyzer.getDefaultStopSet()),
                            Map.entry("fr", FrenchAnalyzer.getDefaultStopSet()),
                            Map.entry("it", ItalianAnalyzer.getDefaultStopSet()),
                            Map.entry("no", NorwegianAnalyzer.getDefaultStopSet()),
                            Map.entry("pt", PortugueseAnalyzer.getDefaultStopSet()),
                            Map.entry("ru", RussianAnalyzer.getDefaultStopSet()),
                            Map.entry("sv", SwedishAnalyzer.getDefaultStopSet()),
                            Map.entry("tr", TurkishAnalyzer.getDefaultStopSet())));

    /** Lucene's English list leaves out the persons, which half of all posts begin with. */
    private static final Set<String> PERSONS =
            Set.of("i", "me", "my", "we", "our", "you", "your", "he", "she", "his", "her", "it's");

    private static final StopWords ALL = new StopWords(null);
    private static final Map<String, StopWords> BY_LANGUAGE = byLanguage();

    /** Null for all of them. */
    private final CharArraySet list;

    private StopWords(CharArraySet list) {
        this.list = list;
    }

    private static Map<String, StopWords> byLanguage() {
        Map<String, StopWords> words = new TreeMap<>();
        LISTS.forEach((language, list) -> words.put(language, new StopWords(list)));
        return words;
    }

    /**
     * Those of a language.
     *
     * @param language BCP-47 tag; nullable
     */
    static StopWords of(String language) {
        if (language == null) {
            return ALL;
        }
        String primary = language.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return BY_LANGUAGE.getOrDefault(primary, ALL);
    }

    boolean contains(String word) {
        if (PERSONS.contains(word)) {
            return true;
        }
        return list == null
                ? LISTS.values().stream().anyMatch(each -> each.contains(word))
                : list.contains(word);
    }
}
