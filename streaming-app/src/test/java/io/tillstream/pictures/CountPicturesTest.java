package io.tillstream.pictures;

import static io.tillstream.pictures.PictureStories.encoded;
import static io.tillstream.pictures.PictureStories.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Topic;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.DataQualityRow;
import org.junit.jupiter.api.Test;

class CountPicturesTest {
    @Test
    void picturesAreCountedByWhyTheyAreRefused() throws Exception {
        try (OperatorRun<PictureAnswer, Void, DataQualityRow> run =
                PictureStories.quality().open(1)) {
            run.give(encoded("p", "e/1", 1), refused("q", PictureRefusal.BROKEN));
            run.give(refused("r", PictureRefusal.BROKEN), refused("s", PictureRefusal.STALLED));
            run.flush();
            assertThat(run.out())
                    .extracting(
                            DataQualityRow::rule,
                            DataQualityRow::records,
                            DataQualityRow::violations)
                    .containsExactly(
                            tuple("picture-broken", 4L, 2L),
                            tuple("picture-stalled", 4L, 1L),
                            tuple("picture-refused", 4L, 3L));
        }
    }

    @Test
    void picturesOfPostsAreCountedApart() throws Exception {
        try (OperatorRun<PictureAnswer, Void, DataQualityRow> run =
                PictureStories.quality(Topic.SOCIAL_POSTS).open(1)) {
            run.give(refused("t", PictureRefusal.TOO_LARGE), refused("u", PictureRefusal.SKIPPED));
            run.flush();
            assertThat(run.out())
                    .extracting(DataQualityRow::source, DataQualityRow::rule)
                    .containsExactly(
                            tuple("social.posts", "picture-too-large"),
                            tuple("social.posts", "picture-skipped"),
                            tuple("social.posts", "picture-refused"));
        }
    }
}
