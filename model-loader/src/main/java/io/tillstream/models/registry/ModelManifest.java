package io.tillstream.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is known of a version of a model, beside the model itself; {@code model.json} in its folder.
 * Unknown fields are ignored.
 *
 * @param sha256 of the model's file, in lower-case hex; null until the model is sealed ({@link
 *     StoredModel#of})
 * @param methods by name, what can be called: {@code forward}, and for TorchScript any other
 *     exported method, so that two towers can come as one version; at least one
 * @param preprocessing id of what makes inputs out of pictures or events; may be null
 * @param training what it was trained on; may be null
 * @param metrics by name, how good it was where it was trained, out of sample
 * @param libtorch the oldest libtorch that runs it, as {@code 2.7.1}; null for any, and for ONNX
 * @param half a second file of the same model in half precision, for GPUs; may be null
 * @param encoder of pictures whose vectors are among its inputs; null for none
 */
public record ModelManifest(
        String name,
        String version,
        ModelFormat format,
        String sha256,
        Map<String, Method> methods,
        String preprocessing,
        TrainingData training,
        Map<String, Double> metrics,
        String libtorch,
        Half half,
        ModelVersion encoder) {
    private static final int MOST_METHODS = 16;
    private static final int MOST_METRICS = 1000;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern RELEASE = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){1,2}");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    public ModelManifest {
        // Throws if one of them is none.
        var unused = new ModelVersion(name, version);
        require(format != null, "format must be torchscript or onnx");
        requireHash(sha256);
        require(
                methods != null && !methods.isEmpty() && methods.size() <= MOST_METHODS,
                "there must be 1 to " + MOST_METHODS + " methods");
        methods = Map.copyOf(methods);
        require(
                methods.keySet().stream().allMatch(m -> METHOD.matcher(m).matches()),
                "a method's name is an identifier");
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
        require(metrics.size() <= MOST_METRICS, "there must be at most 1000 metrics");
        require(
                libtorch == null || RELEASE.matcher(libtorch).matches(),
                "libtorch must be a release such as 2.7.1");
        require(
                half == null || format == ModelFormat.TORCHSCRIPT,
                "only TorchScript has a file in half precision");
    }

    /** Of a model that takes no vectors of pictures. */
    public ModelManifest(
            String name,
            String version,
            ModelFormat format,
            String sha256,
            Map<String, Method> methods,
            String preprocessing,
            TrainingData training,
            Map<String, Double> metrics,
            String libtorch,
            Half half) {
        this(
                name,
                version,
                format,
                sha256,
                methods,
                preprocessing,
                training,
                metrics,
                libtorch,
                half,
                null);
    }

    /**
     * What a method takes and gives.
     *
     * @param inputs in the order of its arguments
     * @param outputs in the order in which it returns them
     */
    public record Method(List<TensorSpec> inputs, List<TensorSpec> outputs, Golden golden) {
        private static final int MOST_TENSORS = 32;

        public Method {
            requireTensors(inputs, "inputs");
            requireTensors(outputs, "outputs");
            require(golden != null, "golden inputs and outputs are missing");
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            int batch = batchOf(tensors(golden.inputs(), inputs));
            require(
                    batch == batchOf(tensors(golden.outputs(), outputs)),
                    "golden inputs and outputs differ in their rows");
        }

        /** A method with golden vectors as they came from where it was trained. */
        public static Method of(
                List<TensorSpec> inputs,
                List<TensorSpec> outputs,
                List<Tensor> goldenInputs,
                List<Tensor> goldenOutputs,
                double tolerance) {
            var golden =
                    new Golden(
                            goldenInputs.stream().map(Tensor::toBytes).toList(),
                            goldenOutputs.stream().map(Tensor::toBytes).toList(),
                            tolerance);
            return new Method(inputs, outputs, golden);
        }

        /** The golden inputs, one for each input. */
        public List<Tensor> goldenInputs() {
            return tensors(golden.inputs(), inputs);
        }

        /** What the model gave for them where it was made. */
        public List<Tensor> goldenOutputs() {
            return tensors(golden.outputs(), outputs);
        }

        /**
         * Checks inputs before they go into native code.
         *
         * @return the number of rows, which all have in common
         * @throws IllegalArgumentException that names the difference
         */
        public int requireInputs(List<Tensor> tensors) {
            return requireAll(tensors, inputs);
        }

        /** The same for what came out. */
        public int requireOutputs(List<Tensor> tensors) {
            return requireAll(tensors, outputs);
        }

        private static int requireAll(List<Tensor> tensors, List<TensorSpec> specs) {
            require(
                    tensors.size() == specs.size(),
                    "%d tensors instead of %d".formatted(tensors.size(), specs.size()));
            for (int i = 0; i < specs.size(); i++) {
                specs.get(i).require(tensors.get(i));
            }
            return batchOf(tensors);
        }

        private static List<Tensor> tensors(List<byte[]> bytes, List<TensorSpec> specs) {
            require(bytes.size() == specs.size(), "a golden vector is missing or too many");
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < specs.size(); i++) {
                tensors.add(Tensor.fromBytes(bytes.get(i), specs.get(i)));
            }
            return List.copyOf(tensors);
        }

        private static int batchOf(List<Tensor> tensors) {
            int batch = tensors.get(0).batch();
            require(
                    tensors.stream().allMatch(t -> t.batch() == batch),
                    "tensors differ in their number of rows");
            return batch;
        }

        private static void requireTensors(List<TensorSpec> specs, String which) {
            require(
                    specs != null && !specs.isEmpty() && specs.size() <= MOST_TENSORS,
                    "there must be 1 to " + MOST_TENSORS + " " + which);
            require(specs.stream().noneMatch(Objects::isNull), "one of the " + which + " is null");
        }
    }

    /**
     * Inputs, and what the model gave for them where it was made: one array an input or output,
     * little-endian, in JSON as Base64, so that they are the same to the bit everywhere.
     *
     * @param tolerance by how much an element y of the output may be off, as a share of max(1,
     *     |y|); above 0, at most 0.1
     */
    public record Golden(List<byte[]> inputs, List<byte[]> outputs, double tolerance) {
        public Golden {
            require(inputs != null && outputs != null, "golden inputs and outputs are missing");
            requireTolerance(tolerance);
        }
    }

    /**
     * What a model was trained on.
     *
     * @param from the first event's time
     * @param to the last event's time
     * @param sha256 of the data, as its trainer hashes it
     */
    public record TrainingData(Instant from, Instant to, String sha256) {
        public TrainingData {
            require(
                    from != null && to != null && !to.isBefore(from),
                    "training data must have a beginning and an end");
            requireHash(sha256);
        }
    }

    /**
     * A second file, {@value ModelRegistry#HALF}, of the same methods and in- and outputs as the
     * first (floats of 32 bits), that computes in half precision.
     *
     * @param sha256 of the file
     * @param tolerance by how much it may be off from the golden outputs, as in {@link Golden}
     */
    public record Half(String sha256, double tolerance) {
        public Half {
            require(sha256 != null, "half.sha256 is missing");
            requireHash(sha256);
            requireTolerance(tolerance);
        }
    }

    /** What it is the manifest of. */
    public ModelVersion id() {
        return new ModelVersion(name, version);
    }

    /**
     * What a method takes and gives.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Method method(String method) {
        Method found = methods.get(method);
        require(found != null, id() + " has no method of this name");
        return found;
    }

    /** The same with the hashes of files. */
    ModelManifest withHashes(String modelHash, Half halfFile) {
        return new ModelManifest(
                name,
                version,
                format,
                modelHash,
                methods,
                preprocessing,
                training,
                metrics,
                libtorch,
                halfFile,
                encoder);
    }

    /** The same with other metrics: a model is judged by its manifest, and then described. */
    public ModelManifest withMetrics(Map<String, Double> other) {
        return new ModelManifest(
                name,
                version,
                format,
                sha256,
                methods,
                preprocessing,
                training,
                other,
                libtorch,
                half,
                encoder);
    }

    /** As it stands in {@code model.json}. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest that cannot be written", e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IOException if it is no manifest; the message says what is wrong
     */
    public static ModelManifest fromJson(byte[] json) throws IOException {
        ModelManifest manifest = JSON.readValue(json, ModelManifest.class);
        if (manifest == null) {
            throw new IOException("the manifest is null");
        }
        return manifest;
    }

    private static void requireTolerance(double tolerance) {
        require(tolerance > 0 && tolerance <= 0.1, "a tolerance is above 0 and at most 0.1");
    }

    private static void requireHash(String hash) {
        require(
                hash == null || HASH.matcher(hash).matches(),
                "sha256 must be 64 lower-case hex digits");
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
