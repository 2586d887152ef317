package io.tillstream.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordScanTest {
    private final RecordScan scan = new RecordScan();

    @ParameterizedTest
    @CsvSource({
        "POS_SALES, '{\"sale_id\":\"1\",\"store_id\":\"s\"}', s",
        "ECOM_EVENTS, '{\"session_id\":\"x\",\"customer_id\":\"c\"}', c",
        "ECOM_EVENTS, '{\"session_id\":\"x\"}', x",
        "ECOM_EVENTS, '{\"session_id\":\"x\",\"customer_id\":null}', x",
        "SOCIAL_POSTS, '{\"post_id\":\"p\"}', p",
        "CATALOG_PRODUCTS, '{\"attributes\":{\"product_id\":\"no\"},\"product_id\":\"p\"}', p",
        "INVENTORY_LEVELS, '{\"product_id\":\"p\",\"store_id\":\"s\"}', s|p",
        "CALENDAR_DAYS, '{\"date\":\"2026-03-01\",\"country\":\"DE\"}', DE|2026-03-01"
    })
    void keysFollowTheContract(Topic topic, String record, String key) {
        scan(topic, record);
        assertThat(new String(scan.key(), StandardCharsets.UTF_8)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"store_id\":", "{\"store_id\":7}", "7"})
    void brokenRecordsHaveNeitherKeyNorTime(String record) {
        scan(Topic.POS_SALES, record);
        assertThat(scan.key()).isNull();
        assertThat(scan.time()).isEqualTo(RecordScan.NO_TIME);
    }

    @Test
    void aKeyOfTwoPartsNeedsBoth() {
        scan(Topic.INVENTORY_LEVELS, "{\"store_id\":\"s\"}");
        assertThat(scan.key()).isNull();
    }

    @Test
    void timesAreReadWhereTheyAreTimes() {
        scan(Topic.POS_SALES, "{\"occurred_at\":\"2026-03-01T10:15:30.250Z\"}");
        assertThat(scan.time()).isEqualTo(Instant.parse("2026-03-01T10:15:30.250Z").toEpochMilli());
        scan(Topic.POS_SALES, "{\"store_id\":\"s\",\"occurred_at\":\"yesterday\"}");
        assertThat(scan.time()).isEqualTo(RecordScan.NO_TIME);
        assertThat(scan.key()).isNotNull();
    }

    @Test
    void nothingIsLeftOfTheRecordBefore() {
        scan(Topic.POS_SALES, "{\"store_id\":\"s\",\"occurred_at\":\"2026-03-01T10:15:30Z\"}");
        scan(Topic.POS_SALES, "{}");
        assertThat(scan.key()).isNull();
        assertThat(scan.time()).isEqualTo(RecordScan.NO_TIME);
    }

    private void scan(Topic topic, String record) {
        scan.scan(topic, record.getBytes(StandardCharsets.UTF_8));
    }
}
