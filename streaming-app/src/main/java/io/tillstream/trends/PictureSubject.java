package io.tillstream.trends;

import java.util.List;
import java.util.Set;

/**
 * What is seen in pictures of posts: that garments have an attribute, or are of a style (a cluster
 * of pictures that look alike), by the eyes of an encoder. Its key has colons, which no key of a
 * word has: seen and written are two subjects, each with its usual level, and so is what another
 * encoder sees.
 *
 * @param attribute as the catalogue names it, or {@link #STYLE}
 * @param value key of a word ({@link SubjectReader#key}), or the name of a cluster
 * @param modelVersion the encoder as {@code name/version}
 */
record PictureSubject(String attribute, String value, String modelVersion) {
    /** Attributes that can be seen: those that the encoders of this project are trained for. */
    private static final Set<String> SEEN = Set.of("colour", "color", "pattern", "silhouette");

    /** Instead of an attribute; none that can be seen is named so. */
    static final String STYLE = "style";

    private static final char BETWEEN = ':';

    static boolean canBeSeen(String attribute) {
        return SEEN.contains(attribute);
    }

    static boolean isKey(String subject) {
        return subject.indexOf(BETWEEN) >= 0;
    }

    /** A trait of a product is a subject but for the encoder. */
    static String trait(String attribute, String value) {
        return attribute + BETWEEN + value;
    }

    static String key(String trait, String modelVersion) {
        return trait + BETWEEN + modelVersion;
    }

    static PictureSubject of(String key) {
        List<String> parts = List.of(key.split(String.valueOf(BETWEEN), 3));
        return new PictureSubject(parts.get(0), parts.get(1), parts.get(2));
    }

    /** The subject of a cluster of pictures. */
    static String style(String cluster, String modelVersion) {
        return key(trait(STYLE, cluster), modelVersion);
    }

    /** The value of a trait. */
    static String valueOf(String trait) {
        return trait.substring(trait.indexOf(BETWEEN) + 1);
    }

    static boolean isStyle(String key) {
        return key.startsWith(STYLE + BETWEEN);
    }
}
