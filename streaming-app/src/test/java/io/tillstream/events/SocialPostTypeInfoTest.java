package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SocialPostTypeInfoTest {
    @Test
    void aPostIsTheSameAfterItsJourney() throws IOException {
        String picture = "data:image/png;base64," + "A".repeat(Short.MAX_VALUE);
        for (SocialPost post :
                List.of(
                        new SocialPost(
                                "t1",
                                "x",
                                "ada",
                                5,
                                "Look 😍",
                                List.of("Boho", "ßé"),
                                picture,
                                1,
                                2,
                                3,
                                "en-GB",
                                "Perú",
                                7),
                        new SocialPost(
                                "t2",
                                "y",
                                "bob",
                                -5,
                                null,
                                List.of(),
                                null,
                                0,
                                0,
                                0,
                                null,
                                null,
                                SocialPost.IN_TIME))) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            SocialPostTypeInfo.Serializer.INSTANCE.serialize(post, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            assertThat(SocialPostTypeInfo.Serializer.INSTANCE.deserialize(in)).isEqualTo(post);
            assertThat(in.available()).isZero();
        }
    }
}
