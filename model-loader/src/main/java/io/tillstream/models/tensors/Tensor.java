package io.tillstream.models.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers that go into a model or come out of it: row by row in one array, the first dimension
 * being the batch. Arrays are handed on as they are, not copied.
 */
public sealed interface Tensor {
    /** Sizes of the dimensions, the batch first. */
    int[] shape();

    /** Type of the elements. */
    DataType type();

    /** The elements, little-endian. */
    byte[] toBytes();

    /** A tensor of so many rows: the rows of this one, over and over again. */
    Tensor resized(int batch);

    /** A tensor of so many rows from one on; where there are none any more, zeros. */
    Tensor rows(int from, int batch);

    /** Number of rows. */
    default int batch() {
        return shape()[0];
    }

    /** A tensor of floats. */
    static Floats of(float[] values, int... shape) {
        return new Floats(values, shape);
    }

    /** A tensor of longs. */
    static Longs of(long[] values, int... shape) {
        return new Longs(values, shape);
    }

    /**
     * Rows stacked into one tensor.
     *
     * @throws IllegalArgumentException if a row is not as long as the specification says
     */
    static Floats ofRows(List<float[]> rows, TensorSpec spec) {
        int size = spec.rowSize();
        float[] values = new float[rows.size() * size];
        for (int i = 0; i < rows.size(); i++) {
            requireRow(rows.get(i).length, spec);
            System.arraycopy(rows.get(i), 0, values, i * size, size);
        }
        return of(values, spec.shapeOf(rows.size()));
    }

    /** As {@link #ofRows}, of longs. */
    static Longs ofLongRows(List<long[]> rows, TensorSpec spec) {
        int size = spec.rowSize();
        long[] values = new long[rows.size() * size];
        for (int i = 0; i < rows.size(); i++) {
            requireRow(rows.get(i).length, spec);
            System.arraycopy(rows.get(i), 0, values, i * size, size);
        }
        return of(values, spec.shapeOf(rows.size()));
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not one whole row or several
     */
    static Tensor fromBytes(byte[] bytes, TensorSpec spec) {
        int rowBytes = spec.rowSize() * spec.type().bytes();
        if (bytes.length == 0 || bytes.length % rowBytes != 0) {
            throw new IllegalArgumentException(
                    "%s: %d bytes are not rows of %d"
                            .formatted(spec.name(), bytes.length, rowBytes));
        }
        int[] shape = spec.shapeOf(bytes.length / rowBytes);
        ByteBuffer buffer = littleEndian(bytes);
        switch (spec.type()) {
            case FLOAT32 -> {
                float[] values = new float[bytes.length / Float.BYTES];
                buffer.asFloatBuffer().get(values);
                return of(values, shape);
            }
            case INT64 -> {
                long[] values = new long[bytes.length / Long.BYTES];
                buffer.asLongBuffer().get(values);
                return of(values, shape);
            }
        }
        throw new AssertionError(spec.type());
    }

    /** 32-bit floats. */
    record Floats(float[] values, int[] shape) implements Tensor {
        public Floats {
            requireShape(values.length, shape);
        }

        @Override
        public DataType type() {
            return DataType.FLOAT32;
        }

        @Override
        public byte[] toBytes() {
            byte[] bytes = new byte[values.length * Float.BYTES];
            littleEndian(bytes).asFloatBuffer().put(values);
            return bytes;
        }

        @Override
        public Floats resized(int batch) {
            float[] resized = new float[values.length / batch() * batch];
            for (int i = 0; i < resized.length; i++) {
                resized[i] = values[i % values.length];
            }
            return new Floats(resized, withBatch(shape, batch));
        }

        @Override
        public Floats rows(int from, int batch) {
            int size = values.length / batch();
            int start = from * size;
            float[] some = Arrays.copyOfRange(values, start, start + batch * size);
            return new Floats(some, withBatch(shape, batch));
        }

        /** A copy of a row. */
        public float[] row(int index) {
            int size = values.length / batch();
            return Arrays.copyOfRange(values, index * size, (index + 1) * size);
        }

        @Override
        public String toString() {
            return type() + " " + Arrays.toString(shape);
        }
    }

    /** 64-bit integers. */
    record Longs(long[] values, int[] shape) implements Tensor {
        public Longs {
            requireShape(values.length, shape);
        }

        @Override
        public DataType type() {
            return DataType.INT64;
        }

        @Override
        public byte[] toBytes() {
            byte[] bytes = new byte[values.length * Long.BYTES];
            littleEndian(bytes).asLongBuffer().put(values);
            return bytes;
        }

        @Override
        public Longs resized(int batch) {
            long[] resized = new long[values.length / batch() * batch];
            for (int i = 0; i < resized.length; i++) {
                resized[i] = values[i % values.length];
            }
            return new Longs(resized, withBatch(shape, batch));
        }

        @Override
        public Longs rows(int from, int batch) {
            int size = values.length / batch();
            int start = from * size;
            long[] some = Arrays.copyOfRange(values, start, start + batch * size);
            return new Longs(some, withBatch(shape, batch));
        }

        @Override
        public String toString() {
            return type() + " " + Arrays.toString(shape);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int[] withBatch(int[] shape, int batch) {
        int[] changed = shape.clone();
        changed[0] = batch;
        return changed;
    }

    private static void requireRow(int length, TensorSpec spec) {
        if (length != spec.rowSize()) {
            throw new IllegalArgumentException(
                    "%s: a row has %d elements, not %d"
                            .formatted(spec.name(), length, spec.rowSize()));
        }
    }

    private static void requireShape(int elements, int[] shape) {
        long product = 1;
        for (int size : shape) {
            product *= size;
        }
        if (shape.length == 0 || shape[0] < 1 || product != elements) {
            throw new IllegalArgumentException(
                    elements + " elements do not fill the shape " + Arrays.toString(shape));
        }
    }
}
