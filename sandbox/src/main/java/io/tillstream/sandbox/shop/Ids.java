package io.tillstream.sandbox.shop;

import java.nio.charset.StandardCharsets;

/** Readable ids of fixed width: sorted as text they are sorted by number. */
final class Ids {
    static final String ONLINE = "online";

    private Ids() {}

    static String padded(char letter, long number, int width) {
        int digits = width;
        for (long bound = pow10(width); number >= bound; bound *= 10) {
            digits++;
        }
        byte[] text = new byte[digits + 1];
        text[0] = (byte) letter;
        for (int at = digits; at > 0; at--) {
            text[at] = (byte) ('0' + number % 10);
            number /= 10;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static long pow10(int width) {
        long value = 1;
        for (int i = 0; i < width; i++) {
            value *= 10;
        }
        return value;
    }

    static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.ISO_8859_1);
    }
}
