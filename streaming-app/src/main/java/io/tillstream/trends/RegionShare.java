package io.tillstream.trends;

/**
 * A region from which more write of a subject than of others.
 *
 * @param region its name
 * @param share of the voices whose region is known
 * @param lift over the region's usual share of posts
 */
record RegionShare(String region, double share, double lift) {}
