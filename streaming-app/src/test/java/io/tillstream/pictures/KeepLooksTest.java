package io.tillstream.pictures;

import static io.tillstream.pictures.PictureStories.encoded;
import static io.tillstream.pictures.PictureStories.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.ProductStyle;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ProductEmbeddingRow;
import io.tillstream.schemas.rows.ProductSimilarLookRow;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepLooksTest {
    @Test
    void embeddingsPassAtOnceAndNeighboursAtIntervals() throws Exception {
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            run.give(encoded("p", "e/1", 1, 0), encoded("q", "e/1", 0.6f, 0.8f));
            assertThat(run.out()).extracting(PictureEmbedding::productId).containsExactly("p", "q");
            assertThat(run.out(KeepLooks.SIMILAR_ROWS)).isEmpty();
            run.flush();
            assertThat(run.out(KeepLooks.SIMILAR_ROWS))
                    .extracting(ProductSimilarLookRow::productId, ProductSimilarLookRow::items)
                    .containsExactly(
                            tuple("p", "[{\"rank\":1,\"product_id\":\"q\",\"cosine\":0.6}]"),
                            tuple("q", "[{\"rank\":1,\"product_id\":\"p\",\"cosine\":0.6}]"));
            assertThat(run.out(KeepLooks.EMBEDDING_ROWS))
                    .extracting(ProductEmbeddingRow::productId)
                    .containsExactly("p", "q");
        }
    }

    @Test
    void aProductWithoutPictureIsNobodysNeighbourAnyMore() throws Exception {
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            run.give(encoded("p", "e/1", 1, 0), encoded("q", "e/1", 0.6f, 0.8f)).flush().out();
            run.out(KeepLooks.EMBEDDING_ROWS);
            run.out(KeepLooks.SIMILAR_ROWS);
            run.give(refused("q", PictureRefusal.NOT_FOUND)).flush();
            assertThat(run.out()).containsExactly(new PictureEmbedding("q", null, null));
            assertThat(run.out(KeepLooks.SIMILAR_ROWS))
                    .extracting(ProductSimilarLookRow::productId, ProductSimilarLookRow::items)
                    .containsExactly(tuple("q", "[]"), tuple("p", "[]"));
            assertThat(run.out(KeepLooks.EMBEDDING_ROWS).get(0).imageEmbedding()).isEmpty();
            run.give(refused("p", PictureRefusal.NOT_FOUND));
            assertThat(run.entries()).isZero();
        }
    }

    @Test
    void vectorsOfAnotherEncoderAreNotComparedWithThoseBefore() throws Exception {
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            run.give(encoded("p", "e/1", 1, 0), encoded("q", "e/1", 0, 1)).flush();
            run.out(KeepLooks.SIMILAR_ROWS);
            run.give(encoded("p", "e/2", 1, 0, 0)).flush();
            assertThat(run.out(KeepLooks.SIMILAR_ROWS))
                    .extracting(
                            ProductSimilarLookRow::productId,
                            ProductSimilarLookRow::modelVersion,
                            ProductSimilarLookRow::items)
                    .containsExactly(tuple("p", "e/2", "[]"));
            run.give(encoded("q", "e/2", 0.6f, 0.8f, 0)).flush();
            assertThat(run.out(KeepLooks.SIMILAR_ROWS))
                    .extracting(ProductSimilarLookRow::productId)
                    .containsExactly("p", "q");
        }
    }

    @Test
    void aPictureThatCannotBeLookedAtNowKeepsWhatWasMadeOfIt() throws Exception {
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            run.give(encoded("p", "e/1", 1, 0)).flush();
            run.out();
            run.give(PictureStories.refusedAgain("p", PictureRefusal.UNREACHABLE)).flush();
            assertThat(run.out()).isEmpty();
            run.give(PictureStories.refusedAgain("p", PictureRefusal.NOT_FOUND)).flush();
            assertThat(run.out())
                    .extracting(PictureEmbedding::embedding)
                    .containsExactly((float[]) null);
        }
    }

    @Test
    void rowsAreEmptiedThoughTheLastPictureWasNeverToldOf() throws Exception {
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            run.give(encoded("p", "e/1", 1, 0)).flush();
            run.out(KeepLooks.EMBEDDING_ROWS);
            run.give(encoded("p", "e/1", 0, 1)).give(refused("p", PictureRefusal.NOT_FOUND));
            assertThat(run.out(KeepLooks.EMBEDDING_ROWS))
                    .singleElement()
                    .satisfies(row -> assertThat(row.imageEmbedding()).isEmpty());
        }
    }

    @Test
    void aBoundedRunTellsOnceWhenTheCatalogueIsKnown() throws Exception {
        Random random = new Random(1);
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(true)) {
            for (int i = 0; i < 2 * KeepLooks.AT_A_TIME + 10; i++) {
                run.give(encoded("p" + i, "e/1", PictureStories.vector(random)));
            }
            run.give(refused("p7", PictureRefusal.BROKEN)).flush().watermark(1_000_000);
            assertThat(run.out(KeepLooks.EMBEDDING_ROWS)).isEmpty();
            run.end();
            assertThat(run.out(KeepLooks.EMBEDDING_ROWS))
                    .hasSize(2 * KeepLooks.AT_A_TIME + 9)
                    .allSatisfy(row -> assertThat(row.styleCluster()).startsWith("style-"));
        }
    }

    @Test
    void stylesOfProductsAreToldAndTakenBack() throws Exception {
        Random random = new Random(1);
        try (OperatorRun<PictureAnswer, Void, PictureEmbedding> run = open(false)) {
            for (int i = 0; i < 200; i++) {
                run.give(encoded("p" + i, "e/1", PictureStories.vector(random)));
            }
            run.flush();
            assertThat(run.out(KeepLooks.STYLES_OF_PRODUCTS))
                    .hasSize(200)
                    .allSatisfy(product -> assertThat(product.style()).startsWith("style-"));
            run.give(refused("p7", PictureRefusal.NOT_FOUND));
            assertThat(run.out(KeepLooks.STYLES_OF_PRODUCTS))
                    .containsExactly(new ProductStyle("p7", "e/1", null));
        }
    }

    private static OperatorRun<PictureAnswer, Void, PictureEmbedding> open(boolean bounded)
            throws Exception {
        return PictureStories.looks(bounded).open(1);
    }
}
