package io.tillstream.models.recommend;

import java.util.List;

/**
 * One purchase as it came in.
 *
 * @param customer null for an anonymous purchase: it counts for products only
 * @param time event time, epoch milliseconds
 * @param products what was bought, one or more
 */
public record Purchase(String customer, long time, List<String> products) {}
