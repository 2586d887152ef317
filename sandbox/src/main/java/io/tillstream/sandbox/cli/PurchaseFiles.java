package io.tillstream.sandbox.cli;

import io.tillstream.events.Amount;
import io.tillstream.events.EventDecoder;
import io.tillstream.events.InputEvent;
import io.tillstream.events.Interaction;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.Line;
import io.tillstream.events.Product;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.events.Transaction;
import io.tillstream.models.recommend.Click;
import io.tillstream.models.recommend.ProductFacts;
import io.tillstream.models.recommend.Purchase;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.SessionLog;
import io.tillstream.sandbox.replay.EventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Purchases and catalogue out of event files, by the job's own decoders. */
final class PurchaseFiles {
    private static final Set<Topic> TOPICS =
            Set.of(Topic.POS_SALES, Topic.ECOM_EVENTS, Topic.CATALOG_PRODUCTS);

    private final Map<String, ProductFacts> catalogue = new TreeMap<>();
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<Click> clicks = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private long broken;

    private PurchaseFiles() {}

    /**
     * Reads a folder. Broken records and second deliveries are left out, as the job does; returns
     * are no purchases.
     *
     * @throws WrongUsage if it holds no event files or no purchase
     */
    static PurchaseLog read(Path folder) throws IOException {
        PurchaseFiles files = all(folder);
        if (files.purchases.isEmpty()) {
            throw new WrongUsage(folder + " holds no purchases");
        }
        return PurchaseLog.of(files.catalogue.values(), files.purchases);
    }

    /**
     * Reads what visits of the web shop looked at and put into carts.
     *
     * @throws WrongUsage if there are no such events
     */
    static SessionLog readSessions(Path folder) throws IOException {
        PurchaseFiles files = all(folder);
        if (files.clicks.isEmpty()) {
            throw new WrongUsage(folder + " holds no views or carts");
        }
        return SessionLog.of(files.catalogue.values(), files.clicks);
    }

    private static PurchaseFiles all(Path folder) throws IOException {
        PurchaseFiles files = new PurchaseFiles();
        for (EventFile file : InputFolder.open(folder)) {
            try (file) {
                if (TOPICS.contains(file.topic())) {
                    files.read(file);
                }
            }
        }
        if (files.broken > 0) {
            System.err.println(files.broken + " broken records left out; see validate");
        }
        return files;
    }

    private void read(EventFile file) {
        EventDecoder decoder = file.topic().newDecoder(RecordLimits.DEFAULT);
        for (byte[] record = file.next(); record != null; record = file.next()) {
            try {
                take(decoder.decode(null, record));
            } catch (InvalidRecord e) {
                broken++;
            }
        }
    }

    private void take(InputEvent event) {
        if (event instanceof Product product && !product.removed()) {
            catalogue.put(product.productId(), facts(product));
        } else if (event instanceof Transaction sale
                && !sale.returned()
                && seen.add(sale.idHash())) {
            purchases.add(
                    new Purchase(
                            sale.customerId(),
                            sale.occurredAt(),
                            sale.lines().stream().map(Line::productId).toList()));
        } else if (event instanceof Interaction interaction
                && (interaction.kind() == Interaction.Kind.VIEW
                        || interaction.kind() == Interaction.Kind.ADD_TO_CART)
                && seen.add(interaction.idHash())) {
            clicks.add(
                    new Click(
                            interaction.sessionId(),
                            interaction.occurredAt(),
                            interaction.productId()));
        }
    }

    private static ProductFacts facts(Product product) {
        return new ProductFacts(
                product.productId(),
                product.title(),
                product.category(),
                product.brand(),
                product.price() == null ? null : (double) product.price() / Amount.ONE,
                product.launchedAt());
    }
}
