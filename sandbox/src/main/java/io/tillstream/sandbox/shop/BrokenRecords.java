package io.tillstream.sandbox.shop;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Makes records that break their contract out of sound ones. None contains a line break. */
final class BrokenRecords {
    private static final int DEPTH = 64;

    private BrokenRecords() {}

    /** Ways to be broken. */
    enum Kind {
        INVALID_JSON,
        MISSING_FIELD,
        WRONG_TYPE,
        TOO_DEEP,
        EMPTY,
        NOT_UTF8,
        NOT_AN_OBJECT,
        NEGATIVE_QUANTITY;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Some kind of breakage that a record of a topic can have. */
    static Kind kind(String topic, Rng rng) {
        Kind kind = rng.of(Kind.values());
        boolean hasLines = topic.equals(Topics.POS_SALES);
        return kind == Kind.NEGATIVE_QUANTITY && !hasLines ? Kind.MISSING_FIELD : kind;
    }

    static byte[] broken(Kind kind, byte[] sound) {
        return switch (kind) {
            case INVALID_JSON -> Arrays.copyOf(sound, sound.length * 2 / 3);
            case MISSING_FIELD -> replace(sound, "\"occurred_at\"", "\"occured_at\"");
            case WRONG_TYPE ->
                    replace(sound, "\"occurred_at\":\"", "\"occurred_at\":true,\"x\":\"");
            case TOO_DEEP -> deep(sound);
            case EMPTY -> new byte[0];
            case NOT_UTF8 -> notUtf8(sound);
            case NOT_AN_OBJECT -> "[]".getBytes(StandardCharsets.US_ASCII);
            case NEGATIVE_QUANTITY -> replace(sound, "\"quantity\":", "\"quantity\":-");
        };
    }

    private static byte[] deep(byte[] sound) {
        String nested = "[".repeat(DEPTH) + "]".repeat(DEPTH);
        return replace(sound, "{", "{\"extra\":" + nested + ",");
    }

    private static byte[] notUtf8(byte[] sound) {
        byte[] bytes = replace(sound, "{", "{\"note\":\"?\",");
        bytes["{\"note\":\"".length()] = (byte) 0xFF;
        return bytes;
    }

    /** ISO-8859-1 keeps every byte as it is. */
    private static byte[] replace(byte[] sound, String what, String by) {
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(what);
        if (at < 0) {
            throw new IllegalArgumentException("no " + what + " in " + text);
        }
        return (text.substring(0, at) + by + text.substring(at + what.length()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
