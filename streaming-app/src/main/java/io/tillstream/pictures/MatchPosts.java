package io.tillstream.pictures;

import io.tillstream.events.HourClose;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says which products and which style a post's picture looks like. Products come by broadcast: 256
 * bytes each of an encoder with 64 dimensions, in each subtask. Live at once, and nothing is kept
 * of a post; in a bounded run when the post's hour closes, since the whole catalogue is known then,
 * and the hour is still open to those that come after.
 */
final class MatchPosts
        extends KeyedBroadcastProcessFunction<String, PostAnswer, LookNews, PostLook> {
    /** By product. */
    static final MapStateDescriptor<String, PictureEmbedding> PRODUCTS =
            new MapStateDescriptor<>(
                    "mirrored-products", Types.STRING, TypeInformation.of(PictureEmbedding.class));

    /** By version of the encoder; gone with the last product of one. */
    static final MapStateDescriptor<String, StyleNews> STYLES =
            new MapStateDescriptor<>(
                    "mirrored-styles", Types.STRING, TypeInformation.of(StyleNews.class));

    private static final long serialVersionUID = 1L;

    /** Until their hour closes, and the timer takes them out. */
    private static final ListStateDescriptor<PostAnswer> WAITING =
            new ListStateDescriptor<>("waiting-posts", TypeInformation.of(PostAnswer.class));

    private static final Comparator<PostAnswer> IN_ORDER =
            Comparator.<PostAnswer>comparingLong(answer -> answer.post().seenAt())
                    .thenComparingLong(answer -> answer.post().likes());

    private final boolean bounded;
    private final HourClose hourClose;
    private transient ListState<PostAnswer> waiting;
    private transient ProductMirror mirror;

    MatchPosts(boolean bounded, HourClose hourClose) {
        this.bounded = bounded;
        this.hourClose = hourClose;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getListState(WAITING);
    }

    @Override
    public void processBroadcastElement(LookNews news, Context context, Collector<PostLook> out)
            throws Exception {
        BroadcastState<String, PictureEmbedding> products = context.getBroadcastState(PRODUCTS);
        BroadcastState<String, StyleNews> styles = context.getBroadcastState(STYLES);
        fill(products, styles);
        if (news.styles() != null) {
            styles.put(news.styles().modelVersion(), news.styles());
            mirror.put(news.styles());
            return;
        }
        PictureEmbedding product = news.product();
        PictureEmbedding former = products.get(product.productId());
        if (product.embedding() == null) {
            products.remove(product.productId());
        } else {
            products.put(product.productId(), product);
        }
        mirror.put(product);
        if (former != null && !mirror.knows(former.modelVersion())) {
            styles.remove(former.modelVersion());
        }
    }

    /** Fills the mirror anew after a restart. */
    private void fill(
            ReadOnlyBroadcastState<String, PictureEmbedding> products,
            ReadOnlyBroadcastState<String, StyleNews> styles)
            throws Exception {
        if (mirror != null) {
            return;
        }
        mirror = new ProductMirror();
        for (Map.Entry<String, PictureEmbedding> entry : products.immutableEntries()) {
            mirror.put(entry.getValue());
        }
        for (Map.Entry<String, StyleNews> entry : styles.immutableEntries()) {
            mirror.put(entry.getValue());
        }
    }

    @Override
    public void processElement(PostAnswer answer, ReadOnlyContext context, Collector<PostLook> out)
            throws Exception {
        if (!bounded) {
            fill(context.getBroadcastState(PRODUCTS), context.getBroadcastState(STYLES));
            out.collect(mirror.reflect(answer));
        } else {
            waiting.add(answer);
            context.timerService().registerEventTimeTimer(dueAt(answer));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PostLook> out)
            throws Exception {
        fill(context.getBroadcastState(PRODUCTS), context.getBroadcastState(STYLES));
        List<PostAnswer> due = new ArrayList<>();
        List<PostAnswer> later = new ArrayList<>();
        for (PostAnswer answer : waiting.get()) {
            (dueAt(answer) <= timestamp ? due : later).add(answer);
        }
        waiting.update(later);
        due.sort(IN_ORDER);
        for (PostAnswer answer : due) {
            out.collect(mirror.reflect(answer));
        }
    }

    private long dueAt(PostAnswer answer) {
        return hourClose.closesAt(answer.post().countedIn());
    }
}
