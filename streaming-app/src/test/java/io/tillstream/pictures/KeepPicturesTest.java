package io.tillstream.pictures;

import static io.tillstream.pictures.PictureStories.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Product;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.serving.ServingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeepPicturesTest {
    @TempDir private Path folder;

    @Test
    void aPictureIsAskedForWhenItsAddressChangesAndNotOtherwise() throws Exception {
        try (OperatorRun<Product, Void, PictureRequest> run = open(false)) {
            run.give(product("p", "file:1", true), product("p", "file:1", true));
            assertThat(run.out()).extracting(PictureRequest::uri).containsExactly("file:1");
            run.give(product("p", "file:2", true), product("q", null, true));
            assertThat(run.out()).extracting(PictureRequest::uri).containsExactly("file:2");
        }
    }

    @Test
    void aProductThatHasNoPictureAnyMoreIsToldOnceAndForgotten() throws Exception {
        for (Product gone :
                List.of(
                        Product.tombstone("p"),
                        product("p", null, true),
                        product("p", "file:1", false))) {
            try (OperatorRun<Product, Void, PictureRequest> run = open(false)) {
                run.give(product("p", "file:1", true));
                assertThat(run.entries()).isOne();
                run.give(gone, gone);
                assertThat(run.out())
                        .extracting(PictureRequest::uri)
                        .containsExactly("file:1", null);
                assertThat(run.entries()).isZero();
            }
        }
    }

    @Test
    void allPicturesAreAskedForAgainAtABoundedRateWhenTheEncoderChanges() throws Exception {
        Encoders.publish(folder, "1");
        try (OperatorRun<Product, Void, PictureRequest> run = open(true)) {
            for (int i = 0; i < 5; i++) {
                run.give(product("p" + i, "file:" + i, true));
            }
            run.give(Product.tombstone("p0"));
            run.flush().flush().out();
            Encoders.publish(folder, "2");
            List<String> asked = new ArrayList<>();
            while (asked.size() < 4) {
                List<PictureRequest> second = run.flush().out();
                assertThat(second).hasSizeLessThanOrEqualTo(2);
                second.forEach(request -> asked.add(request.productId()));
            }
            assertThat(asked).containsExactlyInAnyOrder("p1", "p2", "p3", "p4");
            assertThat(run.flush().flush().flush().out()).isEmpty();
        }
    }

    /** The encoder may have changed while the job was down. */
    @Test
    void whatADifferentEncoderWasAskedForIsAskedForAgainAfterARestart() throws Exception {
        Encoders.publish(folder, "1");
        OperatorSubtaskState checkpoint;
        try (OperatorRun<Product, Void, PictureRequest> run = open(true)) {
            run.give(product("p", "file:1", true));
            checkpoint = run.checkpoint().get(0);
        }
        try (OperatorRun<Product, Void, PictureRequest> run = restore(checkpoint)) {
            assertThat(run.flush().flush().out()).isEmpty();
        }
        Encoders.publish(folder, "2");
        try (OperatorRun<Product, Void, PictureRequest> run = restore(checkpoint)) {
            assertThat(run.flush().out())
                    .extracting(PictureRequest::productId)
                    .containsExactly("p");
        }
    }

    private OperatorRun<Product, Void, PictureRequest> restore(OperatorSubtaskState checkpoint)
            throws Exception {
        return PictureStories.pictures(settings()).restore(checkpoint);
    }

    private OperatorRun<Product, Void, PictureRequest> open(boolean withEncoder) throws Exception {
        return PictureStories.pictures(withEncoder ? settings() : PictureStories.settings(false))
                .open(1);
    }

    private PictureSettings settings() {
        return PictureStories.settings(
                new ServingSettings(folder.toString(), 5), ImageEncoder.SHIPPED, false);
    }
}
