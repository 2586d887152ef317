package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search of the best products for shoppers: exact up to a number of products, beyond it by a
 * graph, which a thread of its own builds of the vectors as they stand. Those that changed since
 * then are scored beside it, all of them, until they are many and another graph takes its place.
 * Until there is one, and where it finds too few that may be shown, the search is exact.
 *
 * <p>Callers take turns.
 */
final class ItemSearch<C> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSearch.class);

    /** Of so many products one may have changed before the graph is built anew. */
    private static final int PATIENCE = 50;

    private static final int COPIED_AT_ONCE = 1024;

    private final ItemVectors<C> vectors;
    private final int exactLimit;
    private ItemGraph graph;

    /** Rows that changed since the graph's were copied. */
    private BitSet changed = new BitSet();

    /** Those since the rows of the graph that is being built were; null while none is. */
    private BitSet changedSince;

    private volatile boolean closed;

    /**
     * @param exactLimit products up to which every one is scored
     */
    ItemSearch(ItemVectors<C> vectors, int exactLimit) {
        this.vectors = vectors;
        this.exactLimit = exactLimit;
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
        return graph == null
                ? vectors.best(shoppers, length)
                : vectors.best(shoppers, length, graph, changed);
    }

    private void begin() {
        changedSince = new BitSet();
        Thread builder = new Thread(this::build, "item-graph");
        builder.setDaemon(true);
        builder.start();
    }

    private void build() {
        try {
            long start = System.nanoTime();
            ItemGraph next = ItemGraph.of(copied(), () -> closed);
            LOG.info(
                    "a graph of {} products after {} s",
                    next.size(),
                    (System.nanoTime() - start) / 1_000_000_000);
            replace(next);
        } catch (CancellationException e) {
            LOG.debug("no graph of products: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // Not tried again: the search goes on without, exact or with the graph that there is.
            LOG.error("the graph of products could not be built", e);
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

    private synchronized void replace(ItemGraph next) {
        if (graph != null) {
            graph.close();
        }
        graph = next;
        changed = changedSince;
        changedSince = null;
    }

    /** Whether a graph is there, and none is being built. */
    synchronized boolean isSettled() {
        return graph != null && changedSince == null;
    }

    /** A graph that is being built is given up. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
