package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Look;
import io.tillstream.sandbox.shop.Fashion.Palette;
import io.tillstream.sandbox.shop.Fashion.Pattern;
import io.tillstream.sandbox.shop.Fashion.Silhouette;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Addresses of pictures: data URIs, or URIs below a base, in which case it remembers what was
 * named, so that the files can be written. Posts share a few photographs of each look, since
 * drawing one for every post would cost more than all else.
 */
final class Gallery {
    private static final int PHOTOS_PER_LOOK = 4;
    private static final String POSTS = "posts/";

    private final long seed;
    private final String base;
    private final TreeMap<String, Picture> named = new TreeMap<>();
    private final String[] postAddresses =
            new String
                    [Palette.values().length
                            * Pattern.values().length
                            * Silhouette.values().length
                            * PHOTOS_PER_LOOK];

    Gallery(ShopConfig config) {
        this.seed = config.seed();
        this.base = config.imageBase();
    }

    /** A picture that a record points to. */
    record Picture(Look look, long variant) {}

    /** The address of a product's own picture. */
    String ofProduct(Product product) {
        return address("products/" + product.id + ".png", product.look, product.index);
    }

    /** The address of one of a look's photographs. */
    String ofPost(Look look, Rng rng) {
        int photo = rng.below(PHOTOS_PER_LOOK);
        int slot = look.palette().ordinal();
        slot = slot * Pattern.values().length + look.pattern().ordinal();
        slot = slot * Silhouette.values().length + look.silhouette().ordinal();
        slot = slot * PHOTOS_PER_LOOK + photo;
        if (postAddresses[slot] == null) {
            String name =
                    String.join(
                            "-",
                            look.palette().label(),
                            look.pattern().label(),
                            look.silhouette().label(),
                            Integer.toString(photo));
            // Below zero, so that no post shows exactly a product's picture.
            postAddresses[slot] = address(POSTS + name + ".png", look, -1L - slot);
        }
        return postAddresses[slot];
    }

    private String address(String name, Look look, long variant) {
        if (base.isEmpty()) {
            return "data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(Pictures.png(look, seed, variant));
        }
        named.put(name, new Picture(look, variant));
        return base + name;
    }

    /** The pictures that were named so far, by their names below the base. */
    Map<String, Picture> named() {
        return Collections.unmodifiableMap(named);
    }

    /** Those of them that posts point to. */
    Map<String, Picture> ofPosts() {
        return Collections.unmodifiableMap(named.subMap(POSTS, POSTS + Character.MAX_VALUE));
    }

    byte[] png(Picture picture) {
        return Pictures.png(picture.look(), seed, picture.variant());
    }
}
