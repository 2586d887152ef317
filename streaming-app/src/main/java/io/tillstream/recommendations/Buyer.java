package io.tillstream.recommendations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which segments a customer belongs to. State: add fields only; its time to live is a setting. */
public class Buyer {
    /** Segments. */
    public Segments segments = new Segments();

    /** Purchases of days that are not closed. */
    public Basket[] waiting = {};

    /** For Flink. */
    public Buyer() {}

    void hold(Basket basket) {
        waiting = Arrays.copyOf(waiting, waiting.length + 1);
        waiting[waiting.length - 1] = basket;
    }

    /** Takes out the purchases until a time. */
    List<Basket> take(long until) {
        List<Basket> due = new ArrayList<>();
        List<Basket> later = new ArrayList<>();
        for (Basket basket : waiting) {
            (basket.time() <= until ? due : later).add(basket);
        }
        waiting = later.toArray(new Basket[0]);
        return due;
    }
}
