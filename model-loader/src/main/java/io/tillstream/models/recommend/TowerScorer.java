package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of the two towers with the vectors that its item tower gave for all products of a
 * shelf: they come and go together, so that no answer mixes versions. Products that changed are
 * encoded anew before the next question that may see the change; one whose facts are the same is
 * not.
 *
 * <p>Every product is scored, which takes 5 to 10 ns a product and shopper, up to a limit; beyond
 * it {@link ItemSearch} finds about the best; see {@code docs/recommendations.md}.
 *
 * @param <C> type of the items' cards
 */
public final class TowerScorer<C> implements AutoCloseable {
    private final Towers towers;
    private final TowerShelf<C>.Follower follower;
    private final ItemVectors<C> vectors = new ItemVectors<>();
    private final ItemSearch<C> search;
    private final int length;

    /**
     * Encodes all products of the shelf, which takes a second for some ten thousand.
     *
     * @param towers must stay open as long as the scorer
     * @param length of answers, products
     * @param exactLimit products up to which each is scored; beyond, an index is built in the
     *     background, and answers are about the best
     */
    public TowerScorer(Towers towers, TowerShelf<C> shelf, int length, int exactLimit) {
        this.towers = towers;
        this.length = length;
        this.search = new ItemSearch<>(vectors, exactLimit);
        this.follower = shelf.follow();
        try {
            encode(follower.take(Long.MAX_VALUE));
        } catch (RuntimeException | Error e) {
            follower.close();
            throw e;
        }
    }

    /**
     * Answers questions, whose stamps do not go back; one thread at a time.
     *
     * @return one answer a question, in their order
     */
    public synchronized List<TowerAnswer<C>> answer(List<TowerQuestion> questions) {
        List<TowerAnswer<C>> answers = new ArrayList<>(questions.size());
        int from = 0;
        while (from < questions.size()) {
            catchUp(questions.get(from).stamp());
            int to = from + 1;
            while (to < questions.size()
                    && questions.get(to).stamp() == questions.get(from).stamp()) {
                to++;
            }
            answers.addAll(answerAtOnce(questions.subList(from, to)));
            from = to;
        }
        return answers;
    }

    /** What could not be encoded is tried again before the next question, not forgotten. */
    private void catchUp(long stamp) {
        Collection<TowerItem<C>> news = follower.take(stamp);
        try {
            encode(news);
        } catch (RuntimeException | Error e) {
            follower.putBack(stamp, news);
            throw e;
        }
    }

    private List<TowerAnswer<C>> answerAtOnce(List<TowerQuestion> questions) {
        float[] pooled = new float[questions.size() * ItemEncoder.WIDTH];
        float[] facts = new float[questions.size() * ShopperInput.FACTS];
        for (int i = 0; i < questions.size(); i++) {
            ShopperPast past = questions.get(i).past();
            vectors.pool(past, pooled, i * ItemEncoder.WIDTH);
            System.arraycopy(past.facts(), 0, facts, i * ShopperInput.FACTS, ShopperInput.FACTS);
        }
        return search.best(towers.shoppers(pooled, facts), length);
    }

    private void encode(Collection<TowerItem<C>> news) {
        Map<String, TowerItem<C>> changed = new LinkedHashMap<>();
        for (TowerItem<C> item : news) {
            if (!vectors.replaceLike(item)) {
                changed.put(item.id(), item);
            } else {
                changed.remove(item.id());
            }
        }
        List<TowerItem<C>> items = List.copyOf(changed.values());
        if (items.isEmpty()) {
            return;
        }
        float[] rows =
                towers.items(
                        items.stream().map(TowerItem::facts).toList(),
                        items.stream().map(TowerItem::look).toList());
        for (int i = 0; i < items.size(); i++) {
            search.put(items.get(i), rows, i * ItemEncoder.WIDTH);
        }
    }

    /** Follows the shelf no more. */
    @Override
    public void close() {
        search.close();
        follower.close();
    }
}
