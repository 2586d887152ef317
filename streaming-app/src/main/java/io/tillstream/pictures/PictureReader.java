package io.tillstream.pictures;

import io.tillstream.models.images.ImageDecoder;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pictures one after the other, for those who train with them. Vectors are those of the job
 * to the bit: what is learnt is what will be seen.
 */
public final class PictureReader {
    private final ImageSource source;
    private final ImageEncoder encoder;
    private final List<String> ids = new ArrayList<>();
    private final List<byte[]> pixels = new ArrayList<>();
    private final Map<String, float[]> vectors = new HashMap<>();

    /**
     * @param encoder stays the caller's
     */
    public PictureReader(ImageSource source, ImageEncoder encoder) {
        this.source = source;
        this.encoder = encoder;
    }

    /**
     * Takes in a picture.
     *
     * @param id under which its vector is asked for
     * @throws ImageException if it is not to be had, or is none
     */
    public void read(String id, String uri) throws ImageException {
        byte[] picture =
                encoder.preprocessing().pixels(ImageDecoder.DEFAULT.decode(source.fetch(uri)));
        ids.add(id);
        pixels.add(picture);
        if (ids.size() == EncoderKind.BATCH) {
            encode();
        }
    }

    /** Unit vectors of all pictures so far, by their ids. */
    public Map<String, float[]> vectors() {
        encode();
        return Map.copyOf(vectors);
    }

    private void encode() {
        if (ids.isEmpty()) {
            return;
        }
        List<byte[]> filled = new ArrayList<>(pixels);
        while (filled.size() < EncoderKind.BATCH) {
            filled.add(pixels.get(pixels.size() - 1));
        }
        List<float[]> encoded = encoder.encode(filled);
        for (int i = 0; i < ids.size(); i++) {
            vectors.put(ids.get(i), encoded.get(i));
        }
        ids.clear();
        pixels.clear();
    }
}
