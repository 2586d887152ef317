package io.tillstream.trends;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/**
 * Names that mean the same. A line of the file gives the name to count under and, after a colon,
 * the others, separated by commas; empty lines and those that begin with {@code #} are skipped:
 *
 * <pre>
 * red: rot, rouge, rojo, rosso
 * boho: bohemian, boho chic
 * </pre>
 */
public final class Synonyms implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMES = 100_000;

    /** Every name is its own. */
    public static final Synonyms NONE = new Synonyms();

    private final HashMap<String, String> names = new HashMap<>();

    private Synonyms() {}

    /**
     * Reads a file's lines.
     *
     * @throws IllegalArgumentException if one is wrong; the message says which
     */
    public static Synonyms parse(List<String> lines) {
        Synonyms synonyms = new Synonyms();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                synonyms.add(line, i + 1);
            }
        }
        return synonyms;
    }

    private void add(String line, int number) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : SubjectReader.key(line.substring(0, colon));
        require(!name.isEmpty(), number, "NAME: OTHER, OTHER is expected");
        for (String text : line.substring(colon + 1).split(",", -1)) {
            String other = SubjectReader.key(text);
            require(!other.isEmpty(), number, "a name is empty");
            String former = names.put(other, name);
            require(former == null || former.equals(name), number, other + " has two meanings");
        }
        require(names.size() <= MOST_NAMES, number, "more than " + MOST_NAMES + " names");
    }

    private static void require(boolean right, int line, String message) {
        if (!right) {
            throw new IllegalArgumentException("line " + line + ": " + message);
        }
    }

    /** The key under which a key is counted. */
    String of(String key) {
        return names.getOrDefault(key, key);
    }
}
