package io.tillstream.pictures;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import io.tillstream.models.clusters.StreamingKMeans;
import io.tillstream.models.images.SimilarPictures;
import io.tillstream.models.images.SimilarPictures.Neighbour;
import io.tillstream.models.images.StyleClusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All products' pictures, to say which of them, and which style, another picture looks like. */
final class ProductMirror {
    /** Products that a picture is said to look like. */
    static final int MOST_SIMILAR = 5;

    private final Map<String, String> encoders = new HashMap<>();
    private final Map<String, SimilarPictures> pictures = new HashMap<>();
    private final Map<String, StreamingKMeans.Assigner> styles = new HashMap<>();

    /** An encoder of which no picture is left is forgotten. */
    void put(PictureEmbedding product) {
        String former = encoders.remove(product.productId());
        if (former != null) {
            pictures.get(former).forget(product.productId());
        }
        if (product.embedding() != null) {
            encoders.put(product.productId(), product.modelVersion());
            pictures.computeIfAbsent(product.modelVersion(), v -> new SimilarPictures(MOST_SIMILAR))
                    // Nobody asks for the neighbours of products here.
                    .restore(product.productId(), product.embedding(), List.of());
        }
        if (former != null && pictures.get(former).size() == 0) {
            pictures.remove(former);
            styles.remove(former);
        }
    }

    /** Whether there is a picture of an encoder. */
    boolean knows(String encoder) {
        return pictures.containsKey(encoder);
    }

    void put(StyleNews news) {
        styles.put(
                news.modelVersion(),
                news.styles().clusters().means().assigner(news.styles().now()));
    }

    /**
     * How a post looks beside the products that were seen by the same encoder.
     *
     * @param answer with a vector
     */
    PostLook reflect(PostAnswer answer) {
        PostRequest post = answer.post();
        float[] vector = answer.picture().embedding();
        String encoder = answer.picture().modelVersion();
        SimilarPictures known = pictures.get(encoder);
        List<Neighbour> nearest = known == null ? List.of() : known.nearestTo(vector);
        float[] cosines = new float[nearest.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = nearest.get(i).cosine();
        }
        StreamingKMeans.Assigner assigner = styles.get(encoder);
        return new PostLook(
                post.postId(),
                post.seenAt(),
                post.platform(),
                post.region(),
                post.authorId(),
                post.likes(),
                post.shares(),
                post.comments(),
                encoder,
                vector,
                assigner == null
                        ? null
                        : LookBook.style(assigner.clusterOf(StyleClusters.point(vector))),
                nearest.stream().map(Neighbour::id).toArray(String[]::new),
                cosines,
                post.countedIn());
    }
}
