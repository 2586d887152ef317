package io.tillstream.pictures;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.pictures.PictureStories.encoded;
import static io.tillstream.pictures.PictureStories.looks;
import static io.tillstream.pictures.PictureStories.posted;
import static io.tillstream.pictures.PictureStories.posts;
import static io.tillstream.pictures.PictureStories.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.PostLook;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchPostsTest {
    @Test
    void aPostIsMatchedWithTheProductsThatTheSameEncoderHasSeen() throws Exception {
        try (var run = posts(false).open(2)) {
            run.broadcast(looks("far", "e/1", 0, 1)).broadcast(looks("near", "e/1", 1, 0));
            run.broadcast(looks("other", "e/2", 1, 0)).broadcast(looks("gone", "e/1", 1, 0));
            run.broadcast(looks("gone", "e/1")).broadcast(looks("moved", "e/1", 1, 0));
            run.broadcast(looks("moved", "e/2", 1, 0));
            run.give(posted("t", at(0, 9), 0.8f, 0.6f));

            PostLook look = run.out().get(0);
            assertThat(look.similar()).containsExactly("near", "far");
            assertThat((double) look.cosines()[0]).isCloseTo(0.8, within(1e-6));
            assertThat(look.modelVersion()).isEqualTo("e/1");
            assertThat(look.style()).as("there are too few products").isNull();
            assertThat(look.region()).isEqualTo("DE");
            assertThat(look.likes()).isEqualTo(5);
            assertThat(run.entries()).as("nothing is kept of a post").isZero();
        }
    }

    @Test
    void aPostHasTheStyleOfProductsThatLookLikeIt() throws Exception {
        List<StyleNews> styles;
        List<PictureEmbedding> products;
        try (var run = PictureStories.looks(false).open(1)) {
            Random random = new Random(2);
            for (int i = 0; i < 30; i++) {
                run.give(encoded("p" + i, "e/1", vector(random)));
            }
            run.flush();
            styles = run.out(KeepLooks.STYLE_NEWS);
            products = run.out();
            assertThat(styles).hasSize(1);
            run.flush();
            assertThat(run.out(KeepLooks.STYLE_NEWS)).as("they did not move").isEmpty();
        }
        try (var run = posts(false).open(1)) {
            run.broadcast(LookNews.of(styles.get(0)));
            run.restart(1);
            for (PictureEmbedding product : products) {
                run.give(posted(product.productId(), at(0, 9), product.embedding()));
            }
            assertThat(run.out())
                    .hasSize(30)
                    .allSatisfy(look -> assertThat(look.style()).startsWith("style-"));
        }
    }

    @Test
    void anEncoderOfWhichNoProductIsLeftIsForgotten() throws Exception {
        try (var run = PictureStories.looks(false).open(1);
                var posts = posts(false).open(1)) {
            Random random = new Random(2);
            for (int i = 0; i < 30; i++) {
                run.give(encoded("p" + i, "e/1", vector(random)));
            }
            run.flush();
            posts.broadcast(LookNews.of(run.out(KeepLooks.STYLE_NEWS).get(0)));
            for (int i = 0; i < 30; i++) {
                posts.broadcast(looks("p" + i, "e/1", 1, 0));
            }
            posts.give(posted("t", at(0, 9), 1, 0));
            assertThat(posts.out().get(0).style()).isNotNull();
            for (int i = 0; i < 30; i++) {
                posts.broadcast(looks("p" + i, "e/2", 1, 0));
            }
            posts.restart(1);
            posts.give(posted("t", at(0, 9), 1, 0));
            assertThat(posts.out().get(0).style()).isNull();
        }
    }

    /** Then the catalogue is known, whenever it was read. */
    @Test
    void inABoundedRunAPostWaitsForTheCloseOfItsHour() throws Exception {
        try (var run = posts(true).open(1)) {
            run.give(posted("t", at(1, 9), 0, 1), posted("t", at(0, 9), 1, 0));
            run.broadcast(looks("p", "e/1", 1, 0));
            assertThat(run.out()).isEmpty();
            run.watermark(at(0, 10));
            assertThat(run.out()).isEmpty();
            run.watermark(at(0, 11));
            assertThat(run.out()).extracting(PostLook::seenAt).containsExactly(at(0, 9));
            run.restart(3);
            run.watermark(closing(1));
            List<PostLook> looks = run.out();
            assertThat(looks).extracting(PostLook::seenAt).containsExactly(at(1, 9));
            assertThat(looks.get(0).similar()).containsExactly("p");
            assertThat(run.timers()).isZero();
        }
    }
}
