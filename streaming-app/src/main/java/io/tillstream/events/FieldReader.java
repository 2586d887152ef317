package io.tillstream.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads single JSON values, and says what is wrong with them by the name of their field. */
final class FieldReader {
    private static final int MAX_ENTRIES = 200;
    private static final int SHOWN = 40;

    private final RecordLimits limits;
    private JsonParser parser;

    FieldReader(RecordLimits limits) {
        this.limits = limits;
    }

    void reset(JsonParser next) {
        this.parser = next;
    }

    JsonParser parser() {
        return parser;
    }

    /** An id or a short name: not empty, bounded, storable in PostgreSQL. */
    String id(String field) throws IOException, InvalidRecord {
        String value = string(field, limits.maxIdLength());
        if (value.isEmpty()) {
            throw new InvalidRecord(Kind.OUT_OF_RANGE, field + " is empty");
        }
        return value;
    }

    /** A free text, which may be empty. */
    String text(String field) throws IOException, InvalidRecord {
        return string(field, limits.maxTextLength());
    }

    /** A URI; a data URI may fill the record. */
    String uri(String field) throws IOException, InvalidRecord {
        String value = string(field, limits.maxBytes());
        boolean known =
                value.startsWith("http:")
                        || value.startsWith("https:")
                        || value.startsWith("s3:")
                        || value.startsWith("file:")
                        || value.startsWith("data:");
        if (!known) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE,
                    field + " is no http(s), s3, file or data URI: " + shown(value));
        }
        return value;
    }

    private String string(String field, int maxLength) throws IOException, InvalidRecord {
        expect(field, JsonToken.VALUE_STRING, "a string");
        int length = parser.getTextLength();
        if (length > maxLength) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE,
                    field + " has " + length + " characters, at most " + maxLength);
        }
        String value = parser.getText();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                requireStorable(field, value);
                break;
            }
        }
        return value;
    }

    /** PostgreSQL stores neither U+0000 nor half a surrogate pair. */
    private static void requireStorable(String field, String value) throws InvalidRecord {
        boolean storable =
                value.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
        if (!storable) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE, field + " holds U+0000 or half a surrogate pair");
        }
    }

    /** Epoch milliseconds of an ISO-8601 time between 1970 and 2199. */
    Long time(String field) throws IOException, InvalidRecord {
        expect(field, JsonToken.VALUE_STRING, "a time");
        String value = parser.getText();
        try {
            long millis = EventTime.parse(value);
            if (millis < 0 || millis >= 7_258_118_400_000L) {
                throw new InvalidRecord(
                        Kind.OUT_OF_RANGE, field + " is not between 1970 and 2199: " + value);
            }
            return millis;
        } catch (DateTimeException e) {
            throw new InvalidRecord(
                    Kind.WRONG_TYPE, field + " is no ISO-8601 time: " + shown(value));
        }
    }

    /** Epoch day of an ISO-8601 date. */
    Long date(String field) throws IOException, InvalidRecord {
        expect(field, JsonToken.VALUE_STRING, "a date");
        String value = parser.getText();
        try {
            return LocalDate.parse(value).toEpochDay();
        } catch (DateTimeException e) {
            throw new InvalidRecord(
                    Kind.WRONG_TYPE, field + " is no ISO-8601 date: " + shown(value));
        }
    }

    /** Money, not negative, in ten-thousandths. */
    long amount(String field) throws IOException, InvalidRecord {
        if (!parser.currentToken().isNumeric()) {
            throw wrongType(field, "a number");
        }
        long amount;
        try {
            amount = Amount.parse(parser.getText());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE,
                    field
                            + " is no amount with at most 4 decimals up to "
                            + Amount.MAX_MAJOR
                            + ": "
                            + shown(parser.getText()));
        }
        if (amount < 0) {
            throw new InvalidRecord(Kind.OUT_OF_RANGE, field + " is negative");
        }
        return amount;
    }

    /** A whole number between two bounds. */
    long integer(String field, long min, long max) throws IOException, InvalidRecord {
        expect(field, JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new InvalidRecord(Kind.OUT_OF_RANGE, field + " is out of range");
        }
        long value = parser.getLongValue();
        if (value < min || value > max) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE,
                    field + " is " + value + ", not between " + min + " and " + max);
        }
        return value;
    }

    boolean flag(String field) throws InvalidRecord {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(field, "true or false");
        };
    }

    List<String> texts(String field) throws IOException, InvalidRecord {
        expect(field, JsonToken.START_ARRAY, "an array of strings");
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(field, values.size());
            values.add(string(field, limits.maxIdLength()));
        }
        return values;
    }

    Map<String, String> attributes(String field) throws IOException, InvalidRecord {
        expect(field, JsonToken.START_OBJECT, "an object of strings");
        Map<String, String> values = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            requireRoom(field, values.size());
            String name = parser.currentName();
            parser.nextToken();
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                values.put(name, string(field + "." + name, limits.maxTextLength()));
            }
        }
        return values;
    }

    private static void requireRoom(String field, int size) throws InvalidRecord {
        if (size >= MAX_ENTRIES) {
            throw new InvalidRecord(
                    Kind.OUT_OF_RANGE, field + " has more than " + MAX_ENTRIES + " entries");
        }
    }

    void expect(String field, JsonToken token, String what) throws InvalidRecord {
        if (parser.currentToken() != token) {
            throw wrongType(field, what);
        }
    }

    private InvalidRecord wrongType(String field, String what) {
        JsonToken token = parser.currentToken();
        return new InvalidRecord(
                Kind.WRONG_TYPE, field + " is not " + what + " but " + describe(token));
    }

    private static String describe(JsonToken token) {
        if (token == null) {
            return "the end of the record";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "null";
        };
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
