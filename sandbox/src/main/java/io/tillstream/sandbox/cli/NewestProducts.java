package io.tillstream.sandbox.cli;

import io.tillstream.events.EventDecoder;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.Product;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.sandbox.replay.EventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The catalogue of event files, the newest record of each product. */
final class NewestProducts {
    private NewestProducts() {}

    /** By id; broken records are left out, which is said. */
    static Map<String, Product> read(Path folder) throws IOException {
        Map<String, Product> catalogue = new LinkedHashMap<>();
        for (EventFile file : InputFolder.open(folder)) {
            try (file) {
                if (file.topic() == Topic.CATALOG_PRODUCTS) {
                    read(file, catalogue);
                }
            }
        }
        return catalogue;
    }

    private static void read(EventFile file, Map<String, Product> catalogue) {
        EventDecoder decoder = file.topic().newDecoder(RecordLimits.DEFAULT);
        int broken = 0;
        for (byte[] line = file.next(); line != null; line = file.next()) {
            try {
                Product product = (Product) decoder.decode(null, line);
                catalogue.put(product.productId(), product);
            } catch (InvalidRecord e) {
                broken++;
            }
        }
        if (broken > 0) {
            System.err.println(broken + " broken records of the catalogue left out; see validate");
        }
    }
}
