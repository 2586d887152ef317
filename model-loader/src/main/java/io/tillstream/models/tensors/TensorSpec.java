package io.tillstream.models.tensors;

import java.util.List;
import java.util.Objects;

/**
 * What a model takes or gives under one name.
 *
 * @param name the name by which the model knows it; an ONNX file's inputs are found by it, the
 *     arguments of a TorchScript method by their order
 * @param type of its elements
 * @param shape -1 for the batch, which is free, then the fixed dimensions of a row, each at least 1
 */
public record TensorSpec(String name, DataType type, List<Integer> shape) {
    private static final int MOST_DIMENSIONS = 8;
    private static final long MOST_ELEMENTS_PER_ROW = 1 << 24;

    public TensorSpec {
        if (name == null || name.isEmpty() || type == null || shape == null) {
            throw new IllegalArgumentException("a tensor needs a name, a type and a shape");
        }
        if (shape.isEmpty()
                || shape.size() > MOST_DIMENSIONS
                || shape.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    name + ": a shape has 1 to " + MOST_DIMENSIONS + " dimensions");
        }
        shape = List.copyOf(shape);
        if (shape.get(0) != -1 || shape.stream().skip(1).anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException(
                    name + ": a shape is -1 for the batch, then sizes of 1 or more, not " + shape);
        }
        long elements = 1;
        for (int size : shape.subList(1, shape.size())) {
            elements *= size;
            if (elements > MOST_ELEMENTS_PER_ROW) {
                throw new IllegalArgumentException(
                        name + ": a row has at most " + MOST_ELEMENTS_PER_ROW + " elements");
            }
        }
    }

    /** Elements of a row. */
    public int rowSize() {
        return shape.stream().skip(1).reduce(1, (a, b) -> a * b);
    }

    /** The shape of so many rows. */
    public int[] shapeOf(int batch) {
        int[] whole = shape.stream().mapToInt(Integer::intValue).toArray();
        whole[0] = batch;
        return whole;
    }

    /**
     * Checks that a tensor is of this type and shape, whatever its batch.
     *
     * @throws IllegalArgumentException that names the difference, if it is not
     */
    public void require(Tensor tensor) {
        int[] is = tensor.shape();
        boolean same = tensor.type() == type && is.length == shape.size();
        for (int i = 1; same && i < is.length; i++) {
            same = is[i] == shape.get(i);
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "%s must be %s %s, is %s".formatted(name, type, shape, tensor));
        }
    }
}
