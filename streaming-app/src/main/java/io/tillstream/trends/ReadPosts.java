package io.tillstream.trends;

import io.tillstream.events.SocialPost;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Reads posts: what they are about and what they weigh. A later record of a post adds what the post
 * weighs more by then; records of a post are in one partition, so that their order is the same in
 * every run. How many posts there were in all is told to every shelf, and in a region to one.
 * Records that are more than a day late say nothing about what is rising.
 */
final class ReadPosts extends WriteBackOperator<String, PostWeight, SocialPost, Mention> {
    private static final long serialVersionUID = 1L;

    /** A later record of a post seldom comes within seconds: what is cached waits to be written. */
    private static final int CACHED_POSTS = 10_000;

    private static final Duration FORGET_AFTER = Duration.ofDays(3);
    private static final ValueStateDescriptor<PostWeight> WEIGHT = weightOfPost();

    private final Synonyms synonyms;
    private transient SubjectReader reader;
    private transient TreeMap<Long, Long> posts;
    private transient TreeMap<Long, Map<String, Long>> regions;

    ReadPosts(Synonyms synonyms, long flushInterval) {
        super(WEIGHT, CACHED_POSTS, flushInterval);
        this.synonyms = synonyms;
    }

    private static ValueStateDescriptor<PostWeight> weightOfPost() {
        ValueStateDescriptor<PostWeight> descriptor =
                new ValueStateDescriptor<>("post-weight", PostWeight.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGET_AFTER).build());
        return descriptor;
    }

    @Override
    public void open() throws Exception {
        super.open();
        reader = new SubjectReader(synonyms);
        posts = new TreeMap<>();
        regions = new TreeMap<>();
    }

    @Override
    protected PostWeight create() {
        return new PostWeight();
    }

    @Override
    protected boolean apply(String postId, PostWeight weight, SocialPost post) {
        long hour = PostWeight.hourOf(post);
        if (PostWeight.isTooLate(post.occurredAt(), hour)) {
            return false;
        }
        boolean isNew = !weight.known;
        double added = weight.correct(hour, PostWeight.of(post));
        if (added <= 0) {
            return false;
        }
        String region = Region.name(post.region());
        if (isNew) {
            posts.merge(hour, 1L, Long::sum);
            if (region != null) {
                regions.computeIfAbsent(hour, h -> new TreeMap<>()).merge(region, 1L, Long::sum);
            }
        }
        mention(post, hour, added, Region.hash(region));
        return true;
    }

    private void mention(SocialPost post, long hour, double weight, int region) {
        SubjectReader.Reading reading = reader.read(post.text(), post.hashtags(), post.language());
        long author = Mention.author(post.platform(), post.authorId());
        long text = Fingerprint.of(reading.words(), post.postId());
        for (String subject : reading.subjects()) {
            emit(Mention.of(subject, hour, author, text, weight, post.postId(), region));
        }
    }

    @Override
    protected void emitChanged(String postId, PostWeight weight) {}

    @Override
    protected void emitGathered() {
        posts.forEach(
                (hour, number) -> {
                    for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
                        emit(Mention.volume(shelf, hour, number));
                    }
                });
        posts.clear();
        regions.forEach(
                (hour, numbers) ->
                        numbers.forEach(
                                (region, number) -> emit(Mention.ofRegion(region, hour, number))));
        regions.clear();
    }
}
