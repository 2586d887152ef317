/**
 * What a shopper should see next, from what was bought before: baselines, a two-tower model, a
 * ranker that blends them, and the evaluation that judges all of them on the same purchases.
 */
package io.tillstream.models.recommend;
