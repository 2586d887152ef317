/**
 * Pictures of products and posts: fetched within bounds, decoded, encoded to unit vectors,
 * compared.
 */
package io.tillstream.models.images;
