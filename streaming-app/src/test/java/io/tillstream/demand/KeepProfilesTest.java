package io.tillstream.demand;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesProfileRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepProfilesTest {
    private static final int LAUNCHES = 100;

    /** The last day on which one of the launches is over. */
    private static final int LAST = LAUNCHES - 1 + LaunchCurve.DAYS - 1;

    private OperatorRun<ProfileInput, Void, Almanac> profiles;

    @BeforeEach
    void open() throws Exception {
        profiles = DemandStories.profiles().open(1);
    }

    @AfterEach
    void close() throws Exception {
        profiles.close();
    }

    private static List<Almanac> learnt(boolean dayByDay) throws Exception {
        try (OperatorRun<ProfileInput, Void, Almanac> run = DemandStories.profiles().open(1)) {
            for (int i = 0; i < LAUNCHES; i++) {
                run.give(DemandStories.launch(i));
                if (dayByDay) {
                    run.watermark(closing(i + LaunchCurve.DAYS - 1));
                }
            }
            run.watermark(closing(LAST + 7));
            return run.out();
        }
    }

    private void launchAll() throws Exception {
        for (int i = 0; i < LAUNCHES; i++) {
            profiles.give(DemandStories.launch(i));
        }
    }

    @Test
    void profilesDoNotHangOnHowTheWatermarkCame() throws Exception {
        assertThat(learnt(true))
                .hasSizeGreaterThan(3)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(learnt(false));
    }

    @Test
    void theyAreLearntOnSundays() throws Exception {
        assertThat(learnt(true))
                .extracting(almanac -> WeekProfile.weekdayOf(almanac.profiles().day()))
                .containsOnly(6);
    }

    @Test
    void theEndOfABoundedInputClosesNoWeekThatIsNotOver() throws Exception {
        launchAll();
        profiles.give(ProfileInput.of(new WorldTime(closing(LAST - 20), true))).end();

        assertThat(profiles.out())
                .isNotEmpty()
                .allSatisfy(
                        almanac ->
                                assertThat(almanac.profiles().day())
                                        .isLessThan(DAY + (long) LAST - 20));
    }

    @Test
    void tablesTellOfProfilesAndProducts() throws Exception {
        launchAll();
        profiles.watermark(closing(LAST + 7));

        List<SalesProfileRow> told = profiles.out(KeepProfiles.PROFILES);
        long last = told.get(told.size() - 1).learntOn();
        assertThat(told)
                .filteredOn(row -> row.learntOn() == last)
                .extracting(SalesProfileRow::profile)
                .startsWith(0, 1);
        assertThat(profiles.out(KeepProfiles.PRODUCTS))
                .filteredOn(row -> row.learntOn() == last)
                .allMatch(row -> row.basis().equals("sales") && row.silhouette() != null)
                .extracting(ProductSalesProfileRow::profile)
                .contains(0, 1);
        assertThat(profiles.out(KeepProfiles.METRICS))
                .extracting(ModelMetricRow::metric)
                .contains("silhouette", "silhouette-shuffled", "accuracy", "accuracy-majority");
    }

    @Test
    void whatWaitsIsGoneOnceItIsLearnt() throws Exception {
        launchAll();
        profiles.watermark(closing(LAST + 7));

        assertThat(profiles.timers()).isZero();
    }
}
