package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Look;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws garments: the silhouette filled with the palette's main colour, the pattern in its accent
 * on top, on a pale background. No two variants are alike (position, size, slant, shade, phase and
 * scale of the pattern), but the look is what differs most between pictures.
 */
final class Pictures {
    static final int SIZE = 64;

    static {
        // Nothing here needs a display, and a server has none.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Pictures() {}

    /** The PNG of one variant of a look. */
    static byte[] png(Look look, long seed, long variant) {
        BufferedImage image = draw(look, new Rng(seed, "picture", variant));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage draw(Look look, Rng rng) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(shade(0xD5DDE4, rng, 10));
        g.fillRect(0, 0, SIZE, SIZE);

        AffineTransform place = new AffineTransform();
        place.translate(32 + rng.between(-2, 2), 32 + rng.between(-2, 2));
        place.rotate((rng.unit() - 0.5) * 0.16);
        double scale = 0.92 + 0.14 * rng.unit();
        place.scale(scale, scale);
        place.translate(-32, -32);
        g.transform(place);

        Shape outline = Outlines.of(look.silhouette());
        g.setColor(shade(look.palette().main, rng, 8));
        g.fill(outline);
        Shape everywhere = g.getClip();
        g.clip(outline);
        g.setColor(shade(look.palette().accent, rng, 8));
        Prints.draw(look.pattern(), g, rng);
        g.setClip(everywhere);
        g.setColor(new Color(0x40, 0x40, 0x48, 160));
        g.draw(outline);
        g.dispose();
        return image;
    }

    private static Color shade(int rgb, Rng rng, int spread) {
        int shift = rng.between(-spread, spread);
        return new Color(
                channel(((rgb >> 16) & 0xFF) + shift),
                channel(((rgb >> 8) & 0xFF) + shift),
                channel((rgb & 0xFF) + shift));
    }

    private static int channel(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
