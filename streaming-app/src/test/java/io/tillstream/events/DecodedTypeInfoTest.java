package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a chain is broken, a record travels as it came and is decoded again. */
class DecodedTypeInfoTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POS_SALES;{'sale_id':'s1','store_id':'st','occurred_at':'2026-03-01T10:15:30Z',"
                        + "'lines':[{'product_id':'p','quantity':2,'unit_price':9.5}]}",
                "ECOM_EVENTS;{'event_id':'e1','type':'review','session_id':'s','rating':4,"
                        + "'product_id':'p','occurred_at':'2026-03-01T10:15:30.25Z'}",
                "SOCIAL_POSTS;{'post_id':'1','platform':'x','author_id':'a','hashtags':['k'],"
                        + "'occurred_at':'2026-03-01T10:15:30Z'}",
                "CATALOG_PRODUCTS;{'product_id':'p','title':'t','category':'c',"
                        + "'attributes':{'colour':'red'}}",
                "INVENTORY_LEVELS;{'store_id':'s','product_id':'p','on_hand':-3,"
                        + "'occurred_at':'2026-03-01T10:15:30Z'}",
                "CALENDAR_DAYS;{'date':'2026-03-01','country':'DE','holiday':'h'}",
                "POS_SALES;{'sale_id':'s1'}",
                "POS_SALES;{",
                "CATALOG_PRODUCTS;"
            })
    void whatWasDecodedIsTheSameAfterItsJourney(Topic topic, String json) throws IOException {
        byte[] value =
                json == null ? null : json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Decoded decoded =
                Decoded.of(
                        topic.newDecoder(RecordLimits.DEFAULT),
                        topic,
                        3,
                        42,
                        EventTime.parse("2026-03-01T10:15:31Z"),
                        EventTime.DAY,
                        "key".getBytes(StandardCharsets.UTF_8),
                        value);
        DataOutputSerializer out = new DataOutputSerializer(64);
        DecodedTypeInfo.Serializer.INSTANCE.serialize(decoded, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        Decoded arrived = DecodedTypeInfo.Serializer.INSTANCE.deserialize(in);
        assertThat(Told.of(arrived)).isEqualTo(Told.of(decoded));
        assertThat(in.available()).isZero();
        if (decoded.error() != null) {
            assertThat(arrived.error()).hasMessage(decoded.error().getMessage());
        }
    }
}
