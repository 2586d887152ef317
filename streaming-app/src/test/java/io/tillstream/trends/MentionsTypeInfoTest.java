package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MentionsTypeInfoTest {
    @Test
    void mentionsAreTheSameAfterTheirJourney() throws IOException {
        List<Mention> gathered =
                List.of(
                        new Mention(7, 490_000, "boho 😍", -5, Long.MIN_VALUE, 1.25, "p1", 9),
                        new Mention(7, 490_001, null, 0, 0, 1 << 20, null, Region.UNKNOWN),
                        new Mention(7, 490_001, null, 0, 0, 3, "Perú", Region.UNKNOWN),
                        new Mention(7, 490_001, "", 1, 2, 2, "p2", -1));
        DataOutputSerializer out = new DataOutputSerializer(64);
        MentionsTypeInfo.Serializer.INSTANCE.serialize(Mentions.of(gathered), out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Mentions arrived = MentionsTypeInfo.Serializer.INSTANCE.deserialize(in);
        assertThat(in.available()).isZero();
        assertThat(arrived.size()).isEqualTo(gathered.size());
        assertThat(arrived.all()).isEqualTo(gathered);
    }
}
