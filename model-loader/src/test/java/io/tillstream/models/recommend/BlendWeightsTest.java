package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.models.TestModels;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlendWeightsTest {
    private static final List<String> FEATURES = List.of("bias", "popular", "price");
    private static final double[] VALUES = {-2.5, 0.75, 3};

    @TempDir private Path folder;

    private static StoredModel stored() {
        return new BlendWeights(VALUES).store(FEATURES, null, Map.of("hr_at_10", 0.5));
    }

    @Test
    void whatIsPublishedIsReadBackToTheBit() throws Exception {
        ModelRegistry registry = new ModelRegistry(folder);
        registry.publish(stored());

        StoredModel read = registry.read(stored().manifest().id());
        assertThat(BlendWeights.load(read, FEATURES).values()).containsExactly(VALUES);
        assertThat(read.manifest().methods().get("forward").inputs())
                .extracting(spec -> spec.name())
                .containsExactlyElementsOf(FEATURES);
    }

    @Test
    void otherWeightsAreAnotherVersion() {
        StoredModel other =
                new BlendWeights(new double[] {-2.5, 0.75, 3.5}).store(FEATURES, null, Map.of());

        assertThat(stored().manifest().id()).isEqualTo(stored().manifest().id());
        assertThat(other.manifest().id()).isNotEqualTo(stored().manifest().id());
    }

    @Test
    void aVersionOfOtherFeaturesIsRefused() {
        for (List<String> others :
                List.of(
                        List.of("bias", "popular"),
                        List.of("bias", "price", "popular"),
                        List.of("bias", "popular", "price", "trend"))) {
            assertThatThrownBy(() -> BlendWeights.load(stored(), others))
                    .isInstanceOf(ModelRefusedException.class)
                    .hasMessageContaining("its features must be " + String.join(", ", others));
        }
    }

    @Test
    void anotherModelIsRefused() throws Exception {
        StoredModel other = TestModels.stored("towers", "1");

        assertThatThrownBy(() -> BlendWeights.load(other, FEATURES))
                .isInstanceOf(ModelRefusedException.class);
    }
}
