package io.tillstream.models.recommend;

import io.tillstream.models.inference.TorchEngine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search of the best products for shoppers: exact up to a number of products, beyond it by an
 * index, which a thread of its own builds of the vectors as they stand: all of them on a GPU where
 * models run on one, else a graph. Those that changed since then are scored beside it, all of them,
 * until they are many and another index takes its place. Until there is one, and where it finds too
 * few that may be shown, the search is exact.
 *
 * <p>Callers take turns.
 */
final class ItemSearch<C> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSearch.class);

    /** Of so many products one may have changed before the index is built anew. */
    private static final int PATIENCE = 50;

    private static final int COPIED_AT_ONCE = 1024;

    private final ItemVectors<C> vectors;
    private final int exactLimit;
    private final Builder builder;
    private ItemIndex index;

    /** Rows that changed since the index's were copied. */
    private BitSet changed = new BitSet();

    /** Those since the rows of the index that is being built were; null while none is. */
    private BitSet changedSince;

    private volatile boolean closed;

    /** Makes an index of one row or more; throws {@link CancellationException} if told to. */
    interface Builder {
        ItemIndex build(List<float[]> rows, BooleanSupplier cancelled);
    }

    /**
     * @param exactLimit products up to which every one is scored
     */
    ItemSearch(ItemVectors<C> vectors, int exactLimit) {
        this(vectors, exactLimit, ItemSearch::fastest);
    }

    ItemSearch(ItemVectors<C> vectors, int exactLimit, Builder builder) {
        this.vectors = vectors;
        this.exactLimit = exactLimit;
        this.builder = builder;
    }

    private static ItemIndex fastest(List<float[]> rows, BooleanSupplier cancelled) {
        return TorchEngine.start().onGpu()
                ? DeviceVectors.of(rows, cancelled)
                : ItemGraph.of(rows, cancelled);
    }

    /** Takes an item and its vector, in the place of the product's former ones. */
    synchronized void put(TowerItem<C> item, float[] rows, int at) {
        int row = vectors.put(item, rows, at);
        changed.set(row);
        if (changedSince != null) {
            changedSince.set(row);
        }
    }

    /** As {@link ItemVectors#best}. */
    synchronized List<TowerAnswer<C>> best(float[] shoppers, int length) {
        if (vectors.size() <= exactLimit) {
            return vectors.best(shoppers, length);
        }
        if (changedSince == null && changed.cardinality() > vectors.size() / PATIENCE) {
            begin();
        }
        return index == null ? vectors.best(shoppers, length) : byIndex(shoppers, length);
    }

    /** A device may run out of memory: nothing is wrong with the vectors here. */
    private List<TowerAnswer<C>> byIndex(float[] shoppers, int length) {
        try {
            return vectors.best(shoppers, length, index, changed);
        } catch (RuntimeException e) {
            LOG.error("the index of products cannot be searched, each is scored from now on", e);
            index.close();
            index = null;
            return vectors.best(shoppers, length);
        }
    }

    private void begin() {
        changedSince = new BitSet();
        Thread thread = new Thread(this::build, "item-index");
        thread.setDaemon(true);
        thread.start();
    }

    private void build() {
        try {
            long start = System.nanoTime();
            ItemIndex next = builder.build(copied(), () -> closed);
            LOG.info(
                    "{} of {} products after {} s",
                    next.getClass().getSimpleName(),
                    next.size(),
                    (System.nanoTime() - start) / 1_000_000_000);
            replace(next);
        } catch (CancellationException e) {
            LOG.debug("no index of products: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // Not tried again: the search goes on without, exact or with the index that there is.
            LOG.error("the index of products could not be built", e);
        }
    }

    /** The rows, copied a few at a time, so that shoppers need not wait for all of them. */
    private List<float[]> copied() {
        int size = size();
        List<float[]> rows = new ArrayList<>(size);
        while (rows.size() < size && !closed) {
            copy(rows, Math.min(size, rows.size() + COPIED_AT_ONCE));
        }
        return rows;
    }

    private synchronized int size() {
        return vectors.size();
    }

    private synchronized void copy(List<float[]> rows, int until) {
        while (rows.size() < until) {
            rows.add(vectors.row(rows.size()));
        }
    }

    private synchronized void replace(ItemIndex next) {
        if (closed) {
            next.close();
            return;
        }
        if (index != null) {
            index.close();
        }
        index = next;
        changed = changedSince;
        changedSince = null;
    }

    /** Whether an index is there, and none is being built. */
    synchronized boolean isSettled() {
        return index != null && changedSince == null;
    }

    /** An index that is being built is given up. */
    @Override
    public synchronized void close() {
        closed = true;
        if (index != null) {
            index.close();
            index = null;
        }
    }
}
