package io.tillstream.recommendations;

import java.util.ArrayList;
import java.util.List;

/** Cards of one product as of several days. */
final class Versions {
    private Versions() {}

    /**
     * With one more, and without those that no event is to see any more.
     *
     * @param former by day; null for none
     * @param closed the last closed day, of which all events have been seen
     */
    static ItemCard[] with(ItemCard[] former, ItemCard card, long closed) {
        List<ItemCard> cards = new ArrayList<>();
        if (former != null && card.day() != ItemCard.AT_ONCE) {
            for (int i = 0; i < former.length; i++) {
                long next = i + 1 < former.length ? former[i + 1].day() : card.day();
                if (next > closed) {
                    cards.add(former[i]);
                }
            }
        }
        cards.add(card);
        return cards.toArray(new ItemCard[0]);
    }
}
