package io.tillstream.models.recommend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The products that towers may recommend, for one who changes them and for versions of the model
 * that follow, each at its own pace and on its own thread. A question is stamped with {@link #seal}
 * and answered from the products as they stood then, neither older nor newer, so that answers do
 * not hang on the pace of threads.
 *
 * @param <C> type of the items' cards
 */
public final class TowerShelf<C> {
    private final Map<String, TowerItem<C>> items = new LinkedHashMap<>();
    private final Map<String, TowerItem<C>> unsealed = new LinkedHashMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private long sealed;

    private record News<C>(long at, List<TowerItem<C>> items) {}

    /** Puts an item in the place of the product's former one. */
    public synchronized void put(TowerItem<C> item) {
        items.put(item.id(), item);
        unsealed.put(item.id(), item);
    }

    /**
     * Takes a product off for good.
     *
     * @param item that may not be shown, for those who know its former self
     */
    public synchronized void remove(TowerItem<C> item) {
        items.remove(item.id());
        unsealed.put(item.id(), item);
    }

    /** Products known. */
    public synchronized int size() {
        return items.size();
    }

    /** The stamp of questions that are asked now. */
    public synchronized long seal() {
        if (!unsealed.isEmpty()) {
            sealed++;
            var news = new News<>(sealed, List.copyOf(unsealed.values()));
            followers.forEach(follower -> follower.news.add(news));
            unsealed.clear();
        }
        return sealed;
    }

    /** Follows the shelf from now on; what stands there already is the first news. */
    synchronized Follower follow() {
        long now = seal();
        Follower follower = new Follower();
        follower.news.add(new News<>(now, List.copyOf(items.values())));
        followers.add(follower);
        return follower;
    }

    /** What one version of a model has not seen yet. */
    final class Follower implements AutoCloseable {
        private final Queue<News<C>> news = new ArrayDeque<>();

        /** Changes up to a stamp that were not taken before, in their order. */
        Collection<TowerItem<C>> take(long stamp) {
            synchronized (TowerShelf.this) {
                List<TowerItem<C>> taken = new ArrayList<>();
                while (!news.isEmpty() && news.peek().at() <= stamp) {
                    taken.addAll(news.poll().items());
                }
                return taken;
            }
        }

        @Override
        public void close() {
            followers.remove(this);
        }
    }
}
