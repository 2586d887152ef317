package io.tillstream.pictures;

import io.tillstream.events.EventTime;
import io.tillstream.events.Product;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.serving.ServedModel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Asks for a product's embedding when its picture's address changes, and for all of them, a few a
 * second, when the encoder does. State lives as long as the product has a picture.
 */
final class KeepPictures extends AbstractStreamOperator<PictureRequest>
        implements OneInputStreamOperator<Product, PictureRequest> {
    private static final long serialVersionUID = 1L;
    private static final long SECOND = 1_000;
    private static final ValueStateDescriptor<Picture> PICTURE =
            new ValueStateDescriptor<>("picture", Picture.class);

    private final PictureSettings settings;
    private transient ValueState<Picture> pictures;
    private transient ServedModel<ImageEncoder> encoder;

    /** The encoder by which all pictures were gone through last; empty before the first. */
    private transient String sweptFor;

    private transient Queue<String> stale;
    private transient int ratePerSecond;

    KeepPictures(PictureSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        pictures = getPartitionedState(PICTURE);
        encoder = ServedModel.open(settings.serving(), settings.encoder());
        sweptFor = "";
        stale = new ArrayDeque<>();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        ratePerSecond = Math.max(1, settings.reencodeRate() / subtasks);
        // A bounded run has one encoder from its beginning to its end.
        if (!settings.bounded()) {
            schedule();
        }
    }

    private void schedule() {
        ScheduledFuture<?> unused =
                getProcessingTimeService()
                        .registerTimer(
                                getProcessingTimeService().getCurrentProcessingTime() + SECOND,
                                time -> {
                                    askAgain(time);
                                    schedule();
                                });
    }

    @Override
    public void processElement(StreamRecord<Product> element) throws Exception {
        Product product = element.getValue();
        long day =
                EventTime.dayOf(
                        element.hasTimestamp()
                                ? element.getTimestamp()
                                : getProcessingTimeService().getCurrentProcessingTime());
        String uri = product.active() ? product.imageUri() : null;
        Picture known = pictures.value();
        if (uri == null) {
            if (known != null) {
                pictures.clear();
                ask(new PictureRequest(product.productId(), null, day, false));
            }
            return;
        }
        String version = version();
        boolean again = known != null && known.uri.equals(uri);
        if (!again || !Objects.equals(known.modelVersion, version)) {
            pictures.update(new Picture(uri, version));
            ask(new PictureRequest(product.productId(), uri, day, again));
        }
    }

    private String version() {
        return encoder.version().map(ModelVersion::toString).orElse(null);
    }

    private void ask(PictureRequest request) {
        output.collect(new StreamRecord<>(request));
    }

    private void askAgain(long now) throws Exception {
        if (stale.isEmpty()) {
            findStale();
        }
        long day = EventTime.dayOf(now);
        for (int i = 0; i < ratePerSecond && !stale.isEmpty(); i++) {
            String productId = stale.remove();
            setCurrentKey(productId);
            Picture picture = pictures.value();
            if (picture != null && !sweptFor.equals(picture.modelVersion)) {
                pictures.update(new Picture(picture.uri, sweptFor));
                ask(new PictureRequest(productId, picture.uri, day, true));
            }
        }
    }

    /** Goes through all pictures at the start, since the encoder may have changed, and after. */
    private void findStale() {
        try (Stream<String> known =
                this.<String>getKeyedStateBackend()
                        .getKeys(PICTURE.getName(), VoidNamespace.INSTANCE)) {
            Iterator<String> ids = known.iterator();
            // Where there are no pictures, no encoder is loaded.
            String version = ids.hasNext() ? version() : null;
            if (version != null && !version.equals(sweptFor)) {
                sweptFor = version;
                ids.forEachRemaining(stale::add);
            }
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (encoder != null) {
            encoder.close();
        }
    }
}
