package io.tillstream.models.inference;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.tillstream.models.tensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PyTorch in this process, started once. The only class that knows DJL's internals ({@code
 * ai.djl.pytorch}): its public API can neither call a module from several threads without setting
 * its mode, nor write a trained one as TorchScript.
 *
 * <p>Nothing is downloaded. A GPU is used where libtorch sees one, unless the system property
 * {@value #DEVICE} says {@code cpu}.
 */
public final class TorchEngine {
    /** System property: {@code auto} (default) or {@code cpu}. */
    public static final String DEVICE = "tillstream.models.device";

    private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);
    private static final int TEST_SIZE = 64;
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    /**
     * OpenMP keeps the number of threads for each thread that calls; the engine sets its own only.
     */
    private static final ThreadLocal<Integer> THREADS_SET =
            ThreadLocal.withInitial(
                    () -> {
                        int threads = Integer.getInteger(THREADS, 1);
                        JniUtils.setNumThreads(threads);
                        return threads;
                    });

    private static TorchEngine running;

    private final Engine engine;
    private final Device device;

    private TorchEngine() {
        // One thread a call: workers are what scales, and on a machine that others use too, threads
        // that wait for each other cost a factor of 30. Read once, when the engine starts.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet(THREADS, "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        engine = Engine.getEngine("PyTorch");
        boolean gpu = engine.getGpuCount() > 0 && !"cpu".equals(System.getProperty(DEVICE));
        device = gpu ? Device.gpu() : Device.cpu();
        selfTest();
        LOG.info(
                "PyTorch {} on {}, {} threads a call",
                engine.getVersion(),
                device,
                JniUtils.getNumThreads());
    }

    /**
     * Starts the engine, or hands out the one that runs.
     *
     * @throws IllegalStateException if it computes wrongly, as a libtorch of another release does
     */
    public static synchronized TorchEngine start() {
        if (running == null) {
            running = new TorchEngine();
        }
        return running;
    }

    /** Release of libtorch, as {@code 2.7.1}. */
    public String version() {
        return engine.getVersion();
    }

    /** Whether models run on a GPU. */
    public boolean onGpu() {
        return device.isGpu();
    }

    /** Where models run, as DJL names it. */
    public Device device() {
        return device;
    }

    /**
     * Lets a module train: DJL takes one that was loaded with {@code trainParam} for one that does,
     * but it was loaded to evaluate.
     *
     * @param model that was loaded from TorchScript
     */
    public void train(Model model) {
        JniUtils.enableTrainingMode((PtSymbolBlock) model.getBlock());
    }

    /**
     * Writes a TorchScript module that was trained, in inference mode, in which it stays.
     *
     * @param trained a model that was loaded from TorchScript
     */
    public byte[] write(Model trained) {
        var block = (PtSymbolBlock) trained.getBlock();
        var out = new ByteArrayOutputStream();
        JniUtils.enableInferenceMode(block);
        JniUtils.writeModule(block, out, false);
        return out.toByteArray();
    }

    /**
     * Calls a method of a module once: what was just trained has no manifest before its golden
     * outputs are known.
     *
     * @throws IOException if it is no TorchScript
     */
    public List<Tensor> call(byte[] torchScript, String method, List<Tensor> inputs)
            throws IOException {
        try (Module module = load(torchScript)) {
            return module.call(method, inputs);
        }
    }

    /** Loads a TorchScript module in inference mode. */
    Module load(byte[] torchScript) throws IOException {
        NDManager manager = engine.newBaseManager(device);
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule(
                            (PtNDManager) manager,
                            new ByteArrayInputStream(torchScript),
                            true,
                            false);
            JniUtils.enableInferenceMode(block);
            return new Module(manager, block);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * A loaded module. All methods but {@link #close} may be called by several threads at a time.
     */
    static final class Module implements AutoCloseable {
        private final NDManager manager;
        private final PtSymbolBlock block;

        private Module(NDManager manager, PtSymbolBlock block) {
            this.manager = manager;
            this.block = block;
        }

        /** Names of what can be called. */
        List<String> methods() {
            return List.of(JniUtils.getMethodNames(block));
        }

        /** Calls a method with tensors that live no longer than the call. */
        List<Tensor> call(String method, List<Tensor> inputs) {
            THREADS_SET.get();
            // A manager for each call: what hangs on the module's own is freed with the module
            // only.
            try (NDManager scope = manager.newSubManager()) {
                List<IValue> arguments = new ArrayList<>();
                try {
                    for (Tensor input : inputs) {
                        arguments.add(IValue.from((PtNDArray) put(scope, input)));
                    }
                    try (IValue result =
                            IValueUtils.runMethod(
                                    block, method, arguments.toArray(IValue[]::new))) {
                        return result.toNDList((PtNDManager) scope).stream()
                                .map(TorchEngine::take)
                                .toList();
                    }
                } finally {
                    arguments.forEach(IValue::close);
                }
            }
        }

        @Override
        public void close() {
            block.close();
            manager.close();
        }
    }

    private static NDArray put(NDManager scope, Tensor tensor) {
        var shape = new Shape(Arrays.stream(tensor.shape()).asLongStream().toArray());
        if (tensor instanceof Tensor.Longs longs) {
            return scope.create(
                    LongBuffer.wrap(longs.values()), shape, ai.djl.ndarray.types.DataType.INT64);
        }
        var floats = (Tensor.Floats) tensor;
        return scope.create(
                FloatBuffer.wrap(floats.values()), shape, ai.djl.ndarray.types.DataType.FLOAT32);
    }

    private static Tensor take(NDArray array) {
        int[] shape =
                Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
        return switch (array.getDataType()) {
            case FLOAT32 -> Tensor.of(array.toFloatArray(), shape);
            case INT64 -> Tensor.of(array.toLongArray(), shape);
            default ->
                    throw new IllegalArgumentException(
                            "the model gives " + array.getDataType() + ", not float32 or int64");
        };
    }

    /** A libtorch that does not fit its native half loads, and then reads shapes wrongly. */
    private void selfTest() {
        float[] a = new float[TEST_SIZE * (TEST_SIZE + 1)];
        for (int i = 0; i < a.length; i++) {
            a[i] = (i * 37 % 101) / 101f - 0.5f;
        }
        float[] is;
        try (NDManager scope = engine.newBaseManager(device)) {
            NDArray matrix = scope.create(a, new Shape(TEST_SIZE, TEST_SIZE + 1));
            is = matrix.matMul(matrix.transpose()).toFloatArray();
        }
        for (int row = 0; row < TEST_SIZE; row++) {
            for (int column = 0; column < TEST_SIZE; column++) {
                double expected = 0;
                for (int i = 0; i <= TEST_SIZE; i++) {
                    expected +=
                            (double) a[row * (TEST_SIZE + 1) + i] * a[column * (TEST_SIZE + 1) + i];
                }
                // A GPU may multiply with the 10 bits of TF32.
                if (!(Math.abs(is[row * TEST_SIZE + column] - expected) < 0.02)) {
                    throw new IllegalStateException(
                            "PyTorch %s on %s computes wrongly: %s instead of %s"
                                    .formatted(
                                            engine.getVersion(),
                                            device,
                                            is[row * TEST_SIZE + column],
                                            expected));
                }
            }
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
