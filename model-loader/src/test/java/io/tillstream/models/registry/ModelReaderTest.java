package io.tillstream.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.models.TestModels;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is no folder, such as a bucket: what is missing is noticed when it is read. */
class ModelReaderTest {
    private static final ModelVersion VERSION = new ModelVersion("encoder", "1");

    private final Map<String, byte[]> objects = new HashMap<>();
    private final ModelReader reader = new ModelReader(this::open);
    private StoredModel stored;

    private InputStream open(String path) {
        byte[] object = objects.get(path);
        return object == null ? new Missing() : new ByteArrayInputStream(object);
    }

    private static final class Missing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new FileNotFoundException("NoSuchKey");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }

    @BeforeEach
    void fill() throws Exception {
        stored = TestModels.stored("encoder", "1");
        objects.put("encoder/current", "1\n".getBytes(StandardCharsets.UTF_8));
        objects.put("encoder/1/model.json", stored.manifest().toJson());
        objects.put("encoder/1/" + stored.manifest().format().file(), stored.model());
        objects.put("encoder/1/model-half.pt", stored.half());
    }

    @Test
    void readsWhatCurrentPointsAt() throws Exception {
        assertThat(reader.current("encoder")).contains(VERSION);
        assertThat(reader.read(VERSION).model()).isEqualTo(stored.model());
    }

    @Test
    void aNameThatNobodyPointedAtHasNoVersion() throws Exception {
        assertThat(reader.current("ranker")).isEmpty();
    }

    @Test
    void aFileThatIsMissingIsTold() {
        objects.remove("encoder/1/" + stored.manifest().format().file());
        assertThatThrownBy(() -> reader.read(VERSION))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("encoder/1: " + stored.manifest().format().file() + " is missing");
    }

    @Test
    void whatIsTooLargeIsNotTaken() {
        objects.put("encoder/current", new byte[ModelReader.LARGEST_POINTER + 1]);
        assertThatThrownBy(() -> reader.current("encoder"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("larger than 256 bytes");
    }
}
