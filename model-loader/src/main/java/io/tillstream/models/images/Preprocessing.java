package io.tillstream.models.images;

import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between a decoded picture and an encoder, by the name that the model's manifest
 * gives. A model is right only with the one that it was trained with, so that none is ever changed:
 * a change is a new name.
 */
public enum Preprocessing {
    /** 64 px, the whole picture on white, -1 to 1: the style encoder's. */
    RGB64_V1("rgb64-v1", 64, Fit.WHOLE, Normalisation.CENTRED),
    /** As {@link #RGB64_V1} with 32 px, for pictures that are small themselves. */
    RGB32_V1("rgb32-v1", 32, Fit.WHOLE, Normalisation.CENTRED),
    /**
     * Torchvision's InceptionV3: shorter side 342 px, the middle 299, ImageNet's mean and
     * deviation.
     */
    RGB299_INCEPTION("rgb299-inception", 299, 342, Fit.MIDDLE, Normalisation.IMAGENET),
    /** The middle 224 px of 256, ImageNet's mean and deviation: most torchvision networks. */
    RGB224_IMAGENET("rgb224-imagenet", 224, 256, Fit.MIDDLE, Normalisation.IMAGENET),
    /** 96 px, the whole picture on white, BGR 0 to 255 less Caffe's mean: SqueezeNet. */
    BGR96_CAFFE("bgr96-caffe", 96, Fit.WHOLE, Normalisation.CAFFE);

    private enum Fit {
        /** Scaled to lie inside the square, the rest white. */
        WHOLE,
        /** Scaled to cover the square, what stands out cut off. */
        MIDDLE
    }

    /**
     * From a channel's byte to its number: {@code (byte / unit - mean) / deviation}, channels in
     * the order of the network.
     */
    private record Normalisation(boolean bgr, float unit, float[] mean, float[] deviation) {
        static final Normalisation CENTRED =
                new Normalisation(
                        false, 255, new float[] {.5f, .5f, .5f}, new float[] {.5f, .5f, .5f});
        static final Normalisation IMAGENET =
                new Normalisation(
                        false,
                        255,
                        new float[] {.485f, .456f, .406f},
                        new float[] {.229f, .224f, .225f});
        static final Normalisation CAFFE =
                new Normalisation(true, 1, new float[] {104, 117, 123}, new float[] {1, 1, 1});
    }

    private static final int CHANNELS = 3;

    private final String id;
    private final int side;
    private final int scaledSide;
    private final Fit fit;

    // Its arrays are never handed out nor written.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Normalisation normalisation;

    Preprocessing(String id, int side, Fit fit, Normalisation normalisation) {
        this(id, side, side, fit, normalisation);
    }

    Preprocessing(String id, int side, int scaledSide, Fit fit, Normalisation normalisation) {
        this.id = id;
        this.side = side;
        this.scaledSide = scaledSide;
        this.fit = fit;
        this.normalisation = normalisation;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those that are
     */
    public static Preprocessing of(String id) {
        return Arrays.stream(values())
                .filter(p -> p.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(id)));
    }

    private static String unknown(String id) {
        String known = Arrays.stream(values()).map(p -> p.id).collect(Collectors.joining(", "));
        return "preprocessing " + id + " is none of " + known;
    }

    /** Its name in manifests. */
    public String id() {
        return id;
    }

    /** Width and height of what it makes, in pixels. */
    public int side() {
        return side;
    }

    /** Numbers of a picture: 3 x side x side. */
    public int length() {
        return CHANNELS * side * side;
    }

    /** What a network takes that is fed by it. */
    TensorSpec spec() {
        return new TensorSpec("images", DataType.FLOAT32, List.of(-1, CHANNELS, side, side));
    }

    /** Pictures' pixels as a network's input. */
    Tensor tensor(List<byte[]> pixels) {
        float[] images = new float[pixels.size() * length()];
        for (int i = 0; i < pixels.size(); i++) {
            normalise(pixels.get(i), images, i * length());
        }
        return Tensor.of(images, spec().shapeOf(pixels.size()));
    }

    /**
     * Resizes and cuts a picture.
     *
     * @return channel x row x column, channels in the network's order, 0 to 255 as unsigned bytes
     */
    public byte[] pixels(BufferedImage image) {
        BufferedImage square = fit == Fit.WHOLE ? whole(image) : middle(image);
        int[] rgb = square.getRGB(0, 0, side, side, null, 0, side);
        byte[] pixels = new byte[length()];
        for (int c = 0; c < CHANNELS; c++) {
            int shift = 8 * (normalisation.bgr() ? c : CHANNELS - 1 - c);
            for (int i = 0; i < rgb.length; i++) {
                pixels[c * rgb.length + i] = (byte) (rgb[i] >> shift);
            }
        }
        return pixels;
    }

    private BufferedImage whole(BufferedImage image) {
        double scale = (double) scaledSide / Math.max(image.getWidth(), image.getHeight());
        int width = (int) Math.max(1, Math.round(image.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(image.getHeight() * scale));
        return Resampling.place(Resampling.resize(image, width, height), side, side);
    }

    private BufferedImage middle(BufferedImage image) {
        // Cut first: scaled first, a thin, long picture would become a huge one.
        int shorter = Math.min(image.getWidth(), image.getHeight());
        BufferedImage square = Resampling.place(image, shorter, shorter);
        BufferedImage scaled = Resampling.resize(square, scaledSide, scaledSide);
        return Resampling.place(scaled, side, side);
    }

    /**
     * Writes pixels as the network's numbers.
     *
     * @param pixels as {@link #pixels} makes them
     * @param into takes {@link #length} numbers from {@code offset} on
     */
    public void normalise(byte[] pixels, float[] into, int offset) {
        if (pixels.length != length()) {
            throw new IllegalArgumentException(
                    id + " makes " + length() + " pixels, not " + pixels.length);
        }
        int plane = side * side;
        for (int i = 0; i < pixels.length; i++) {
            int c = i / plane;
            float value = (pixels[i] & 0xFF) / normalisation.unit();
            into[offset + i] = (value - normalisation.mean()[c]) / normalisation.deviation()[c];
        }
    }
}
