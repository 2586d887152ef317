package io.tillstream.pictures;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.pictures.EncodePictures.Sourcing;
import io.tillstream.serving.InferenceTimes;
import io.tillstream.serving.ServedModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Asks a desk of its own for the vectors of posts' pictures. One that was asked for lately is not
 * fetched again, since posts come again with new counts, and many show the same picture. Live, what
 * is more than the allowance, or waits behind too many others, is skipped, and a picture that holds
 * up the posts behind it is given up after a while: the world posts as much as it likes, and the
 * job has other work.
 */
final class EncodePosts extends RichAsyncFunction<PostRequest, PostAnswer> {
    private static final long serialVersionUID = 1L;
    private static final int REMEMBERED = 4_000;

    private final PictureSettings settings;
    private final Sourcing sourcing;
    private final AtomicInteger underWay = new AtomicInteger();
    private transient ServedModel<ImageEncoder> encoder;
    private transient PictureDesk desk;
    private transient RecentPictures recent;
    private transient PostAllowance allowance;

    /** Null in a bounded run, where everything waits. */
    private transient PostQueue queue;

    EncodePosts(PictureSettings settings) {
        this(settings, s -> s.fetching().fetcher());
    }

    EncodePosts(PictureSettings settings, Sourcing sourcing) {
        this.settings = settings;
        this.sourcing = sourcing;
    }

    @Override
    public void open(OpenContext context) {
        encoder = ServedModel.open(settings.serving(), settings.encoder());
        PictureSettings ofPosts = settings.ofPosts();
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        InferenceTimes times = new InferenceTimes(operator, settings.encoder().name());
        desk = new PictureDesk(ofPosts, sourcing.apply(ofPosts), encoder, times);
        recent = new RecentPictures(REMEMBERED);
        queue = settings.bounded() ? null : new PostQueue(settings.ofPosts().capacity());
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        allowance = new PostAllowance((double) settings.postRate() / subtasks, System.nanoTime());
        operator.addGroup("posts").gauge("underWay", (Gauge<Integer>) underWay::get);
    }

    @Override
    public void asyncInvoke(PostRequest request, ResultFuture<PostAnswer> result) {
        if (queue != null) {
            queue.count();
        }
        String version = encoder.version().map(ModelVersion::toString).orElse(null);
        Encoded known = recent.get(request.uri(), version);
        if (known == null && !mayAsk()) {
            known = Encoded.refused(PictureRefusal.SKIPPED);
        }
        if (known != null) {
            result.complete(List.of(request.answered(known)));
            return;
        }
        Consumer<Encoded> done = encoded -> result.complete(List.of(request.answered(encoded)));
        Consumer<Encoded> answer = queue == null ? done : queue.ask(done)::answer;
        underWay.incrementAndGet();
        desk.ask(
                request.uri(),
                encoded -> {
                    underWay.decrementAndGet();
                    recent.put(request.uri(), encoded);
                    answer.accept(encoded);
                });
    }

    /** A bounded run asks for all: what it says must not hang on the machine. */
    private boolean mayAsk() {
        return settings.bounded()
                || (underWay.get() < settings.postCapacity() && allowance.take(System.nanoTime()));
    }

    @Override
    public void timeout(PostRequest request, ResultFuture<PostAnswer> result) {
        result.complete(List.of(request.answered(Encoded.refused(PictureRefusal.STALLED))));
    }

    @Override
    public void close() {
        if (queue != null) {
            queue.close();
        }
        if (desk != null) {
            desk.close();
        }
        if (encoder != null) {
            encoder.close();
        }
    }
}
