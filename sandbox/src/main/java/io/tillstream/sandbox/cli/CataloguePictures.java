package io.tillstream.sandbox.cli;

import io.tillstream.events.Product;
import io.tillstream.models.images.FetchSettings;
import io.tillstream.models.images.ImageDecoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageFetcher;
import io.tillstream.models.images.LabelledPictures;
import io.tillstream.models.images.LabelledPictures.Task;
import io.tillstream.models.images.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The pictures of a catalogue with the attributes that are to be learnt.
 *
 * @param heldOut a fifth of the products, by the hash of their ids
 * @param skipped products that lack the picture or an attribute
 */
record CataloguePictures(LabelledPictures train, LabelledPictures heldOut, int skipped) {
    private static final Preprocessing PREPROCESSING = Preprocessing.RGB64_V1;
    private static final int HELD_OUT_OF = 5;
    private static final int FEWEST = 100;

    private record Picture(String productId, byte[] pixels, List<String> values) {}

    /**
     * Reads the newest record of each product.
     *
     * @throws WrongUsage if there is no catalogue, or hardly a picture in it
     */
    static CataloguePictures read(Path folder, List<String> attributes) throws IOException {
        Map<String, Product> catalogue = NewestProducts.read(folder);
        if (catalogue.isEmpty()) {
            throw new WrongUsage(folder + " holds no catalogue");
        }
        ImageFetcher fetcher = new ImageFetcher(FetchSettings.DEFAULT.withFolders(List.of(folder)));
        List<Picture> pictures = new ArrayList<>();
        for (Product product : catalogue.values()) {
            Picture picture = picture(product, attributes, fetcher);
            if (picture != null) {
                pictures.add(picture);
            }
        }
        if (pictures.size() < FEWEST) {
            throw new WrongUsage(
                    "only %d of %d products have a picture and %s; %d are needed"
                            .formatted(pictures.size(), catalogue.size(), attributes, FEWEST));
        }
        return split(pictures, attributes, catalogue.size() - pictures.size());
    }

    /** Null if there is none. */
    private static Picture picture(Product product, List<String> attributes, ImageFetcher fetcher) {
        List<String> values = new ArrayList<>();
        for (String attribute : attributes) {
            values.add(product.attributes().get(attribute));
        }
        if (product.imageUri() == null || values.contains(null)) {
            return null;
        }
        try {
            byte[] bytes = fetcher.fetch(product.imageUri());
            byte[] pixels = PREPROCESSING.pixels(ImageDecoder.DEFAULT.decode(bytes));
            return new Picture(product.productId(), pixels, values);
        } catch (ImageException e) {
            return null;
        }
    }

    private static CataloguePictures split(
            List<Picture> pictures, List<String> attributes, int skipped) {
        List<Task> tasks = new ArrayList<>();
        for (int t = 0; t < attributes.size(); t++) {
            int task = t;
            List<String> classes =
                    pictures.stream().map(p -> p.values().get(task)).distinct().sorted().toList();
            tasks.add(new Task(attributes.get(t), classes));
        }
        List<Picture> train = pictures.stream().filter(p -> !isHeldOut(p)).toList();
        List<Picture> heldOut = pictures.stream().filter(CataloguePictures::isHeldOut).toList();
        return new CataloguePictures(labelled(train, tasks), labelled(heldOut, tasks), skipped);
    }

    private static boolean isHeldOut(Picture picture) {
        CRC32 hash = new CRC32();
        hash.update(picture.productId().getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % HELD_OUT_OF == 0;
    }

    private static LabelledPictures labelled(List<Picture> pictures, List<Task> tasks) {
        List<int[]> labels = new ArrayList<>();
        for (Picture picture : pictures) {
            int[] label = new int[tasks.size()];
            for (int t = 0; t < label.length; t++) {
                label[t] = tasks.get(t).classes().indexOf(picture.values().get(t));
            }
            labels.add(label);
        }
        List<byte[]> pixels = pictures.stream().map(Picture::pixels).toList();
        return new LabelledPictures(PREPROCESSING, tasks, pixels, labels);
    }
}
