package io.tillstream.trends;

/**
 * Posts of a region, older ones counting less.
 *
 * @param name as it is told: of several spellings the first by the order of signs
 */
public record RegionPosts(String name, double posts) {
    RegionPosts plus(String other, double more) {
        return new RegionPosts(name.compareTo(other) <= 0 ? name : other, posts + more);
    }

    RegionPosts times(double decay) {
        return new RegionPosts(name, posts * decay);
    }
}
