package io.tillstream.models.recommend;

/**
 * What one visit looked at.
 *
 * @param start time of its first event, epoch milliseconds
 * @param items numbers of the products in order of time, none twice in a row; two or more
 */
record Session(long start, int[] items) {}
