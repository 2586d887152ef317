package io.tillstream.pictures;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageSource;
import io.tillstream.serving.ServedModel;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.util.retryable.AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder;

/** Asks the desk for pictures' vectors; whatever happens to a picture is an answer. */
final class EncodePictures extends RichAsyncFunction<PictureRequest, PictureAnswer> {
    private static final long serialVersionUID = 1L;
    private static final long FIRST_WAIT = 1_000;
    private static final long LONGEST_WAIT = 10_000;
    private static final double WAIT_GROWTH = 3;

    private final PictureSettings settings;
    private final Sourcing sourcing;
    private transient ServedModel<ImageEncoder> encoder;
    private transient PictureDesk desk;
    private transient Map<PictureRefusal, Counter> refused;
    private transient Counter encoded;

    /** Where pictures come from, made where they are fetched. */
    interface Sourcing extends Function<PictureSettings, ImageSource>, Serializable {}

    EncodePictures(PictureSettings settings) {
        this(settings, s -> s.fetching().fetcher());
    }

    EncodePictures(PictureSettings settings, Sourcing sourcing) {
        this.settings = settings;
        this.sourcing = sourcing;
    }

    /** Only what may be better soon is tried again. */
    static AsyncRetryStrategy<PictureAnswer> retries(PictureSettings settings) {
        return new ExponentialBackoffDelayRetryStrategyBuilder<PictureAnswer>(
                        settings.attempts(), FIRST_WAIT, LONGEST_WAIT, WAIT_GROWTH)
                .ifResult(new Passing())
                .build();
    }

    private static final class Passing
            implements Predicate<Collection<PictureAnswer>>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean test(Collection<PictureAnswer> answers) {
            return answers.stream().anyMatch(PictureAnswer::isPassing);
        }
    }

    @Override
    public void open(OpenContext context) {
        encoder = ServedModel.open(settings.serving(), settings.encoder());
        desk = new PictureDesk(settings, sourcing.apply(settings), encoder);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("pictures");
        encoded = metrics.counter("encoded");
        refused = new EnumMap<>(PictureRefusal.class);
        for (PictureRefusal refusal : PictureRefusal.values()) {
            refused.put(refusal, metrics.addGroup("refused").counter(refusal.label()));
        }
    }

    @Override
    public void asyncInvoke(PictureRequest request, ResultFuture<PictureAnswer> result) {
        if (request.uri() == null) {
            result.complete(List.of(PictureAnswer.gone(request)));
            return;
        }
        desk.ask(
                request.uri(),
                answer -> {
                    count(answer);
                    result.complete(List.of(PictureAnswer.of(request, answer)));
                });
    }

    @Override
    public void timeout(PictureRequest request, ResultFuture<PictureAnswer> result) {
        Encoded late = Encoded.refused(PictureRefusal.TIMED_OUT);
        result.complete(List.of(PictureAnswer.of(request, late)));
    }

    /** Of each attempt: metrics show what is going on, the table what became of it. */
    private synchronized void count(Encoded answer) {
        (answer.refusal() == null ? encoded : refused.get(answer.refusal())).inc();
    }

    @Override
    public void close() {
        if (desk != null) {
            desk.close();
        }
        if (encoder != null) {
            encoder.close();
        }
    }
}
