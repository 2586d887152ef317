package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.util.Base64;
import java.util.Locale;

/** Pictures that stand in their address: {@code data:image/TYPE;base64,...} (RFC 2397). */
record DataAddress(int maxBytes) {
    private static final int LONGEST_TYPE = 200;

    /**
     * @param data what follows {@code data:}
     */
    byte[] decode(String data) throws ImageException {
        int comma = data.indexOf(',');
        if (comma < 0 || comma > LONGEST_TYPE) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "a data address has a comma after its type");
        }
        String type = data.substring(0, comma).toLowerCase(Locale.ROOT);
        if (!type.startsWith("image/") || !type.endsWith(";base64")) {
            throw new ImageException(
                    Reason.WRONG_TYPE, "a data address must be image/...;base64, is " + type);
        }
        // Four characters hold up to three bytes; checked before any of them is decoded.
        if ((data.length() - comma - 1) / 4L * 3 > maxBytes + 2L) {
            throw tooLarge();
        }
        byte[] bytes = decoded(data.substring(comma + 1));
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private ImageException tooLarge() {
        return new ImageException(
                Reason.TOO_LARGE, "the data is longer than " + maxBytes + " bytes");
    }

    private static byte[] decoded(String base64) throws ImageException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "the data is no base64: " + e.getMessage(), e);
        }
    }
}
