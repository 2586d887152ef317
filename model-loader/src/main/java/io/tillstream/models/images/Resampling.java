package io.tillstream.models.images;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Resizes pictures. */
final class Resampling {
    private static final int CHANNELS = 3;

    private Resampling() {}

    /**
     * Resizes with a triangle filter as wide as the source pixels that fall on a target pixel, and
     * never narrower than one: bilinear when it enlarges, a weighted mean of the area when it
     * shrinks (the bilinear filter of Pillow and of torchvision with antialiasing). Java2D's own
     * bilinear looks at four pixels however much it shrinks.
     *
     * @param image opaque
     */
    static BufferedImage resize(BufferedImage image, int width, int height) {
        if (image.getWidth() == width && image.getHeight() == height) {
            return image;
        }
        float[] wide = alongRows(image, new Taps(image.getWidth(), width));
        float[] both = alongColumns(wide, width, new Taps(image.getHeight(), height));
        return picture(both, width, height);
    }

    /**
     * Puts a picture into the middle of a white one: the rest is white, what stands out is cut off.
     */
    static BufferedImage place(BufferedImage image, int width, int height) {
        if (image.getWidth() == width && image.getHeight() == height) {
            return image;
        }
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = target.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.drawImage(image, (width - image.getWidth()) / 2, (height - image.getHeight()) / 2, null);
        g.dispose();
        return target;
    }

    /** Which source pixels make a target pixel, and with what weight, along one side. */
    private static final class Taps {
        final int[] first;
        final float[][] weights;

        Taps(int from, int to) {
            first = new int[to];
            weights = new float[to][];
            double scale = (double) from / to;
            double reach = Math.max(1, scale);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) Math.floor(centre - reach + 0.5));
                int end = Math.min(from, (int) Math.floor(centre + reach + 0.5));
                weights[i] = triangle(first[i], end, centre, reach);
            }
        }

        private static float[] triangle(int first, int end, double centre, double reach) {
            float[] weights = new float[Math.max(1, end - first)];
            float sum = 0;
            for (int j = 0; j < weights.length; j++) {
                double distance = Math.abs(first + j + 0.5 - centre) / reach;
                weights[j] = (float) Math.max(0, 1 - distance);
                sum += weights[j];
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] = sum > 0 ? weights[j] / sum : 1f / weights.length;
            }
            return weights;
        }
    }

    /** Takes the source row by row, since all of it in floats would be three times the picture. */
    private static float[] alongRows(BufferedImage image, Taps taps) {
        int width = image.getWidth();
        float[] target = new float[taps.first.length * image.getHeight() * CHANNELS];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < taps.first.length; x++) {
                int from = taps.first[x];
                for (float weight : taps.weights[x]) {
                    int rgb = row[from++];
                    target[at] += weight * (rgb >> 16 & 0xFF);
                    target[at + 1] += weight * (rgb >> 8 & 0xFF);
                    target[at + 2] += weight * (rgb & 0xFF);
                }
                at += CHANNELS;
            }
        }
        return target;
    }

    private static float[] alongColumns(float[] source, int width, Taps taps) {
        int row = width * CHANNELS;
        float[] target = new float[taps.first.length * row];
        for (int y = 0; y < taps.first.length; y++) {
            int from = taps.first[y] * row;
            for (float weight : taps.weights[y]) {
                for (int i = 0; i < row; i++) {
                    target[y * row + i] += weight * source[from + i];
                }
                from += row;
            }
        }
        return target;
    }

    private static BufferedImage picture(float[] channels, int width, int height) {
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            int at = i * CHANNELS;
            rgb[i] =
                    channel(channels[at]) << 16
                            | channel(channels[at + 1]) << 8
                            | channel(channels[at + 2]);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        return image;
    }

    private static int channel(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
