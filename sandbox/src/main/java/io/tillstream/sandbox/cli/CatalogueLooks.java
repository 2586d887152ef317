package io.tillstream.sandbox.cli;

import io.tillstream.events.Product;
import io.tillstream.models.images.FetchSettings;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageFetcher;
import io.tillstream.models.images.ImageSource;
import io.tillstream.models.recommend.ProductLooks;
import io.tillstream.pictures.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The looks of a catalogue's products by an encoder, as the job sees them. Nothing is fetched from
 * other hosts: training must not hang on what they answer today.
 */
final class CatalogueLooks {
    private static final List<String> SCHEMES = List.of("file:", "data:");

    private CatalogueLooks() {}

    /** Encodes the pictures of products that are active; says how many there are. */
    static ProductLooks read(Path folder, ImageEncoder encoder) throws IOException {
        PictureReader pictures = new PictureReader(source(folder), encoder);
        Map<String, Product> catalogue = NewestProducts.read(folder);
        int refused = 0;
        for (Product product : catalogue.values()) {
            if (product.active() && product.imageUri() != null) {
                try {
                    pictures.read(product.productId(), product.imageUri());
                } catch (ImageException e) {
                    refused++;
                }
            }
        }
        Map<String, float[]> vectors = pictures.vectors();
        System.err.printf(
                "pictures of %d of %d products by %s; %d more could not be read%n",
                vectors.size(), catalogue.size(), encoder.id(), refused);
        return ProductLooks.of(encoder.id(), vectors);
    }

    private static ImageSource source(Path folder) {
        ImageFetcher fetcher = new ImageFetcher(FetchSettings.DEFAULT.withFolders(List.of(folder)));
        return uri -> {
            if (SCHEMES.stream().noneMatch(uri.toLowerCase(Locale.ROOT)::startsWith)) {
                throw new ImageException(
                        ImageException.Reason.FORBIDDEN, "only file: and data: are trained with");
            }
            return fetcher.fetch(uri);
        };
    }
}
