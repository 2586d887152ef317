package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.schemas.TopicSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldsSeenTest {
    @ParameterizedTest
    @EnumSource(Topic.class)
    void aTopicHasTheFieldsOfItsSchema(Topic topic) throws Exception {
        List<String> properties = new ArrayList<>();
        new ObjectMapper()
                .readTree(TopicSchemas.text(topic.topicName()))
                .get("properties")
                .fieldNames()
                .forEachRemaining(properties::add);
        assertThat(topic.fields()).containsExactlyInAnyOrderElementsOf(properties);
        assertThat(topic.fields()).hasSizeLessThan(64);
    }

    private static Decoded product(String json) {
        return Decoded.of(
                Topic.CATALOG_PRODUCTS.newDecoder(RecordLimits.DEFAULT),
                Topic.CATALOG_PRODUCTS,
                0,
                0,
                0,
                0,
                null,
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> known(Decoded decoded) {
        List<String> fields = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            if ((decoded.fields() >> bit & 1) == 1) {
                fields.add(decoded.topic().fields().get(bit));
            }
        }
        return fields;
    }

    @Test
    void aFieldIsSeenIfItHasAValueAndOnlyAtTheTop() {
        Decoded decoded =
                product(
                        "{'title':'t','product_id':'p','category':'c','price':null,'colour':'x',"
                                + "'attributes':{'brand':'y'},'extra':{'title':[1]},'none':null}");
        assertThat(decoded.error()).isNull();
        assertThat(known(decoded))
                .containsExactlyInAnyOrder("product_id", "title", "category", "attributes");
        assertThat(decoded.unknown()).containsExactly("colour", "extra");
    }

    @Test
    void namesOfStrangersAreFewShortAndPlain() {
        StringBuilder json = new StringBuilder("{'product_id':'p','title':'t','category':'c'");
        json.append(",'").append("n".repeat(200)).append("':1,'tab\\t\u00e4':1");
        for (int i = 0; i < 100; i++) {
            json.append(",'x").append(i).append("':1");
        }
        Decoded decoded = product(json + "}");
        assertThat(decoded.error()).isNull();
        assertThat(decoded.unknown()).hasSize(16).contains("n".repeat(64), "tab??", "x0");
    }

    @Test
    void ofManyNamesTheSameAreKeptInWhateverOrderTheyCome() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            names.add("f" + i % 250);
        }
        List<TreeMap<String, Long>> kept = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(names, new Random(seed));
            TreeMap<String, Long> counts = new TreeMap<>();
            names.forEach(name -> FieldNames.add(counts, name, 1));
            kept.add(counts);
        }
        assertThat(kept.get(0)).hasSize(FieldNames.MOST).containsValues(2L);
        assertThat(kept.get(0).values()).containsOnly(2L);
        assertThat(kept).containsOnly(kept.get(0));
    }

    @Test
    void aFieldThatStandsTwiceIsOne() {
        Decoded decoded =
                product("{'product_id':'p','title':'t','category':'c','extra':1,'extra':2}");
        assertThat(decoded.unknown()).containsExactly("extra");
    }
}
