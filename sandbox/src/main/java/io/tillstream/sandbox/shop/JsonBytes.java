package io.tillstream.sandbox.shop;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes one JSON object after the other into a reused buffer. By hand, because a general writer
 * would cost more than the whole rest of the simulation.
 */
final class JsonBytes {
    private byte[] buffer = new byte[4096];
    private int length;
    private boolean first;
    private long cachedDay = Long.MIN_VALUE;
    private final byte[] cachedDate = new byte[10];

    JsonBytes begin() {
        length = 0;
        return open();
    }

    /** Opens an object within an array or as a field's value. */
    JsonBytes open() {
        put('{');
        first = true;
        return this;
    }

    JsonBytes close() {
        put('}');
        first = false;
        return this;
    }

    byte[] end() {
        put('}');
        return Arrays.copyOf(buffer, length);
    }

    JsonBytes name(String name) {
        if (!first) {
            put(',');
        }
        first = false;
        put('"');
        ascii(name);
        put('"');
        put(':');
        return this;
    }

    JsonBytes beginArray(String name) {
        name(name);
        put('[');
        return this;
    }

    JsonBytes comma() {
        put(',');
        return this;
    }

    JsonBytes endArray() {
        put(']');
        first = false;
        return this;
    }

    /** A string of plain ASCII that needs no escape; left out if null. */
    JsonBytes id(String name, String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
        return this;
    }

    JsonBytes quoted(String value) {
        put('"');
        ascii(value);
        put('"');
        return this;
    }

    /** A string of any characters; left out if null. */
    JsonBytes text(String name, String value) {
        if (value == null) {
            return this;
        }
        name(name);
        put('"');
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                put('\\');
            }
            put(b);
        }
        put('"');
        return this;
    }

    JsonBytes number(String name, long value) {
        name(name);
        digits(value);
        return this;
    }

    JsonBytes flag(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
        return this;
    }

    JsonBytes money(String name, long cents) {
        name(name);
        digits(cents / 100);
        put('.');
        two((int) (cents % 100));
        return this;
    }

    JsonBytes time(String name, long millis) {
        name(name);
        put('"');
        date(Math.floorDiv(millis, Clock.DAY));
        int ofDay = (int) Math.floorMod(millis, Clock.DAY);
        put('T');
        two(ofDay / 3_600_000);
        put(':');
        two(ofDay / 60_000 % 60);
        put(':');
        two(ofDay / 1_000 % 60);
        put('.');
        put((byte) ('0' + ofDay % 1_000 / 100));
        two(ofDay % 100);
        put('Z');
        put('"');
        return this;
    }

    private void date(long epochDay) {
        if (epochDay != cachedDay) {
            cachedDay = epochDay;
            byte[] text =
                    LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, cachedDate, 0, 10);
        }
        reserve(10);
        System.arraycopy(cachedDate, 0, buffer, length, 10);
        length += 10;
    }

    private void two(int value) {
        put((byte) ('0' + value / 10));
        put((byte) ('0' + value % 10));
    }

    private void digits(long value) {
        if (value < 0) {
            put('-');
            value = -value;
        }
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        reserve(count);
        int at = length + count;
        length = at;
        do {
            buffer[--at] = (byte) ('0' + value % 10);
            value /= 10;
        } while (value > 0);
    }

    private void ascii(String value) {
        int count = value.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            buffer[length + i] = (byte) value.charAt(i);
        }
        length += count;
    }

    private void put(char c) {
        put((byte) c);
    }

    private void put(byte b) {
        reserve(1);
        buffer[length++] = b;
    }

    private void reserve(int count) {
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
    }
}
