package io.tillstream.models.recommend;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tillstream.models.inference.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Vectors on the device on which models run, a GPU where there is one: all of them are multiplied
 * with all shoppers of a batch, and only the rows of the greatest products come back. Chunk by
 * chunk, so that the scores of a batch of {@value #BATCH} take no more than {@value #MIB_OF_SCORES}
 * MiB there; vectors take 256 bytes each, and as much again while another index is built.
 *
 * <p>The device may sum in another order than {@link DotProducts}: which of two products with
 * nearly the same score is the last to come may differ, their scores are computed anew.
 */
final class DeviceVectors implements ItemIndex {
    /** Shoppers that are scored at a time. */
    static final int BATCH = 256;

    private static final int MIB_OF_SCORES = 128;
    private static final int WIDTH = ItemEncoder.WIDTH;

    /** Vectors that are scored at a time. */
    private static final int CHUNK = MIB_OF_SCORES * 1024 * 1024 / (BATCH * Float.BYTES);

    private static final Device DEVICE = TorchEngine.start().device();

    private final NDManager manager = NDManager.newBaseManager(DEVICE, "PyTorch");

    /** Vectors as columns: {@code WIDTH} rows of {@code chunkSize}, of the last one less. */
    private final List<NDArray> chunks = new ArrayList<>();

    private final int size;
    private final int chunkSize;

    private DeviceVectors(int size, int chunkSize) {
        this.size = size;
        this.chunkSize = chunkSize;
    }

    /**
     * Copies vectors to the device.
     *
     * @param rows equally long, one or more
     * @param cancelled asked now and then
     * @throws CancellationException if it was
     */
    static DeviceVectors of(List<float[]> rows, BooleanSupplier cancelled) {
        return of(rows, CHUNK, cancelled);
    }

    static DeviceVectors of(List<float[]> rows, int chunkSize, BooleanSupplier cancelled) {
        DeviceVectors vectors = new DeviceVectors(rows.size(), chunkSize);
        try {
            requireWanted(cancelled);
            for (int first = 0; first < rows.size(); first += chunkSize) {
                requireWanted(cancelled);
                vectors.put(rows.subList(first, Math.min(first + chunkSize, rows.size())));
            }
            return vectors;
        } catch (RuntimeException | Error e) {
            vectors.close();
            throw e;
        }
    }

    private static void requireWanted(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the products are scored no more");
        }
    }

    private void put(List<float[]> rows) {
        float[] cells = new float[rows.size() * WIDTH];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, cells, i * WIDTH, WIDTH);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray chunk = scope.create(cells, new Shape(rows.size(), WIDTH)).transpose();
            chunk.attach(manager);
            chunks.add(chunk);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int[][] nearest(float[] shoppers, int count, IntPredicate wanted) {
        int all = shoppers.length / WIDTH;
        int[][] rows = new int[all][];
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> masks = masks(scope, wanted);
            for (int from = 0; from < all; from += BATCH) {
                int to = Math.min(all, from + BATCH);
                float[] batch = Arrays.copyOfRange(shoppers, from * WIDTH, to * WIDTH);
                score(batch, count, masks, rows, from);
            }
        }
        return rows;
    }

    /** What is added to scores: nothing for what is wanted, minus infinity for the rest. */
    private List<NDArray> masks(NDManager scope, IntPredicate wanted) {
        List<NDArray> masks = new ArrayList<>();
        for (int first = 0; first < size; first += chunkSize) {
            float[] mask = new float[Math.min(chunkSize, size - first)];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = wanted.test(first + i) ? 0 : Float.NEGATIVE_INFINITY;
            }
            masks.add(scope.create(mask));
        }
        return masks;
    }

    private void score(float[] batch, int count, List<NDArray> masks, int[][] rows, int at) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray questions = scope.create(batch, new Shape(batch.length / WIDTH, WIDTH));
            NDList scores = new NDList();
            NDList places = new NDList();
            for (int c = 0; c < chunks.size(); c++) {
                try (NDArray all = questions.matMul(chunks.get(c))) {
                    NDList best = top(all.addi(masks.get(c)), count);
                    scores.add(best.get(0));
                    places.add(best.get(1).addi((long) c * chunkSize));
                }
            }
            NDList best = top(NDArrays.concat(scores, 1), count);
            float[] values = best.get(0).toFloatArray();
            long[] found = NDArrays.concat(places, 1).gather(best.get(1), 1).toLongArray();
            int width = values.length * WIDTH / batch.length;
            for (int from = 0; from < values.length; from += width) {
                rows[at + from / width] = wanted(values, found, from, from + width);
            }
        }
    }

    private static NDList top(NDArray scores, int count) {
        int most = (int) Math.min(count, scores.getShape().get(1));
        return scores.topK(most, 1, true, false);
    }

    private static int[] wanted(float[] scores, long[] rows, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> scores[i] > Float.NEGATIVE_INFINITY)
                .map(i -> (int) rows[i])
                .toArray();
    }

    @Override
    public void close() {
        manager.close();
    }
}
