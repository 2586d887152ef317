package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicSchemasTest {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String LINES =
            "'lines':[{'product_id':'p','quantity':2,'unit_price':19.9,'discount':0.0001}]";

    /** A record of each topic that satisfies its schema. */
    private static final Map<String, String> GOOD =
            Map.ofEntries(
                    good(
                            "pos.sales",
                            "{'sale_id':'1','type':'return','store_id':'s','customer_id':null,"
                                    + "'occurred_at':'2026-03-01T10:15:30.250Z','new':{},"
                                    + LINES
                                    + "}"),
                    good(
                            "ecom.events",
                            "{'event_id':'1','type':'order','session_id':'x','order_id':'o',"
                                    + "'occurred_at':'2026-03-01T10:15:30Z',"
                                    + LINES
                                    + "}"),
                    good(
                            "social.posts",
                            "{'post_id':'1','platform':'x','author_id':'a','text':'',"
                                    + "'occurred_at':'2026-03-01T10:15:30Z','hashtags':['a'],"
                                    + "'image_uri':'data:image/png;base64,AA==','likes':0}"),
                    good(
                            "catalog.products",
                            "{'product_id':'p','title':'t','category':'c','price':0,"
                                    + "'attributes':{'colour':'red'},'active':false}"),
                    good(
                            "inventory.levels",
                            "{'store_id':'s','product_id':'p','on_hand':-3,"
                                    + "'occurred_at':'2026-03-01T10:15:30+01:00'}"),
                    good("calendar.days", "{'date':'2026-12-25','country':'DE','holiday':null}"),
                    good(
                            "retail.segments",
                            "{'customer_id':'c','segment':'Cannot Lose','previous_segment':null,"
                                    + "'valid_from':'2026-03-02T00:00:00Z','r_score':1,"
                                    + "'f_score':5,'m_score':4}"),
                    good(
                            "retail.recommendations",
                            "{'recommendation_id':'r','customer_id':'c',"
                                    + "'generated_at':'2026-03-02T00:00:00Z',"
                                    + "'emitted_at':'2026-03-02T00:00:00.001Z',"
                                    + "'trigger_event_id':'e','model_version':'1','variant':'a',"
                                    + "'items':[{'product_id':'p','score':0.5,'rank':1,"
                                    + "'reason':'viewed'}]}"),
                    good(
                            "retail.alerts.low-stock",
                            "{'alert_id':'a','state':'opened','store_id':'s','product_id':'p',"
                                    + "'on_hand':1,'on_order':null,"
                                    + "'expected_demand_lead_time':3.5,"
                                    + "'stockout_probability':0.9,'expected_stockout_at':null,"
                                    + "'suggested_order_quantity':10,"
                                    + "'days_of_cover':1.5,'reorder_point':null,"
                                    + "'raised_at':'2026-03-02T00:00:00Z'}"),
                    good(
                            "retail.alerts.trend",
                            "{'alert_id':'a','state':'ended','subject_type':'tag','subject':'x',"
                                    + "'score':3,'lift':2.5,'window':'PT6H',"
                                    + "'sample_post_ids':['1'],'matching_product_ids':[],"
                                    + "'signals':[{'signal':'views','score':5,'lift':2,"
                                    + "'moved_at':'2026-03-02T00:00:00Z'},"
                                    + "{'signal':'sales','moved_at':null},"
                                    + "{'signal':'searches','moved_at':null}],"
                                    + "'first_signal':'views',"
                                    + "'regions':[{'region':'Lima','share':0.5,'lift':4}],"
                                    + "'raised_at':'2026-03-02T00:00:00Z'}"),
                    good(
                            "retail.alerts.operations",
                            "{'alert_id':'a','state':'resolved','kind':'freshness','metric':'lag',"
                                    + "'source':'pos.sales','value':1,'threshold':2,"
                                    + "'window_end':'2026-03-02T00:00:00Z',"
                                    + "'raised_at':'2026-03-02T00:00:00Z'}"),
                    good(
                            "retail.forecasts",
                            "{'level':'total','id':'all','issued_on':'2026-03-01','unit':'units',"
                                    + "'model':'m','days':[{'target_date':'2026-03-02','mean':1,"
                                    + "'p10':0,'p50':1,'p90':2.5}]}"),
                    good(
                            "retail.dead-letters",
                            "{'source.topic':'pos.sales','source.partition':'0',"
                                    + "'source.offset':'17','error.class':'WrongType',"
                                    + "'error.message':'','error.stage':'decode',"
                                    + "'error.time':'2026-03-02T00:00:00.5Z'}"));

    static Stream<String> topics() {
        return TopicSchemas.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everySchemaIsAValidSchemaOfItsDraft(String topic) throws JsonProcessingException {
        JsonSchema draft =
                FACTORY.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(draft.validate(TopicSchemas.text(topic), InputFormat.JSON)).isEmpty();
        JsonNode schema = MAPPER.readTree(TopicSchemas.text(topic));
        assertThat(schema.path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).endsWith("/" + topic + ".schema.json");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldIsDescribedAndEveryRequiredFieldIsDeclared(String topic)
            throws JsonProcessingException {
        JsonNode schema = MAPPER.readTree(TopicSchemas.text(topic));

        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(schema.path("properties").properties())
                .isNotEmpty()
                .allSatisfy(
                        field ->
                                assertThat(field.getValue().path("description").asText())
                                        .as(field.getKey())
                                        .isNotBlank());
        assertThat(schema.path("required"))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(schema.path("properties").has(name.asText())).isTrue());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aGoodRecordIsAccepted(String topic) {
        assertThat(errors(topic, GOOD.get(topic))).isEmpty();
    }

    @Test
    void aSalesAnomalyIsAnOperationsAlertThatSaysWhatWasExpected() {
        String anomaly =
                "{'alert_id':'a','state':'opened','kind':'sales_anomaly',"
                        + "'metric':'sales:category|shoes','source':'category|shoes',"
                        + "'value':0,'threshold':12.5,'expected':40,"
                        + "'window_end':'2026-03-02T00:00:00Z',"
                        + "'raised_at':'2026-03-02T00:00:00Z'}";

        assertThat(errors("retail.alerts.operations", anomaly.replace('\'', '"'))).isEmpty();
    }

    @Test
    void aRefusedModelIsAnOperationsAlertThatSaysWhy() {
        String refused =
                "{'alert_id':'model:two-tower/3@1','state':'opened','kind':'model_refused',"
                        + "'metric':'model:two-tower','source':'two-tower/3','value':1,"
                        + "'threshold':0,'reason':'model.pt is missing',"
                        + "'window_end':'2026-03-02T00:00:00Z',"
                        + "'raised_at':'2026-03-02T00:00:00Z'}";

        assertThat(errors("retail.alerts.operations", refused.replace('\'', '"'))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aRecordWithoutAnyOneRequiredFieldIsRefused(String topic) throws JsonProcessingException {
        JsonNode required = MAPPER.readTree(TopicSchemas.text(topic)).path("required");
        for (JsonNode name : required) {
            ObjectNode record = (ObjectNode) MAPPER.readTree(GOOD.get(topic));
            record.remove(name.asText());
            assertThat(errors(topic, record.toString())).as("without " + name).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    pos.sales           | /lines            | []
                    pos.sales           | /lines/0/quantity | 0
                    pos.sales           | /lines/0/quantity | 1.5
                    pos.sales           | /lines/0/unit_price | -1
                    pos.sales           | /lines/0/unit_price | 0.00001
                    pos.sales           | /lines/0/unit_price | "1"
                    pos.sales           | /lines/0/product_id | null
                    pos.sales           | /type             | "order"
                    pos.sales           | /sale_id          | ""
                    pos.sales           | /sale_id          | 7
                    pos.sales           | /occurred_at      | "2026-03-01"
                    pos.sales           | /occurred_at      | 1772360130
                    ecom.events         | /type             | "buy"
                    ecom.events         | /type             | "view"
                    ecom.events         | /type             | "review"
                    ecom.events         | /order_id         | null
                    ecom.events         | /rating           | 6
                    social.posts        | /likes            | -1
                    social.posts        | /image_uri        | "ftp://x"
                    social.posts        | /hashtags         | "a"
                    catalog.products    | /attributes       | {"size": 3}
                    catalog.products    | /pack_size        | 0
                    inventory.levels    | /on_hand          | 1.5
                    inventory.levels    | /on_order         | -1
                    calendar.days       | /date             | "25.12.2026"
                    retail.alerts.low-stock | /days_of_cover | 366
                    retail.alerts.low-stock | /reorder_point | 1.5
                    retail.alerts.operations | /kind         | "weather"
                    retail.alerts.operations | /expected     | "40"
                    retail.alerts.operations | /reason       | 7
                    retail.segments     | /segment          | "Best"
                    retail.segments     | /r_score          | 0
                    retail.segments     | /valid_from       | "2026-03-02T00:00:00+01:00"
                    retail.dead-letters | /source.offset    | "-1"
                    """)
    void aBadValueIsRefused(String topic, String pointer, String value)
            throws JsonProcessingException {
        JsonNode record = MAPPER.readTree(GOOD.get(topic));
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) record.at(pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), MAPPER.readTree(value));

        assertThat(errors(topic, record.toString())).isNotEmpty();
    }

    @Test
    void anUnknownTopicIsNamed() {
        assertThatThrownBy(() -> TopicSchemas.text("retail.nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retail.nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'query':'linen'|true",
                "'query':''|true",
                "'query':null|false",
                "'a':1|false"
            })
    void aSearchNeedsAQueryAndNoProduct(String field, boolean isGood) {
        String search =
                "{'event_id':'1','type':'search','session_id':'x',"
                        + "'occurred_at':'2026-03-01T10:15:30Z',"
                        + field
                        + "}";

        assertThat(errors("ecom.events", search.replace('\'', '"')).isEmpty()).isEqualTo(isGood);
    }

    private static Set<ValidationMessage> errors(String topic, String record) {
        return FACTORY.getSchema(TopicSchemas.text(topic)).validate(record, InputFormat.JSON);
    }

    private static Map.Entry<String, String> good(String topic, String record) {
        return Map.entry(topic, record.replace('\'', '"'));
    }
}
