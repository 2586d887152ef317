package io.tillstream.sandbox.cli;

import io.tillstream.events.EventDecoder;
import io.tillstream.events.InputEvent;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Topic;
import io.tillstream.sandbox.replay.EventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened in a shop, its catalogue and its stock out of event files. */
final class ShopFiles {
    private static final Set<Topic> TOPICS =
            Set.of(
                    Topic.POS_SALES,
                    Topic.ECOM_EVENTS,
                    Topic.CATALOG_PRODUCTS,
                    Topic.INVENTORY_LEVELS);

    private final List<InputEvent> events = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private long broken;

    private ShopFiles() {}

    /**
     * Reads a folder by the job's own decoders. Broken records and second deliveries are left out,
     * as the job does.
     *
     * @throws WrongUsage if it holds no event files
     */
    static List<InputEvent> read(Path folder) throws IOException {
        ShopFiles files = new ShopFiles();
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
        return files.events;
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
        if (!(event instanceof ShopEvent once) || seen.add(once.idHash())) {
            events.add(event);
        }
    }
}
