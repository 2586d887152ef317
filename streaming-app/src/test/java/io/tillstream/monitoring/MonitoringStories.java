package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;

import io.tillstream.events.QualityCount;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.DataQualityRow;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class MonitoringStories {
    static final Duration RETENTION = Duration.ofDays(30);

    private MonitoringStories() {}

    static OperatorRun.Definition<QualityCount, Void, DataQualityRow> quality() {
        return OperatorRun.keyed(
                () -> new KeepQuality(RETENTION, 200),
                KeepQuality::key,
                Types.STRING,
                TypeInformation.of(DataQualityRow.class));
    }

    private static Story<QualityCount, Void, DataQualityRow> qualityStory() {
        return new Story<>(
                "data-quality",
                quality(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 30; i++) {
                        run.give(new QualityCount("pos.sales", DAY + i % 10, i, 3, 2, 1));
                    }
                },
                run -> {
                    run.give(new QualityCount("pos.sales", DAY + 4, 100, 0, 1, 0)).flush();
                    run.give(new QualityCount("pos.sales", DAY + 5, 1, 1, 1, 1)).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(qualityStory());
    }
}
