package io.tillstream.pictures;

import io.tillstream.models.images.ImageDecoder;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.ImageSource;
import io.tillstream.models.images.Preprocessing;
import io.tillstream.models.inference.InferenceException;
import io.tillstream.models.serving.BatchSettings;
import io.tillstream.models.serving.MicroBatcher;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.models.serving.Outcome;
import io.tillstream.serving.ServedModel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fetches, decodes and encodes pictures on threads of its own. All batches are of one size, so that
 * a picture's vector does not hang on how many came along with it.
 */
final class PictureDesk implements AutoCloseable {
    private static final Duration LINGER = Duration.ofMillis(5);

    private final ImageSource source;
    private final ServedModel<ImageEncoder> encoder;
    private final ExecutorService fetchers;
    private final long timeout;
    private final MicroBatcher<Prepared, Encoded> batcher;

    /**
     * A picture as an encoder takes it.
     *
     * @param pixels as the preprocessing makes them
     */
    private record Prepared(Preprocessing preprocessing, byte[] pixels) {
        boolean isFor(ImageEncoder encoder) {
            return preprocessing == encoder.preprocessing();
        }

        /** Grey, where it was made ready for another encoder. */
        byte[] pixelsFor(ImageEncoder encoder) {
            return isFor(encoder) ? pixels : new byte[encoder.preprocessing().length()];
        }
    }

    /**
     * @param encoder stays the caller's
     * @param times is told how long pictures wait and the encoder takes
     */
    PictureDesk(
            PictureSettings settings,
            ImageSource source,
            ServedModel<ImageEncoder> encoder,
            MicroBatcher.Times times) {
        this.source = source;
        this.encoder = encoder;
        this.timeout = TimeUnit.MILLISECONDS.toNanos(settings.timeout());
        AtomicInteger started = new AtomicInteger();
        fetchers =
                Executors.newFixedThreadPool(
                        settings.threads(),
                        task -> {
                            Thread thread =
                                    new Thread(task, "picture-" + started.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        batcher =
                new MicroBatcher<>(
                        "pictures",
                        new BatchSettings(
                                1,
                                settings.capacity(),
                                List.of(EncoderKind.BATCH),
                                LINGER,
                                Duration.ofMillis(settings.encodingTimeout())),
                        this::encode,
                        times);
    }

    /**
     * Asks for a picture's vector. What has waited for as long as a picture may take is not fetched
     * any more, so that a host that does not answer holds up no more than came along with it.
     *
     * @param done is told once, on any thread
     */
    void ask(String uri, Consumer<Encoded> done) {
        long asked = System.nanoTime();
        fetchers.execute(() -> prepare(uri, asked, done));
    }

    private void prepare(String uri, long asked, Consumer<Encoded> done) {
        if (System.nanoTime() - asked > timeout) {
            done.accept(Encoded.refused(PictureRefusal.STALLED));
            return;
        }
        try {
            Optional<Preprocessing> preprocessing = preprocessing();
            if (preprocessing.isEmpty()) {
                done.accept(Encoded.refused(PictureRefusal.NO_ENCODER));
                return;
            }
            byte[] file = source.fetch(uri);
            byte[] pixels = preprocessing.get().pixels(ImageDecoder.DEFAULT.decode(file));
            batcher.submit(
                    new Prepared(preprocessing.get(), pixels),
                    outcome -> done.accept(encoded(outcome)));
        } catch (ImageException e) {
            done.accept(Encoded.refused(PictureRefusal.of(e.reason())));
        } catch (RuntimeException | Error e) {
            // Whatever a picture does to its decoder, it gets an answer.
            done.accept(Encoded.refused(PictureRefusal.FAILED));
        }
    }

    private Optional<Preprocessing> preprocessing() {
        // Not held while a picture is fetched: the old version would stay in memory as long.
        try (Lease<ImageEncoder> lease = encoder.acquire().orElse(null)) {
            return lease == null ? Optional.empty() : Optional.of(lease.get().preprocessing());
        }
    }

    private List<Encoded> encode(List<Prepared> batch) {
        try (Lease<ImageEncoder> lease = encoder.acquire().orElseThrow()) {
            try {
                return encode(batch, lease);
            } catch (InferenceException e) {
                // One picture's fault, or too little memory, must not be the others'.
                return batch.stream().map(each -> alone(each, lease)).toList();
            }
        }
    }

    /** In a batch of the usual size, so that the vector is what it would be among others. */
    private Encoded alone(Prepared picture, Lease<ImageEncoder> lease) {
        try {
            List<Prepared> copies = Collections.nCopies(EncoderKind.BATCH, picture);
            return encode(copies, lease).get(0);
        } catch (InferenceException e) {
            return Encoded.refused(PictureRefusal.FAILED);
        }
    }

    private List<Encoded> encode(List<Prepared> batch, Lease<ImageEncoder> lease) {
        ImageEncoder used = lease.get();
        String version = lease.version().toString();
        List<byte[]> pixels = batch.stream().map(p -> p.pixelsFor(used)).toList();
        List<float[]> vectors = encoder.timed(lease.version(), () -> used.encode(pixels));
        return IntStream.range(0, batch.size())
                .mapToObj(
                        i ->
                                batch.get(i).isFor(used)
                                        ? new Encoded(version, vectors.get(i), null)
                                        : Encoded.refused(PictureRefusal.ENCODER_CHANGED))
                .toList();
    }

    private static Encoded encoded(Outcome<Encoded> outcome) {
        if (outcome instanceof Outcome.Answered<Encoded> answered) {
            return answered.answer();
        }
        boolean failed = outcome instanceof Outcome.Failed<Encoded>;
        return Encoded.refused(failed ? PictureRefusal.FAILED : PictureRefusal.STALLED);
    }

    /** Interrupts what is being fetched, and waits for what is being encoded. */
    @Override
    public void close() {
        fetchers.shutdownNow();
        batcher.close();
    }
}
