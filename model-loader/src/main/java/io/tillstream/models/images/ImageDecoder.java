package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes png, jpeg, gif (its first frame) and bmp with Java's own readers. What a picture is is
 * told by its first bytes, whatever its name or sender says; its size by its header, before a pixel
 * is decoded. Transparent pixels are laid on white. Rotations in EXIF data are not followed.
 *
 * @param maxSide longest width or height, in pixels
 * @param maxPixels most pixels of a picture; at most 8 bytes each while it is decoded
 */
public record ImageDecoder(int maxSide, long maxPixels) {
    /** 8,192 px a side, 16 million pixels: photographs as cameras make them. */
    public static final ImageDecoder DEFAULT = new ImageDecoder(8_192, 16_000_000);

    static {
        // Nothing here needs a display, and a server has none.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /**
     * Decodes a picture.
     *
     * @return opaque, in RGB
     * @throws ImageException if it is none, too large, or broken
     */
    public BufferedImage decode(byte[] bytes) throws ImageException {
        String format = format(bytes);
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // Without metadata: texts and profiles may be packed to a multiple of their size.
            reader.setInput(in, true, true);
            requireSize(reader.getWidth(0), reader.getHeight(0));
            Truncation truncation = new Truncation();
            reader.addIIOReadWarningListener(truncation);
            BufferedImage image = reader.read(0);
            if (truncation.seen) {
                throw new ImageException(Reason.BROKEN, "the " + format + " is truncated");
            }
            return opaque(image);
        } catch (IOException | RuntimeException e) {
            // Readers throw all kinds of unchecked exceptions at broken pictures.
            throw new ImageException(
                    Reason.BROKEN, "the " + format + " is broken: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] bytes) throws ImageException {
        if (startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return "png";
        }
        if (startsWith(bytes, 0xFF, 0xD8, 0xFF)) {
            return "jpeg";
        }
        if (startsWith(bytes, 'G', 'I', 'F', '8')) {
            return "gif";
        }
        if (startsWith(bytes, 'B', 'M')) {
            return "bmp";
        }
        throw new ImageException(
                Reason.WRONG_TYPE, other(bytes) + "; pictures are png, jpeg, gif or bmp");
    }

    private static String other(byte[] bytes) {
        boolean webp =
                startsWith(bytes, 'R', 'I', 'F', 'F')
                        && bytes.length >= 12
                        && new String(bytes, 8, 4, StandardCharsets.US_ASCII).equals("WEBP");
        return webp ? "webp is not read, since Java has no reader for it" : "this is no picture";
    }

    private static boolean startsWith(byte[] bytes, int... signature) {
        if (bytes.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private void requireSize(int width, int height) throws ImageException {
        if (width > maxSide || height > maxSide || (long) width * height > maxPixels) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    "%d x %d pixels are more than %d a side or %d in all"
                            .formatted(width, height, maxSide, maxPixels));
        }
    }

    /** The JPEG reader fills what is missing with grey and only warns. */
    private static final class Truncation implements IIOReadWarningListener {
        private boolean seen;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            seen |= warning.contains("Truncated") || warning.contains("premature end");
        }
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage rgb =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = rgb.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        return rgb;
    }
}
