package io.tillstream.events;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.search;
import static io.tillstream.events.Events.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ShopEventTypeInfoTest {
    private static final long HOUR = Math.floorDiv(at(0, 9), EventTime.HOUR);

    @Test
    void anEventIsTheSameAfterItsJourney() throws IOException {
        for (ShopEvent event :
                List.of(
                        view("e1", "p", at(0, 9)),
                        view("e1", "p", at(0, 9)).asLate(at(2, 0)),
                        view("e1", "p", at(0, 9)).heard(HOUR + 3),
                        search("e1", "w1", "فستان 👗", at(0, 9)),
                        search("e1", "w1", "", at(0, 9)).heard(HOUR + 3).asLate(at(2, 0)),
                        sale("s1", "ada", at(0, 9), line("p", 2, 10)),
                        sale("s1", null, at(0, 9), line("p", 2, 10)).heard(HOUR + 50).asLate(7))) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            ShopEventTypeInfo.Serializer.INSTANCE.serialize(event, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            assertThat(ShopEventTypeInfo.Serializer.INSTANCE.deserialize(in)).isEqualTo(event);
            assertThat(in.available()).isZero();
        }
    }
}
