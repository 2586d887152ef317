package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class VoicesTypeInfoTest {
    private static final int MOST = 6;

    private static Voices restored(Voices voices) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        VoicesTypeInfo.Serializer.INSTANCE.serialize(voices, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Voices restored = VoicesTypeInfo.Serializer.INSTANCE.deserialize(in);
        assertThat(in.available()).isZero();
        return restored;
    }

    @Test
    void voicesAreTheSameAfterACheckpoint() throws IOException {
        Voices voices = new Voices();
        assertThat(restored(voices)).usingRecursiveComparison().isEqualTo(voices);
        for (int i = 0; i < 9; i++) {
            voices.add(31L * i - 99, i, i / 4f, 490_000 + i, "p" + i + "é", -i, MOST);
            assertThat(restored(voices)).usingRecursiveComparison().isEqualTo(voices.copy());
        }
        assertThat(restored(voices).sampled).isTrue();
    }

    @Test
    void aCopyDoesNotChangeWithItsOriginal() {
        Voices voices = new Voices();
        voices.add(1, 2, 1, 490_000, "p", 0, MOST);
        Voices copy = VoicesTypeInfo.Serializer.INSTANCE.copy(voices);
        voices.add(2, 2, 1, 490_000, "q", 0, MOST);
        assertThat(copy.size()).isOne();
    }
}
