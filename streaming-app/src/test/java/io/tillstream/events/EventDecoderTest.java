package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.InvalidRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static final String SALE =
            "{\"sale_id\":\"s1\",\"store_id\":\"st\",\"customer_id\":\"c\",\"occurred_at\":"
                    + "\"2026-03-01T10:15:30.250Z\",\"currency\":\"EUR\",\"lines\":[{\"product_id\":"
                    + "\"p\",\"quantity\":3,\"unit_price\":19.9,\"discount\":0.05},{\"product_id\":"
                    + "\"q\",\"quantity\":1,\"unit_price\":1e1}],\"unknown\":{\"a\":[1,2]}}";

    private static InputEvent decode(Topic topic, String json) throws InvalidRecord {
        return topic.newDecoder(RecordLimits.DEFAULT)
                .decode(null, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAReceiptExactly() throws InvalidRecord {
        Transaction sale = (Transaction) decode(Topic.POS_SALES, SALE);

        assertThat(sale.id()).isEqualTo("s1");
        assertThat(sale.returned()).isFalse();
        assertThat(sale.occurredAt()).isEqualTo(1_772_360_130_250L);
        assertThat(sale.lines())
                .isEqualTo(List.of(new Line("p", 3, 199_000, 500), new Line("q", 1, 100_000, 0)));
        assertThat(sale.net()).isEqualTo(3 * 199_000 - 500 + 100_000);
    }

    @Test
    void takesNullForMissing() throws InvalidRecord {
        Transaction sale = (Transaction) decode(Topic.POS_SALES, SALE.replace("\"c\"", "null"));

        assertThat(sale.customerId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"sale_id\":\"s1\",;;MISSING_FIELD",
                "\"sale_id\":\"s1\";\"sale_id\":\"\";OUT_OF_RANGE",
                "\"sale_id\":\"s1\";\"sale_id\":\"a\\u0000b\";OUT_OF_RANGE",
                "\"sale_id\":\"s1\";\"sale_id\":\"a\\ud800b\";OUT_OF_RANGE",
                "\"sale_id\":\"s1\";\"sale_id\":7;WRONG_TYPE",
                "\"quantity\":3;\"quantity\":-3;OUT_OF_RANGE",
                "\"quantity\":3;\"quantity\":0;OUT_OF_RANGE",
                "\"quantity\":3;\"quantity\":1.5;WRONG_TYPE",
                "\"quantity\":3;\"quantity\":99999999999999999999;OUT_OF_RANGE",
                "19.9;19.99999;OUT_OF_RANGE",
                "19.9;-1;OUT_OF_RANGE",
                "19.9;1e999999999;OUT_OF_RANGE",
                "19.9;\"19.9\";WRONG_TYPE",
                "2026-03-01T10:15:30.250Z;2026-02-30T10:15:30Z;WRONG_TYPE",
                "2026-03-01T10:15:30.250Z;yesterday;WRONG_TYPE",
                "\"customer_id\":\"c\";\"type\":\"gift\";OUT_OF_RANGE",
                "[1,2];[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]];MALFORMED",
                "[1,2]}};[1,2];MALFORMED",
            })
    void refusesWhatBreaksTheContract(String good, String bad, Kind kind) {
        String json = SALE.replace(good, bad == null ? "" : bad);

        assertThat(json).isNotEqualTo(SALE);
        assertThatThrownBy(() -> decode(Topic.POS_SALES, json))
                .isInstanceOfSatisfying(
                        InvalidRecord.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void refusesMoreThanOneValueAndMoreThanTheBound() {
        assertThatThrownBy(() -> decode(Topic.POS_SALES, SALE + SALE))
                .hasMessageContaining("more than one");
        assertThatThrownBy(() -> decode(Topic.POS_SALES, " ".repeat(1 << 20) + SALE))
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> decode(Topic.POS_SALES, "{\"a\": [1"))
                .hasMessage("Unexpected end-of-input: expected close marker for Array");
        assertThatThrownBy(() -> decode(Topic.POS_SALES, "{\"a\": " + "[".repeat(20)))
                .hasMessage("Document nesting depth (17) exceeds the maximum allowed (16)");
        assertThatThrownBy(() -> decode(Topic.POS_SALES, "")).hasMessageContaining("object");
        assertThatThrownBy(() -> decode(Topic.POS_SALES, "[]")).hasMessageContaining("object");
    }

    @Test
    void knowsAnOrderByItsOrderIdAndEveryEventByItsEventId() throws InvalidRecord {
        String order =
                "{\"event_id\":\"e1\",\"type\":\"order\",\"session_id\":\"s\",\"occurred_at\":"
                        + "\"2026-03-01T10:15:30Z\",\"order_id\":\"o\",\"lines\":[{\"product_id\":"
                        + "\"p\",\"quantity\":1,\"unit_price\":1}]}";
        Transaction first = (Transaction) decode(Topic.ECOM_EVENTS, order);
        Transaction again = (Transaction) decode(Topic.ECOM_EVENTS, order.replace("e1", "e2"));
        Transaction back =
                (Transaction) decode(Topic.ECOM_EVENTS, order.replace("\"order\"", "\"return\""));

        assertThat(again.orderHash()).isEqualTo(first.orderHash());
        assertThat(again.idHash()).isNotEqualTo(first.idHash());
        assertThat(back.idHash()).isEqualTo(first.idHash());
        assertThat(back.orderHash()).isEqualTo(Transaction.NO_ORDER);
    }

    private static final String SEARCH =
            "{\"event_id\":\"e1\",\"type\":\"search\",\"session_id\":\"s\",\"occurred_at\":"
                    + "\"2026-03-01T10:15:30Z\",\"query\":QUERY}";

    @ParameterizedTest
    @ValueSource(strings = {"linen dress", "", "👗🔥", "فستان أحمر", " ootd "})
    void readsASearchAsItWasTyped(String query) throws InvalidRecord {
        Search search =
                (Search) decode(Topic.ECOM_EVENTS, SEARCH.replace("QUERY", '"' + query + '"'));

        assertThat(search.query()).isEqualTo(query);
        assertThat(search.sessionId()).isEqualTo("s");
        assertThat(search.idHash()).isEqualTo(IdHash.of(Topic.ECOM_EVENTS.ordinal(), "e1"));
    }

    @ParameterizedTest
    @CsvSource({"null, MISSING_FIELD", "7, WRONG_TYPE", "'\"a\\u0000b\"', OUT_OF_RANGE"})
    void refusesASearchWithoutAProperQuery(String query, Kind kind) {
        assertThatThrownBy(() -> decode(Topic.ECOM_EVENTS, SEARCH.replace("QUERY", query)))
                .isInstanceOfSatisfying(
                        InvalidRecord.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void boundsAQueryAsATextOfAPost() throws InvalidRecord {
        int most = RecordLimits.DEFAULT.maxTextLength();
        String longest = SEARCH.replace("QUERY", '"' + "a".repeat(most) + '"');

        assertThat(((Search) decode(Topic.ECOM_EVENTS, longest)).query()).hasSize(Search.MOST_READ);
        assertThatThrownBy(() -> decode(Topic.ECOM_EVENTS, longest.replaceFirst("aaa", "aaaa")))
                .hasMessageContaining("query has 20001 characters");
    }

    @Test
    void cutsNoCharacterInTwo() throws InvalidRecord {
        String typed = "a".repeat(Search.MOST_READ - 1);
        String search = SEARCH.replace("QUERY", '"' + typed + "👗👗" + '"');

        assertThat(((Search) decode(Topic.ECOM_EVENTS, search)).query()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"linen\"", "7", "{\"utm\":[\"x\",{}]}", "[[]]", "\"a\\u0000b\""})
    void aQueryOfAnotherEventMeansNothing(String query) throws InvalidRecord {
        String view =
                SEARCH.replace("QUERY", query + ",\"product_id\":\"p\"").replace("search", "view");

        assertThat(((Interaction) decode(Topic.ECOM_EVENTS, view)).productId()).isEqualTo("p");
    }

    @Test
    void removesAProductByItsKeyAlone() throws InvalidRecord {
        Product removed =
                (Product)
                        Topic.CATALOG_PRODUCTS
                                .newDecoder(RecordLimits.DEFAULT)
                                .decode("p".getBytes(StandardCharsets.UTF_8), null);

        assertThat(removed.removed()).isTrue();
        assertThat(removed.productId()).isEqualTo("p");
    }

    @Test
    void neverThrowsAnythingElseWhateverItIsFed() {
        Random random = new Random(5);
        byte[] good = SALE.getBytes(StandardCharsets.UTF_8);
        for (Topic topic : Topic.values()) {
            EventDecoder decoder = topic.newDecoder(RecordLimits.DEFAULT);
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length) + 1);
                for (int n = random.nextInt(4); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                Decoded decoded =
                        Decoded.of(decoder, topic, 0, i, 1_772_360_130_250L, 1_000, null, bytes);
                assertThat(decoded.event() == null).isEqualTo(decoded.error() != null);
                if (decoded.error() != null) {
                    assertThat(decoded.error()).hasMessageNotContaining("cannot be decoded");
                }
            }
        }
    }

    @Test
    void refusesAnEventFromTheFuture() {
        Decoded decoded =
                Decoded.of(
                        Topic.POS_SALES.newDecoder(RecordLimits.DEFAULT),
                        Topic.POS_SALES,
                        0,
                        0,
                        1_772_360_130_250L - 60_001,
                        60_000,
                        null,
                        SALE.getBytes(StandardCharsets.UTF_8));

        assertThat(decoded.error().kind()).isEqualTo(Kind.IMPLAUSIBLE_TIME);
    }

    @Test
    void aRemovalHasNoFieldsOfTheRecordBeforeIt() {
        EventDecoder decoder = Topic.CATALOG_PRODUCTS.newDecoder(RecordLimits.DEFAULT);
        byte[] key = "p".getBytes(StandardCharsets.UTF_8);
        byte[] value =
                "{\"product_id\":\"p\",\"title\":\"t\",\"category\":\"c\",\"weird\":1}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(Decoded.of(decoder, Topic.CATALOG_PRODUCTS, 0, 0, 0, 0, key, value).unknown())
                .containsExactly("weird");

        Decoded removal = Decoded.of(decoder, Topic.CATALOG_PRODUCTS, 0, 1, 0, 0, key, null);
        assertThat(removal.error()).isNull();
        assertThat(removal.fields()).isZero();
        assertThat(removal.unknown()).isEmpty();
    }
}
