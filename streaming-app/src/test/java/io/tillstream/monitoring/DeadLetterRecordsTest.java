package io.tillstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.DeadLetter;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {
    private static OutputRecord recordOf(byte[] value) {
        return new DeadLetterRecords(100)
                .map(
                        new DeadLetter(
                                "pos.sales", 3, 42, 0, value, "MALFORMED", "no JSON", "decode"));
    }

    @Test
    void keepsTheOriginalBytesAndTellsTheirPlaceAndReason() {
        byte[] value = new byte[100];
        OutputRecord record = recordOf(value);

        assertThat(record.topic()).isEqualTo("retail.dead-letters");
        assertThat(record.key()).isEqualTo("pos.sales");
        assertThat(record.value()).isSameAs(value);
        assertThat(record.headers())
                .containsOnlyKeys(
                        "source.topic",
                        "source.partition",
                        "source.offset",
                        "error.class",
                        "error.message",
                        "error.stage",
                        "error.time")
                .containsEntry("source.offset", "42")
                .containsEntry("error.time", "1970-01-01T00:00:00Z");
    }

    @Test
    void cutsWhatTheTopicWouldNotTakeAndTellsSo() {
        OutputRecord record = recordOf(new byte[101]);

        assertThat(record.value()).hasSize(100);
        assertThat(record.headers()).containsEntry("value.cut-from", "101");
    }

    @Test
    void aRecordWithoutAValueHasNone() {
        assertThat(recordOf(null).value()).isNull();
    }
}
