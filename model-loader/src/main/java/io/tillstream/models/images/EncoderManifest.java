package io.tillstream.models.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * What {@code model.json} says of an encoder, in the registry's format; other fields are ignored.
 *
 * @param sha256 of the model's file, in lower-case hex
 * @param dimensions of its vectors
 * @param golden pictures' numbers, and the vectors that the network gave for them where it was made
 */
record EncoderManifest(
        String name,
        String version,
        String sha256,
        Preprocessing preprocessing,
        int dimensions,
        Golden golden,
        Map<String, Double> metrics) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LIBTORCH = "2.7.1";

    /**
     * @param tolerance by how much a number y of a vector may be off, as a share of max(1, |y|)
     */
    record Golden(float[] inputs, float[] outputs, double tolerance) {}

    /**
     * Reads a manifest.
     *
     * @throws IOException that says what is wrong with it
     */
    static EncoderManifest parse(byte[] json) throws IOException {
        JsonNode root = JSON.readTree(json);
        JsonNode forward = root.path("methods").path("forward");
        JsonNode shape = forward.path("outputs").path(0).path("shape");
        try {
            return new EncoderManifest(
                    root.path("name").asText(),
                    root.path("version").asText(),
                    root.path("sha256").asText(),
                    Preprocessing.of(root.path("preprocessing").asText()),
                    shape.path(shape.size() - 1).intValue(),
                    golden(forward.path("golden")),
                    Map.of());
        } catch (IllegalArgumentException e) {
            throw new IOException("model.json: " + e.getMessage(), e);
        }
    }

    private static Golden golden(JsonNode golden) throws IOException {
        return new Golden(
                floats(golden.path("inputs").path(0)),
                floats(golden.path("outputs").path(0)),
                golden.path("tolerance").doubleValue());
    }

    private static float[] floats(JsonNode base64) throws IOException {
        byte[] bytes = base64.binaryValue();
        if (bytes == null) {
            throw new IOException("model.json: golden inputs and outputs are missing");
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    /** As it stands in {@code model.json}. */
    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", name).put("version", version).put("format", "torchscript");
        root.put("sha256", sha256).put("preprocessing", preprocessing.id());
        root.put("libtorch", LIBTORCH);
        ObjectNode forward = root.putObject("methods").putObject("forward");
        int side = preprocessing.side();
        tensor(forward.putArray("inputs").addObject(), "images", -1, 3, side, side);
        tensor(forward.putArray("outputs").addObject(), "vectors", -1, dimensions);
        ObjectNode vectors = forward.putObject("golden");
        vectors.putArray("inputs").add(bytes(golden.inputs()));
        vectors.putArray("outputs").add(bytes(golden.outputs()));
        vectors.put("tolerance", golden.tolerance());
        metrics.forEach(root.putObject("metrics")::put);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void tensor(ObjectNode tensor, String name, int... shape) {
        tensor.put("name", name).put("type", "float32");
        for (int size : shape) {
            tensor.withArray("shape").add(size);
        }
    }

    private static byte[] bytes(float[] floats) {
        ByteBuffer buffer = ByteBuffer.allocate(floats.length * Float.BYTES);
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
        return buffer.array();
    }
}
