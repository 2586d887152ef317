package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.JobOptions;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.FaultRates;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedStack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts and alerts of a replay, judged by programs that know nothing of the job. */
class DemandIT {
    private static final int PARALLELISM = 2;

    @TempDir static Path folder;
    private static Path events;
    private static Path exported;

    @BeforeAll
    static void replay() throws Exception {
        events = folder.resolve("events");
        exported = folder.resolve("exported");
        // What comes late is not learnt, and the oracle does not know what was late.
        FaultRates punctual = new FaultRates(0.005, 0.02, 0, 0.001, false, true);
        EventFiles.write(ShopConfig.of(125, 400, 30, 5).withFaults(punctual), events);
        try (EmbeddedStack stack =
                EmbeddedStack.start(
                        EmbeddedStack.Settings.in(folder.resolve("stack"), PARALLELISM))) {
            Replay replay =
                    new Replay(
                            stack,
                            Map.of(JobOptions.PARALLELISM.key(), Integer.toString(PARALLELISM)));
            replay.run(events);
            replay.export(exported);
        }
    }

    @Test
    void forecastsAddUpAndTheirAccuracyIsWhatTheEventsSay() throws Exception {
        ForecastOracle.Result result = ForecastOracle.judge(events, exported);

        assertThat(result.checks().isEqual()).as(result.toString()).isTrue();
    }

    @Test
    void stockOutsAreForeseenBetterThanByTheShopsOwnReorderPoint() throws Exception {
        StockOracle.Result result = StockOracle.judge(events, exported);
        StockOracle.Score job = result.stream();

        assertThat(job.recall()).as(result.toString()).isGreaterThan(0.6);
        assertThat(job.perStockOut()).isLessThan(6);
    }
}
