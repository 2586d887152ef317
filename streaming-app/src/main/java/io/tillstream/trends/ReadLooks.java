package io.tillstream.trends;

import io.tillstream.events.HourClose;
import io.tillstream.events.PostLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the pictures of posts: what is seen in them, by the catalogue's word for the products that
 * they look like. A picture is read when its hour closes: in a replay the whole catalogue is known
 * then, and no alert could be earlier. A later record of the post adds what the post weighs more by
 * then, and one that is more than a day late says nothing, as in {@link ReadPosts}. Each subtask
 * keeps what can be seen of every product.
 */
final class ReadLooks
        extends KeyedBroadcastProcessFunction<String, PostLook, ProductTraits, Mention> {
    static final MapStateDescriptor<String, ProductTraits> CATALOGUE =
            new MapStateDescriptor<>(
                    "traits", Types.STRING, TypeInformation.of(ProductTraits.class));

    private static final long serialVersionUID = 1L;
    private static final Duration FORGET_AFTER = Duration.ofDays(3);
    private static final ValueStateDescriptor<SeenPost> POST = seenPosts();
    private static final Comparator<Sighting> IN_ORDER =
            Comparator.comparingLong(Sighting::hour).thenComparingDouble(Sighting::weight);

    private final HourClose hourClose;
    private transient ValueState<SeenPost> posts;

    ReadLooks(HourClose hourClose) {
        this.hourClose = hourClose;
    }

    private static ValueStateDescriptor<SeenPost> seenPosts() {
        ValueStateDescriptor<SeenPost> descriptor =
                new ValueStateDescriptor<>("seen-post", TypeInformation.of(SeenPost.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGET_AFTER).build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        posts = getRuntimeContext().getState(POST);
    }

    @Override
    public void processBroadcastElement(
            ProductTraits product, Context context, Collector<Mention> out) throws Exception {
        if (product.isGone()) {
            context.getBroadcastState(CATALOGUE).remove(product.productId());
        } else {
            context.getBroadcastState(CATALOGUE).put(product.productId(), product);
        }
    }

    @Override
    public void processElement(PostLook look, ReadOnlyContext context, Collector<Mention> out)
            throws Exception {
        if (PostWeight.isTooLate(look.seenAt(), look.countedIn())) {
            return;
        }
        SeenPost post = post();
        post.waiting = Arrays.copyOf(post.waiting, post.waiting.length + 1);
        post.waiting[post.waiting.length - 1] = Sighting.of(look);
        posts.update(post);
        context.timerService().registerEventTimeTimer(hourClose.closesAt(look.countedIn()));
    }

    private SeenPost post() throws Exception {
        SeenPost known = posts.value();
        return known == null ? new SeenPost() : known;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Mention> out)
            throws Exception {
        SeenPost post = post();
        List<Sighting> due = new ArrayList<>();
        List<Sighting> later = new ArrayList<>();
        for (Sighting sighting : post.waiting) {
            (hourClose.closesAt(sighting.hour()) <= timestamp ? due : later).add(sighting);
        }
        due.sort(IN_ORDER);
        for (Sighting sighting : due) {
            tell(post, sighting, context, out);
        }
        post.waiting = later.toArray(new Sighting[0]);
        posts.update(post);
    }

    private static void tell(
            SeenPost post, Sighting seen, OnTimerContext context, Collector<Mention> out)
            throws Exception {
        boolean isNew = !post.weight.known;
        double added = post.weight.correct(seen.hour(), seen.weight());
        if (added <= 0) {
            return;
        }
        if (isNew) {
            out.collect(Mention.picture(Mention.PICTURES, seen.hour(), seen.modelVersion()));
        }
        // The style may be known later than the picture.
        if (seen.hasStyle() && !post.styled) {
            post.styled = true;
            out.collect(Mention.picture(Mention.STYLES, seen.hour(), seen.modelVersion()));
        }
        ReadOnlyBroadcastState<String, ProductTraits> catalogue =
                context.getBroadcastState(CATALOGUE);
        List<ProductTraits> traits = new ArrayList<>();
        for (String productId : seen.similar()) {
            ProductTraits known = catalogue.get(productId);
            if (known != null) {
                traits.add(known);
            }
        }
        for (String subject : seen.subjects(traits)) {
            out.collect(Mention.ofPicture(subject, seen, added, context.getCurrentKey()));
        }
    }
}
