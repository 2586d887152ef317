package io.tillstream.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the records of one topic by its contract, with a streaming parser straight into compact
 * records. Unknown fields are skipped; an absent optional field and {@code null} mean the same; of
 * a field that stands twice the last one counts.
 *
 * <p>A decoder holds the fields of the record at hand and is not thread-safe.
 */
public abstract class EventDecoder {
    private static final Pattern PARSER_INTERNALS =
            Pattern.compile(" \\(start marker at .*|, from `[^`]*`|\\R.*", Pattern.DOTALL);

    /** Bounds of this decoder. */
    protected final RecordLimits limits;

    /** Reads and checks single values. */
    protected final FieldReader reader;

    private final JsonFactory factory;
    private final FieldsSeen seen;

    /**
     * A decoder within the given bounds.
     *
     * @param fields that the topic has
     */
    protected EventDecoder(RecordLimits limits, List<String> fields) {
        this.limits = limits;
        this.seen = new FieldsSeen(fields);
        this.reader = new FieldReader(limits);
        this.factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxDocumentLength(limits.maxBytes())
                                        .maxNestingDepth(limits.maxDepth())
                                        .maxStringLength(limits.maxBytes())
                                        .maxNameLength(limits.maxIdLength())
                                        .maxNumberLength(64)
                                        .build())
                        // One decoder reads one record at a time: its buffers need no search.
                        .recyclerPool(JsonRecyclerPools.newBoundedPool(1))
                        .build();
    }

    /**
     * Decodes one record.
     *
     * @param key the Kafka key, may be null
     * @param value the JSON document; null is a tombstone where the topic has them
     * @throws InvalidRecord if the record breaks its contract
     */
    public final InputEvent decode(byte[] key, byte[] value) throws InvalidRecord {
        seen.clear();
        if (value == null) {
            return tombstone(key);
        }
        if (value.length > limits.maxBytes()) {
            throw new InvalidRecord(
                    Kind.MALFORMED,
                    "record of " + value.length + " bytes, at most " + limits.maxBytes());
        }
        try (JsonParser parser = factory.createParser(value)) {
            reader.reset(parser);
            begin();
            readObject(parser);
            if (parser.nextToken() != null) {
                throw new InvalidRecord(Kind.MALFORMED, "more than one JSON value in the record");
            }
            return finish();
        } catch (JsonProcessingException e) {
            throw new InvalidRecord(Kind.MALFORMED, forPeople(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidRecord(Kind.MALFORMED, e.getMessage());
        }
    }

    /** The fields of the record that was decoded last. */
    final FieldsSeen seen() {
        return seen;
    }

    /** What the parser says, without its own method names and places in memory. */
    private static String forPeople(String message) {
        return PARSER_INTERNALS.matcher(message).replaceAll("");
    }

    private void readObject(JsonParser parser) throws IOException, InvalidRecord {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidRecord(Kind.MALFORMED, "not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL || !seen.add(name) || !field(name)) {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new InvalidRecord(Kind.MALFORMED, "the JSON object is not closed");
        }
    }

    /** The meaning of a record without a value; an error where the topic has no removals. */
    protected InputEvent tombstone(byte[] key) throws InvalidRecord {
        throw new InvalidRecord(Kind.MALFORMED, "empty record");
    }

    /** Forgets the record before. */
    protected abstract void begin();

    /**
     * Takes the value that the parser stands on; never {@code null}.
     *
     * @return false if the field is unknown
     */
    protected abstract boolean field(String name) throws IOException, InvalidRecord;

    /** Checks what was read as a whole. */
    protected abstract InputEvent finish() throws InvalidRecord;

    /** The value, or an error that names the absent field. */
    protected static <T> T required(T value, String field) throws InvalidRecord {
        if (value == null) {
            throw new InvalidRecord(Kind.MISSING_FIELD, field + " is missing");
        }
        return value;
    }
}
