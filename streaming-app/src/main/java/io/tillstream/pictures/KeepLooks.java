package io.tillstream.pictures;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.ProductStyle;
import io.tillstream.events.SimilarLooks;
import io.tillstream.schemas.rows.ProductEmbeddingRow;
import io.tillstream.schemas.rows.ProductSimilarLookRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one that knows all looks: who looks like whom, and in which style. Embeddings pass at once.
 * Styles and neighbours are told at intervals of the wall clock; of a bounded run once, when the
 * whole catalogue is known, so that they do not hang on when a picture came. State is as large as
 * the catalogue and shrinks with it.
 */
final class KeepLooks extends KeyedProcessFunction<Boolean, PictureAnswer, PictureEmbedding> {
    static final OutputTag<ProductEmbeddingRow> EMBEDDING_ROWS =
            new OutputTag<>("embedding-rows", TypeInformation.of(ProductEmbeddingRow.class));
    static final OutputTag<ProductSimilarLookRow> SIMILAR_ROWS =
            new OutputTag<>("similar-rows", TypeInformation.of(ProductSimilarLookRow.class));
    static final OutputTag<SimilarLooks> SIMILAR =
            new OutputTag<>("similar-looks", TypeInformation.of(SimilarLooks.class));

    static final OutputTag<ProductStyle> STYLES_OF_PRODUCTS =
            new OutputTag<>("styles-of-products", TypeInformation.of(ProductStyle.class));

    static final OutputTag<StyleNews> STYLE_NEWS =
            new OutputTag<>("style-news", TypeInformation.of(StyleNews.class));

    /** Compared at a time, so that checkpoints need not wait for a whole catalogue. */
    static final int AT_A_TIME = 256;

    private static final long serialVersionUID = 1L;
    private static final MapStateDescriptor<String, Look> LOOKS =
            new MapStateDescriptor<>("looks", Types.STRING, TypeInformation.of(Look.class));
    private static final MapStateDescriptor<String, Styles> STYLES =
            new MapStateDescriptor<>("styles", Types.STRING, TypeInformation.of(Styles.class));

    private final PictureSettings settings;
    private transient MapState<String, Look> lookStore;
    private transient MapState<String, Styles> styleStore;

    /** By version of the encoder; null until state was read. */
    private transient Map<String, LookBook> books;

    private transient boolean scheduled;

    KeepLooks(PictureSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        lookStore = getRuntimeContext().getMapState(LOOKS);
        styleStore = getRuntimeContext().getMapState(STYLES);
    }

    @Override
    public void processElement(
            PictureAnswer answer, Context context, Collector<PictureEmbedding> out)
            throws Exception {
        load(context);
        if (answer.leavesAllAsItWas()) {
            return;
        }
        Look known = lookStore.get(answer.productId());
        if (answer.embedding() == null) {
            if (known != null) {
                remove(answer.productId(), known, context);
                out.collect(new PictureEmbedding(answer.productId(), null, null));
            }
            return;
        }
        if (known != null && !known.modelVersion.equals(answer.modelVersion())) {
            leave(answer.productId(), known);
        }
        Look look = new Look(answer.modelVersion(), answer.embedding());
        look.told =
                known != null && known.wasTold() && known.modelVersion.equals(look.modelVersion);
        lookStore.put(answer.productId(), look.copy());
        LookBook book = book(answer.modelVersion());
        book.put(answer.productId(), look);
        out.collect(
                new PictureEmbedding(
                        answer.productId(), answer.modelVersion(), answer.embedding()));
        if (settings.bounded() && book.waiting() >= AT_A_TIME) {
            book.compare(AT_A_TIME);
        }
        schedule(context);
    }

    /** After a restart whoever names styles is told of all again: they may be new to this. */
    private void load(Context context) throws Exception {
        if (books != null) {
            return;
        }
        Map<String, Map<String, Look>> byVersion = new HashMap<>();
        for (Map.Entry<String, Look> entry : lookStore.entries()) {
            byVersion
                    .computeIfAbsent(entry.getValue().modelVersion, v -> new HashMap<>())
                    .put(entry.getKey(), entry.getValue().copy());
            if (entry.getValue().wasTold()) {
                tellStyle(entry.getKey(), entry.getValue(), context);
            }
        }
        books = new HashMap<>();
        for (Map.Entry<String, Map<String, Look>> entry : byVersion.entrySet()) {
            Styles styles = styleStore.get(entry.getKey());
            books.put(
                    entry.getKey(), LookBook.restored(settings.styles(), entry.getValue(), styles));
        }
    }

    private LookBook book(String modelVersion) {
        return books.computeIfAbsent(modelVersion, v -> new LookBook(settings.styles()));
    }

    /** To the book of another encoder. */
    private void leave(String productId, Look look) throws Exception {
        book(look.modelVersion).forget(productId);
        closeIfEmpty(look.modelVersion);
    }

    private void closeIfEmpty(String modelVersion) throws Exception {
        if (book(modelVersion).size() == 0) {
            books.remove(modelVersion);
            styleStore.remove(modelVersion);
        }
    }

    private void remove(String productId, Look look, Context context) throws Exception {
        lookStore.remove(productId);
        book(look.modelVersion).remove(productId);
        closeIfEmpty(look.modelVersion);
        if (look.wasTold()) {
            Look none = new Look(look.modelVersion, new float[0]);
            tell(productId, none, context);
        }
        schedule(context);
    }

    private void schedule(Context context) {
        if (scheduled) {
            return;
        }
        scheduled = true;
        if (settings.bounded()) {
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        } else {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer(now + settings.interval());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PictureEmbedding> out)
            throws Exception {
        load(context);
        scheduled = false;
        for (Map.Entry<String, LookBook> entry : books.entrySet()) {
            LookBook book = entry.getValue();
            if (!settings.bounded() && book.waiting() > AT_A_TIME) {
                book.compare(AT_A_TIME);
                long soon = context.timerService().currentProcessingTime() + 1;
                context.timerService().registerProcessingTimeTimer(soon);
                scheduled = true;
            } else {
                settle(entry.getKey(), book, context);
            }
        }
    }

    private void settle(String modelVersion, LookBook book, OnTimerContext context)
            throws Exception {
        for (String productId : book.settle()) {
            Look look = book.look(productId);
            look.told = true;
            lookStore.put(productId, look.copy());
            tell(productId, look, context);
        }
        if (book.styles() != null) {
            styleStore.put(modelVersion, book.styles());
        }
        Styles moved = book.takeMovedStyles();
        if (moved != null) {
            context.output(STYLE_NEWS, new StyleNews(modelVersion, moved));
        }
    }

    private void tell(String productId, Look look, Context context) throws IOException {
        context.output(EMBEDDING_ROWS, LookRows.embedding(productId, look, now(context)));
        tellStyle(productId, look, context);
        boolean none = look.similar == null;
        SimilarLooks similar =
                new SimilarLooks(
                        productId,
                        look.modelVersion,
                        none ? new String[0] : look.similar,
                        none ? new float[0] : look.cosines);
        context.output(SIMILAR, similar);
        context.output(SIMILAR_ROWS, LookRows.similar(similar, now(context)));
    }

    private static void tellStyle(String productId, Look look, Context context) {
        context.output(
                STYLES_OF_PRODUCTS, new ProductStyle(productId, look.modelVersion, look.style));
    }

    /** Versions of rows; in a bounded run there is one of each. */
    private long now(Context context) {
        return settings.bounded() ? 0 : context.timerService().currentProcessingTime();
    }
}
