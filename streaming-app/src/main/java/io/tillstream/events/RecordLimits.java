package io.tillstream.events;

import java.io.Serializable;

/**
 * Bounds on what a record may cost, whoever sent it.
 *
 * @param maxBytes size of a record
 * @param maxDepth nesting of its JSON
 * @param maxLines lines of a receipt
 * @param maxIdLength characters of an id or a short name
 * @param maxTextLength characters of a free text
 */
public record RecordLimits(
        int maxBytes, int maxDepth, int maxLines, int maxIdLength, int maxTextLength)
        implements Serializable {
    /** 1 MiB, 16 levels, 5,000 lines, ids of 256 and texts of 20,000 characters. */
    public static final RecordLimits DEFAULT = new RecordLimits(1 << 20, 16, 5_000, 256, 20_000);

    /** The same bounds with another size of a record. */
    public RecordLimits withMaxBytes(int bytes) {
        return new RecordLimits(bytes, maxDepth, maxLines, maxIdLength, maxTextLength);
    }
}
