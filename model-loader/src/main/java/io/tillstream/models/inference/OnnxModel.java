package io.tillstream.models.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX graph, on the CPU, one thread a call. Its one method is {@link LoadedModel#FORWARD}. */
final class OnnxModel extends NativeModel {
    private final OrtSession session;
    private final Set<String> outputs;

    /**
     * @throws IllegalArgumentException if the graph's inputs or outputs are not those of the
     *     manifest
     */
    OnnxModel(ModelManifest manifest, byte[] onnx) throws OrtException {
        super(manifest);
        if (!manifest.methods().keySet().equals(Set.of(FORWARD))) {
            throw new IllegalArgumentException("an ONNX model has the one method " + FORWARD);
        }
        Method forward = manifest.method(FORWARD);
        outputs = names(forward.outputs());
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        }
        if (!session.getInputNames().equals(names(forward.inputs()))
                || !session.getOutputNames().containsAll(outputs)) {
            session.close();
            throw new IllegalArgumentException(
                    "its file takes %s and gives %s"
                            .formatted(session.getInputNames(), session.getOutputNames()));
        }
    }

    /** Runs a graph of one input and one output that no manifest tells of. */
    static ForwardTrial trial(byte[] onnx, Tensor input) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(onnx, options);
                    OnnxTensor argument = put(input)) {
                String name = only(session.getInputNames());
                String output = only(session.getOutputNames());
                try (OrtSession.Result result = session.run(Map.of(name, argument))) {
                    return new ForwardTrial(name, output, take(result.get(0), output));
                }
            }
        }
    }

    private static String only(Set<String> names) {
        if (names.size() != 1) {
            throw new IllegalArgumentException(names + " instead of one tensor");
        }
        return names.iterator().next();
    }

    @Override
    List<Tensor> call(String method, Method spec, List<Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> arguments = new LinkedHashMap<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                arguments.put(spec.inputs().get(i).name(), put(inputs.get(i)));
            }
            try (OrtSession.Result result = session.run(arguments, outputs)) {
                List<Tensor> taken = new ArrayList<>();
                for (TensorSpec output : spec.outputs()) {
                    taken.add(take(result.get(output.name()).orElseThrow(), output.name()));
                }
                return taken;
            }
        } finally {
            arguments.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    void free() throws OrtException {
        session.close();
    }

    private static Set<String> names(List<TensorSpec> specs) {
        return Set.copyOf(specs.stream().map(TensorSpec::name).toList());
    }

    private static OnnxTensor put(Tensor tensor) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        if (tensor instanceof Tensor.Longs longs) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.values()), shape);
        }
        var floats = (Tensor.Floats) tensor;
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.values()), shape);
    }

    private static Tensor take(OnnxValue value, String name) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new IllegalArgumentException(name + " is no tensor");
        }
        int[] shape =
                Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        return switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                yield Tensor.of(values, shape);
            }
            case INT64 -> {
                LongBuffer buffer = tensor.getLongBuffer();
                long[] values = new long[buffer.remaining()];
                buffer.get(values);
                yield Tensor.of(values, shape);
            }
            default -> throw new IllegalArgumentException(name + " is " + tensor.getInfo().type);
        };
    }
}
