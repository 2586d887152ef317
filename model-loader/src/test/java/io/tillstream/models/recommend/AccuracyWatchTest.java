package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.models.recommend.AccuracyWatch.Day;
import io.tillstream.models.recommend.AccuracyWatch.Finding;
import io.tillstream.models.recommend.AccuracyWatch.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyWatchTest {
    private final AccuracyWatch watch = new AccuracyWatch(500, 0.1);

    private static List<Day> days(int count, double purchases, double hitRate, double popularity) {
        return Collections.nCopies(count, new Day(purchases, hitRate, popularity));
    }

    @Test
    void aFallBeyondToleranceAndChanceIsWorse() {
        Finding finding = watch.compare(days(7, 300, 0.30, 0.20), days(3, 300, 0.24, 0.20));

        assertThat(finding.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(finding.expected()).isCloseTo(0.30, within(1e-12));
        assertThat(finding.hitRate()).isCloseTo(0.24, within(1e-12));
    }

    @Test
    void daysThatAreHarderForEverybodyAreNotTheModelsFault() {
        assertThat(watch.compare(days(7, 300, 0.30, 0.20), days(3, 300, 0.24, 0.16)).outcome())
                .isEqualTo(Outcome.AS_GOOD);
    }

    @Test
    void aFallThatChanceMayBringIsNot() {
        // 0.26 of 510 purchases is 2.05 standard errors below 0.30, of 500 at 0.265 it is 1.7.
        assertThat(watch.compare(days(7, 300, 0.30, 0.20), days(1, 510, 0.259, 0.20)).outcome())
                .isEqualTo(Outcome.WORSE);
        assertThat(watch.compare(days(7, 300, 0.30, 0.20), days(1, 500, 0.265, 0.20)).outcome())
                .isEqualTo(Outcome.AS_GOOD);
    }

    @Test
    void aSmallFallIsToleratedHoweverSureItIs() {
        assertThat(watch.compare(days(7, 9e6, 0.30, 0.20), days(3, 9e6, 0.28, 0.20)).outcome())
                .isEqualTo(Outcome.AS_GOOD);
    }

    @Test
    void withoutEnoughPurchasesOnEitherSideItIsTooEarly() {
        assertThat(watch.compare(days(7, 300, 0.30, 0.20), days(1, 499, 0.01, 0.20)).outcome())
                .isEqualTo(Outcome.TOO_EARLY);
        assertThat(watch.compare(List.of(), days(3, 300, 0.01, 0.20)).outcome())
                .isEqualTo(Outcome.TOO_EARLY);
    }

    @Test
    void daysCountByTheirPurchases() {
        Finding finding =
                watch.compare(
                        List.of(new Day(900, 0.4, 0.2), new Day(100, 0.0, 0.0)),
                        days(1, 1000, 0.36, 0.18));

        assertThat(finding.expected()).isCloseTo(0.36, within(1e-12));
        assertThat(finding.outcome()).isEqualTo(Outcome.AS_GOOD);
    }
}
