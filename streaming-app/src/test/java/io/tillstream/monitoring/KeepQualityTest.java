package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.QualityCount;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.DataQualityRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepQualityTest {
    private OperatorRun<QualityCount, Void, DataQualityRow> quality;

    @BeforeEach
    void open() throws Exception {
        quality = MonitoringStories.quality().open(1);
    }

    @AfterEach
    void close() throws Exception {
        quality.close();
    }

    @Test
    void countsOfASourceAndDayAddUpByRule() throws Exception {
        quality.give(
                        new QualityCount("pos.sales", DAY, 10, 0, 1, 2),
                        new QualityCount("pos.sales", DAY, 5, 3, 1, 0),
                        new QualityCount("pos.sales", DAY + 1, 7, 0, 0, 0))
                .flush();

        assertThat(quality.out())
                .extracting(
                        DataQualityRow::source,
                        DataQualityRow::rule,
                        DataQualityRow::windowEnd,
                        DataQualityRow::records,
                        DataQualityRow::violations)
                .containsExactlyInAnyOrder(
                        tuple("pos.sales", "duplicate", at(1, 0), 15L, 3L),
                        tuple("pos.sales", "late", at(1, 0), 15L, 2L),
                        tuple("pos.sales", "dead-letter", at(1, 0), 15L, 2L),
                        tuple("pos.sales", "duplicate", at(2, 0), 7L, 0L),
                        tuple("pos.sales", "late", at(2, 0), 7L, 0L),
                        tuple("pos.sales", "dead-letter", at(2, 0), 7L, 0L));
    }

    @Test
    void aRowThatSaysMoreHasAGreaterVersion() throws Exception {
        quality.give(new QualityCount("pos.sales", DAY, 10, 0, 0, 0)).flush();
        List<DataQualityRow> first = quality.out();
        // Duplicates are counted behind the intake, without records of their own.
        quality.give(new QualityCount("pos.sales", DAY, 0, 1, 0, 0)).flush();
        List<DataQualityRow> second = quality.out();

        assertThat(second.get(0).rule()).isEqualTo("duplicate");
        assertThat(second.get(0).version()).isGreaterThan(first.get(0).version());
    }

    @Test
    void aDayIsForgottenAfterTwiceTheRetention() throws Exception {
        long ttl = MonitoringStories.RETENTION.multipliedBy(2).toMillis();
        quality.give(new QualityCount("pos.sales", DAY, 10, 0, 0, 0)).restart(1);
        assertThat(quality.entries()).isEqualTo(1);

        quality.wallClockForTtl(ttl);
        for (int i = 1; i <= 20; i++) {
            quality.give(new QualityCount("pos.sales", DAY + i, 10, 0, 0, 0));
        }
        quality.give(new QualityCount("pos.sales", DAY, 1, 0, 0, 0)).checkpoint();
        assertThat(quality.out())
                .filteredOn(row -> row.windowEnd() == at(1, 0))
                .extracting(DataQualityRow::records)
                .containsOnly(1L);
        assertThat(quality.entries()).isEqualTo(21);
        assertThat(quality.timers()).isZero();
    }
}
