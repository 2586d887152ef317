/**
 * A simulated fashion shop: stores, a web shop and the talk about both, as the six input topics.
 *
 * <p><b>The model.</b> A chain has {@code stores} stores and one online channel. Its catalogue
 * holds garments of six categories, each with a style, colour, pattern, silhouette, material and
 * brand, a price, and supply terms; products are launched and discontinued while the shop runs, and
 * their popularity is Zipf-distributed. Every customer has a habit (loyal, lapsing, one-time,
 * seasonal, occasional), a trait (bargain hunter, high value, balanced), a favourite style and a
 * preferred channel. Demand follows the time of day, the weekday, the season, holidays and
 * promotions. Stock is kept per store and product: sales book it, returns and deliveries bring it
 * back, orders to the supplier take their lead time, and what is not there is not sold. Social
 * posts talk about looks, mostly about what is in fashion; a trend begins in the posts, some days
 * earlier in the searches of the web shop, and then moves demand too.
 *
 * <p><b>Faults.</b> What real feeds have is planted and counted: duplicates, out-of-order and late
 * events, tills that were offline, tills whose clock is off, anonymous sales, broken records.
 *
 * <p><b>Time.</b> The shop generates slices of simulated time. What a slice generates may arrive
 * later but never earlier than the slice begins, so everything due before its end can be emitted:
 * the stream is ordered by arrival, and memory is bounded by what is under way (open sessions,
 * held-back deliveries, planned returns), never by the length of the run. The wall clock plays no
 * part: who wants a live feed paces the iterator.
 *
 * <p><b>Determinism.</b> The same {@link io.tillstream.sandbox.shop.ShopConfig} gives the same
 * bytes. Every part draws from a random stream of its own, so that a change in one leaves the
 * others alone.
 *
 * <p>Entry points: {@link io.tillstream.sandbox.shop.ShopSimulator} for a stream, {@link
 * io.tillstream.sandbox.shop.EventFiles} for a folder of event files with {@code truth.json}.
 */
package io.tillstream.sandbox.shop;
