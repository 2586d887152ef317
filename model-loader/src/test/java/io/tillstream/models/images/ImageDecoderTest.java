package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillstream.models.images.ImageException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int SIDE = 40;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void picturesAreDecoded(String format) throws Exception {
        BufferedImage decoded = ImageDecoder.DEFAULT.decode(bytes(picture(), format));
        assertThat(decoded.getWidth()).isEqualTo(SIDE);
        assertThat(decoded.getRGB(5, 5) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(decoded.getRGB(35, 5) & 0xFF).isGreaterThan(200);
    }

    @Test
    void whatIsTransparentIsWhite() throws Exception {
        BufferedImage clear = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        assertThat(ImageDecoder.DEFAULT.decode(bytes(clear, "png")).getRGB(1, 1)).isEqualTo(-1);
    }

    @Test
    void aHugePictureIsRefusedByItsHeader() throws Exception {
        // 100,000 x 100,000 pixels in 33 bytes; decoded they would be 40 GB.
        assertThat(refused(pngHeader(100_000, 100_000))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(pngHeader(8_192, 8_192))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(pngHeader(1, 100_000))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(gifHeader(65_535, 65_535))).isEqualTo(Reason.TOO_LARGE);
        // Java itself compares a bitmap's size with its bytes when it reads the header.
        assertThat(refused(bmpHeader(9_000, 9_000))).isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void aTruncatedPictureIsBroken(String format) throws Exception {
        byte[] whole = bytes(noise(), format);
        assertThat(refused(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(Reason.BROKEN);
        assertThat(refused(Arrays.copyOf(whole, 20))).isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void brokenBytesGiveAPictureOrAReason(String format) throws Exception {
        byte[] whole = bytes(noise(), format);
        Random random = new Random(1);
        ImageDecoder decoder = new ImageDecoder(200, 10_000);
        for (int i = 0; i < 100; i++) {
            byte[] broken = whole.clone();
            for (int j = 0; j < 8; j++) {
                broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
            }
            Throwable thrown = catchThrowable(() -> decoder.decode(broken));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ImageException.class);
            }
        }
    }

    @Test
    void webpIsRefusedWithAReason() {
        byte[] webp = "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageDecoder.DEFAULT.decode(webp))
                .withMessageContaining("webp")
                .matches(e -> e.reason() == Reason.WRONG_TYPE);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThat(refused(new byte[0])).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused("<svg/>".getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.WRONG_TYPE);
    }

    private static Reason refused(byte[] bytes) {
        return catchThrowableOfType(ImageException.class, () -> ImageDecoder.DEFAULT.decode(bytes))
                .reason();
    }

    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                image.setRGB(x, y, x < SIDE / 2 ? 0xFF0000 : 0x0000FF);
            }
        }
        return image;
    }

    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, random.nextInt(1 << 24));
        }
        return image;
    }

    private static byte[] bytes(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(17);
        chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        chunk.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        return png.putInt(13).put(chunk.array()).putInt((int) crc.getValue()).array();
    }

    private static byte[] bmpHeader(int width, int height) throws IOException {
        byte[] bmp = bytes(picture(), "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
        return bmp;
    }

    private static byte[] gifHeader(int width, int height) {
        ByteBuffer gif = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
        gif.putShort((short) width).putShort((short) height).put(new byte[3]);
        gif.put((byte) ',').putInt(0).putShort((short) width).putShort((short) height);
        return gif.put((byte) 0).put((byte) 2).array();
    }
}
