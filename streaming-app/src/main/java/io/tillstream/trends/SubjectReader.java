package io.tillstream.trends;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * What a post, or a search, is about: its hashtags, words and pairs of neighbouring words, each by
 * its key.
 *
 * <p>A key is the text without case, width, marks of compatibility (NFKC) and whatever stands
 * between letters: the tag {@code #Quiet_Luxury} and the words {@code quiet luxury} are one
 * subject. Words are found by the rules of Unicode (UAX 29, by Lucene), so that scripts without
 * case and from right to left are read as well; of scripts without spaces, pairs of signs stand for
 * words. Emoji are words. Addresses, mentions, numbers and stop words are none, and signs that are
 * not seen are left out.
 *
 * <p>The cost of a post is bounded: of its text {@value #LONGEST_TEXT} characters are read, of its
 * tags {@value #MOST_TAGS}, and {@value #MOST_SUBJECTS} subjects are kept, tags before words before
 * pairs. Not thread-safe.
 */
final class SubjectReader {
    static final int LONGEST_TEXT = 2_000;
    static final int MOST_TAGS = 10;
    static final int MOST_SUBJECTS = 32;

    /** Characters of a key; what is longer is no word but noise. */
    static final int LONGEST_KEY = 40;

    private static final int MOST_WORDS = 200;

    /** Signs of no width and of direction, by which spam makes a word another. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private static final Pattern MENTION = Pattern.compile("[@＠][\\p{L}\\p{N}_.]+");
    private static final Set<String> ADDRESSES =
            Set.of(
                    UAX29URLEmailTokenizer.TOKEN_TYPES[UAX29URLEmailTokenizer.URL],
                    UAX29URLEmailTokenizer.TOKEN_TYPES[UAX29URLEmailTokenizer.EMAIL]);
    private static final Set<String> WITHOUT_SPACES =
            Set.of(
                    UAX29URLEmailTokenizer.TOKEN_TYPES[UAX29URLEmailTokenizer.IDEOGRAPHIC],
                    UAX29URLEmailTokenizer.TOKEN_TYPES[UAX29URLEmailTokenizer.HIRAGANA]);

    private final Synonyms synonyms;
    private final UAX29URLEmailTokenizer tokenizer = new UAX29URLEmailTokenizer();
    private final CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
    private final TypeAttribute type = tokenizer.getAttribute(TypeAttribute.class);

    SubjectReader(Synonyms synonyms) {
        this.synonyms = synonyms;
        tokenizer.setMaxTokenLength(LONGEST_KEY);
    }

    /**
     * A post's subjects and the words they were found in.
     *
     * @param subjects keys, each once
     * @param words all words of the text in their order, stop words too
     */
    record Reading(List<String> subjects, List<String> words) {}

    private record Word(String text, boolean syllable) {}

    /**
     * Reads a post.
     *
     * @param text nullable
     * @param language BCP-47 tag, by which stop words are known; nullable
     */
    Reading read(String text, List<String> hashtags, String language) {
        Set<String> subjects = new LinkedHashSet<>();
        for (String tag : hashtags.subList(0, Math.min(MOST_TAGS, hashtags.size()))) {
            add(subjects, key(tag));
        }
        List<Word> words = text == null ? List.of() : words(text);
        StopWords stops = StopWords.of(language);
        boolean[] telling = new boolean[words.size()];
        for (int i = 0; i < telling.length; i++) {
            Word word = words.get(i);
            telling[i] = tells(word.text()) && !stops.contains(word.text());
            if (telling[i] && !word.syllable()) {
                add(subjects, word.text());
            }
        }
        for (int i = 1; i < telling.length; i++) {
            if (telling[i - 1] && telling[i] && isWord(words, i - 1) && isWord(words, i)) {
                add(subjects, words.get(i - 1).text() + words.get(i).text());
            }
        }
        return new Reading(List.copyOf(subjects), words.stream().map(Word::text).toList());
    }

    /** An emoji stands beside any word. */
    private static boolean isWord(List<Word> words, int at) {
        return Character.isLetterOrDigit(words.get(at).text().codePointAt(0));
    }

    private void add(Set<String> subjects, String key) {
        if (!key.isEmpty() && key.length() <= LONGEST_KEY && subjects.size() < MOST_SUBJECTS) {
            subjects.add(synonyms.of(key));
        }
    }

    /** The key of a name: what is left are letters, digits and symbols such as emoji. */
    static String key(String name) {
        StringBuilder key = new StringBuilder();
        normalised(cut(name, LONGEST_TEXT))
                .codePoints()
                .filter(SubjectReader::counts)
                .forEach(key::appendCodePoint);
        return key.toString();
    }

    private static boolean counts(int codePoint) {
        int category = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || category == Character.NON_SPACING_MARK
                || category == Character.COMBINING_SPACING_MARK
                || category == Character.OTHER_SYMBOL;
    }

    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The beginning of a text; no character of two halves is cut through. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(
                0, length - (Character.isHighSurrogate(text.charAt(length - 1)) ? 1 : 0));
    }

    private static boolean tells(String word) {
        int first = word.codePointAt(0);
        boolean letter = word.length() == 1 && Character.isAlphabetic(first);
        return (!letter || Character.isIdeographic(first)) && !isNumber(word);
    }

    private static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is anything that has to be left out: most texts need no second look. */
    private static boolean mayHoldNoWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int type = c < 128 ? Character.OTHER_LETTER : Character.getType(text.codePointAt(i));
            if (c == '@' || c == '＠' || type == Character.FORMAT) {
                return true;
            }
        }
        return false;
    }

    private List<Word> words(String text) {
        String clean = normalised(cut(text, LONGEST_TEXT));
        if (mayHoldNoWord(clean)) {
            clean = UNSEEN.matcher(clean).replaceAll("");
            clean = MENTION.matcher(clean).replaceAll(" ");
        }
        List<Word> words = new ArrayList<>();
        try {
            tokenizer.setReader(new StringReader(clean));
            tokenizer.reset();
            while (words.size() < MOST_WORDS && tokenizer.incrementToken()) {
                if (!ADDRESSES.contains(type.type())) {
                    words.add(new Word(term.toString(), WITHOUT_SPACES.contains(type.type())));
                }
            }
            tokenizer.end();
            tokenizer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return words;
    }
}
