package io.tillstream.pictures;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageSource;
import io.tillstream.serving.InferenceTimes;
import io.tillstream.serving.ServedModel;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.AsyncRetryPredicate;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Asks the desk for pictures' vectors; whatever happens to a picture is an answer. */
final class EncodePictures extends RichAsyncFunction<PictureRequest, PictureAnswer> {
    private static final long serialVersionUID = 1L;

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

    @Override
    public void open(OpenContext context) {
        encoder = ServedModel.open(settings.serving(), settings.encoder());
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        InferenceTimes times = new InferenceTimes(operator, settings.encoder().name());
        desk = new PictureDesk(settings, sourcing.apply(settings), encoder, times);
        MetricGroup metrics = operator.addGroup("pictures");
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
        // Not one that is tried again: Flink would, without any time-out then.
        Encoded late = Encoded.refused(PictureRefusal.STALLED);
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

    /**
     * Only what may be better soon is tried again, after 1, 3, 9 and then each time 10 seconds. Of
     * our own, since Flink's takes one picture's wait for another's.
     *
     * @param attempts in all, 1 or more
     */
    record TryAgain(int attempts) implements AsyncRetryStrategy<PictureAnswer> {
        private static final long serialVersionUID = 1L;
        private static final long FIRST_WAIT = 1_000;
        private static final long LONGEST_WAIT = 10_000;
        private static final double GROWTH = 3;

        @Override
        public boolean canRetry(int made) {
            return made < attempts;
        }

        @Override
        public long getBackoffTimeMillis(int made) {
            return (long) Math.min(LONGEST_WAIT, FIRST_WAIT * Math.pow(GROWTH, made - 1));
        }

        @Override
        public AsyncRetryPredicate<PictureAnswer> getRetryPredicate() {
            return new Passing();
        }
    }

    private static final class Passing implements AsyncRetryPredicate<PictureAnswer> {
        @Override
        public Optional<Predicate<Collection<PictureAnswer>>> resultPredicate() {
            return Optional.of(answers -> answers.stream().anyMatch(PictureAnswer::isPassing));
        }

        @Override
        public Optional<Predicate<Throwable>> exceptionPredicate() {
            return Optional.empty();
        }
    }
}
