package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.monitoring.MonitoringStories.counted;
import static io.tillstream.monitoring.MonitoringStories.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.connect.OutputRecord;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Events;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.TopicSchemas;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Guard AT_MOST = new Guard("m/v", "error", Guard.Kind.AT_MOST, 0.5);

    static List<String> states(OperatorRun<Measurement, Void, ModelMetricRow> run)
            throws Exception {
        List<String> states = new ArrayList<>();
        for (OutputRecord record : run.out(WatchMetrics.ALERTS)) {
            JsonNode json = new ObjectMapper().readTree(record.value());
            states.add(json.get("state").asText() + " " + json.get("alert_id").asText());
        }
        return states;
    }

    @Test
    void anAlertOpensWithTheSecondWindowBeyondTheBoundAndEndsWithTheSecondWithin()
            throws Exception {
        try (var run = MonitoringStories.watch(AT_MOST).open(1)) {
            run.give(measured(0, 0.6), measured(1, 0.1), measured(2, 0.6));
            assertThat(run.out(WatchMetrics.ALERTS)).as("one window is chance").isEmpty();
            run.give(measured(3, 0.7));
            String id = "model|m/v|error|" + at(3, 0);
            assertThat(states(run)).containsExactly("opened " + id);
            run.give(measured(4, 0.1), measured(5, 0.9), measured(6, 0.1));
            assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
            run.give(measured(7, 0.1));
            assertThat(states(run)).containsExactly("resolved " + id);

            assertThat(run.out())
                    .extracting(ModelMetricRow::threshold, ModelMetricRow::breached)
                    .containsExactly(
                            tuple(0.5, true),
                            tuple(0.5, false),
                            tuple(0.5, true),
                            tuple(0.5, true),
                            tuple(0.5, false),
                            tuple(0.5, true),
                            tuple(0.5, false),
                            tuple(0.5, false));
        }
    }

    @Test
    void whatIsUsualIsLearntFromWindowsWithinBounds() throws Exception {
        Guard usual = new Guard("m/", "err.", Guard.Kind.AT_LEAST_OF_USUAL, 0.9);
        assertThat(usual.guards(measured(0, 1))).as("another metric").isFalse();
        Guard guard = new Guard("m/", "error", Guard.Kind.AT_LEAST_OF_USUAL, 0.9);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            for (int day = 0; day < 7; day++) {
                run.give(measured(day, 0.4));
            }
            run.give(measured(7, 0.37), measured(8, 0.2), measured(9, 0.2)).end();

            List<ModelMetricRow> rows = run.out();
            assertThat(rows.subList(0, 7))
                    .extracting(ModelMetricRow::threshold)
                    .containsOnlyNulls();
            assertThat(rows.get(7).threshold()).isEqualTo(0.9 * 0.4);
            assertThat(rows.get(7).breached()).isFalse();
            assertThat(rows.get(9).threshold()).as("bad days are not usual").isGreaterThan(0.35);
            assertThat(states(run)).hasSize(1);
        }
    }

    @Test
    void rowsSayWhatIsAimedAtWhereSomethingIs() throws Exception {
        try (var run = MonitoringStories.watch(AT_MOST.aimingAt(0.3)).open(1)) {
            run.give(measured(0, 0.4));
            assertThat(run.out())
                    .extracting(
                            ModelMetricRow::target,
                            ModelMetricRow::threshold,
                            ModelMetricRow::breached)
                    .containsExactly(tuple(0.3, 0.5, false));
        }
        try (var run = MonitoringStories.watch(AT_MOST).open(1)) {
            run.give(measured(0, 0.4));
            assertThat(run.out()).extracting(ModelMetricRow::target).containsOnlyNulls();
        }
    }

    @Test
    void theTargetOfAShareOfTheUsualIsKnownWhenTheUsualIs() throws Exception {
        Guard guard = new Guard("m/v", "error", Guard.Kind.AT_LEAST_OF_USUAL, 0.9).aimingAt(1.1);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            for (int day = 0; day < 8; day++) {
                run.give(measured(day, 0.5));
            }
            List<ModelMetricRow> rows = run.out();
            assertThat(rows.get(6).target()).isNull();
            assertThat(rows.get(7).target()).isEqualTo(1.1 * 0.5);
        }
    }

    /** By the guards of the job, with nothing set. */
    @Test
    void aModelThatIsSlowOpensAnAlertThatAQuickerVersionEnds() throws Exception {
        try (var run = MonitoringStories.watch(guards()).open(1)) {
            run.give(took("two-tower", "1", 0, 250, 100), took("two-tower", "1", 1, 250, 19));
            run.give(took("style-encoder", "1", 1, 250, 100));
            run.give(took("two-tower", "1", 2, 199, 100), took("two-tower", "1", 3, 201, 100));
            assertThat(run.out(WatchMetrics.ALERTS))
                    .as("of few batches, or one window, it is chance")
                    .isEmpty();
            run.give(took("two-tower", "1", 4, 201, 100));
            assertThat(states(run))
                    .containsExactly("opened model|models/two-tower|inference_ms.p99|" + at(4, 0));
            run.give(took("two-tower", "1", 5, 250, 100), took("two-tower", "2", 6, 20, 100));
            assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
            run.give(took("two-tower", "2", 7, 20, 100));
            JsonNode resolved =
                    new ObjectMapper().readTree(run.out(WatchMetrics.ALERTS).get(0).value());
            assertThat(resolved.get("state").asText()).isEqualTo("resolved");
            assertThat(resolved.get("reason").asText()).isEqualTo("two-tower/2");
            assertThat(run.out())
                    .extracting(ModelMetricRow::threshold, ModelMetricRow::target)
                    .containsOnlyOnce(tuple(null, 100.0))
                    .contains(tuple(200.0, 100.0));
        }
    }

    private static Measurement took(
            String model, String version, int day, double millis, long batches) {
        return Measurement.of(
                new ModelMetricRow(
                        model,
                        version,
                        "inference_ms.p99",
                        at(day, 0),
                        millis,
                        null,
                        false,
                        day,
                        batches));
    }

    /** One large error among small ones is in the one, errors on quiet days in the other. */
    @Test
    void forecastsAreGuardedByBothErrorsOfAWeek() throws Exception {
        for (String error : List.of("wape-week.total.units.h7", "mape-week.total.revenue.h1")) {
            try (var run = MonitoringStories.watch(guards()).open(1)) {
                run.give(missed(error, 0, 0.3), missed(error, 7, 0.25), missed(error, 14, 0.26));
                assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
                run.give(missed(error, 21, 0.26));
                assertThat(states(run)).as(error).hasSize(1);
                assertThat(run.out())
                        .extracting(ModelMetricRow::threshold, ModelMetricRow::target)
                        .containsOnly(tuple(0.25, 0.15));
            }
        }
        try (var run = MonitoringStories.watch(guards()).open(1)) {
            run.give(missed("mape.total.units.h7", 0, 9), missed("mape.total.units.h7", 1, 9));
            assertThat(run.out()).extracting(ModelMetricRow::threshold).containsOnlyNulls();
        }
    }

    private static Measurement missed(String metric, int day, double error) {
        return Measurement.of(
                new ModelMetricRow("demand", "v", metric, at(day, 0), error, null, false, day));
    }

    private static Guard[] guards() {
        return MonitoringPipeline.guards(MonitoringStories.nothingSet()).toArray(Guard[]::new);
    }

    @Test
    void targetsAreTheUsualOnesButForThoseThatAreSet() {
        Targets targets = new Targets(Map.of("psi", "0.05"));
        assertThat(targets.of(Targets.PSI)).isEqualTo(0.05);
        assertThat(targets.of(Targets.LATENCY)).isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Targets(Map.of("mood", "1")))
                .withMessageContaining("mood is none of [age_hours, hr@10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Targets(Map.of("ks", "low")))
                .withMessage("monitoring.targets: ks is no number: low");
        for (String value : List.of("NaN", "-1", "1e999")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Targets(Map.of("ks", value)))
                    .withMessage("monitoring.targets: ks must be 0 or more: " + value);
        }
    }

    @Test
    void whatHasLastedForFourWeeksIsUsual() throws Exception {
        Guard guard = new Guard("m/v", "error", Guard.Kind.AT_LEAST_OF_USUAL, 0.9);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            for (int day = 0; day < 120; day++) {
                run.give(measured(day, day < 10 ? 0.4 : 0.3));
            }
            assertThat(states(run))
                    .extracting(state -> state.substring(0, state.indexOf(' ')))
                    .containsExactly("opened", "resolved");
        }
    }

    @Test
    void whatNobodyGuardsGoesByAndAnOlderWindowIsJudgedButChangesNothing() throws Exception {
        try (var run = MonitoringStories.watch(AT_MOST).open(1)) {
            run.give(measured(5, 0.6), measured(4, 0.6), measured(5, 0.6));
            assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
        }
        try (var run = MonitoringStories.watch().open(1)) {
            run.give(measured(5, 9), measured(6, 9));
            assertThat(run.out()).extracting(ModelMetricRow::threshold).containsOnlyNulls();
            assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
        }
    }

    @Test
    void whatIsOfTooFewObservationsIsNotJudged() throws Exception {
        Guard guard = AT_MOST.ofAtLeast(200);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            for (int day = 0; day < 6; day++) {
                long samples = day < 4 ? 199 : 200;
                run.give(
                        Measurement.of(
                                new ModelMetricRow(
                                        "m",
                                        "v",
                                        "error",
                                        at(day, 0),
                                        9,
                                        null,
                                        false,
                                        day,
                                        samples)));
            }
            assertThat(run.out())
                    .extracting(ModelMetricRow::threshold, ModelMetricRow::samples)
                    .startsWith(tuple(null, 199L))
                    .endsWith(tuple(0.5, 200L));
            assertThat(states(run)).containsExactly("opened model|m/v|error|" + at(5, 0));
        }
    }

    @Test
    void anAlertMayEndFarWithinItsThresholdOnly() throws Exception {
        Guard guard = AT_MOST.atOnce().endsAt(0.4);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            run.give(measured(0, 0.6), measured(1, 0.4), measured(2, 0.21), measured(3, 0.6));
            assertThat(states(run)).hasSize(1);
            run.give(measured(4, 0.19));
            assertThat(states(run)).containsExactly("resolved model|m/v|error|" + at(0, 0));
        }
    }

    @Test
    void aThresholdThatAValueBringsAlongHoldsIfItIsTheGreater() throws Exception {
        try (var run = MonitoringStories.watch(AT_MOST).open(1)) {
            for (double own : new double[] {0.8, 0.3}) {
                run.give(
                        Measurement.of(
                                new ModelMetricRow(
                                        "m",
                                        "v",
                                        "error",
                                        at((int) (10 * own), 0),
                                        0.7,
                                        own,
                                        false,
                                        1)));
            }
            assertThat(run.out())
                    .extracting(ModelMetricRow::threshold, ModelMetricRow::breached)
                    .containsExactly(tuple(0.8, false), tuple(0.5, true));
        }
    }

    /** Whatever was heard of it later: the same in each run. */
    @Test
    void aFeedIsAsOldAsItsNewestEventWhenADayOfAnyFeedCloses() throws Exception {
        try (var run = MonitoringStories.closing().open(1)) {
            run.give(newest("pos.sales", at(0, 20)), newest("social.posts", at(0, 12)));
            run.give(newest("pos.sales", at(0, 18)), newest("pos.sales", at(1, 6)));
            run.watermark(Events.closing(0));
            assertThat(ages(run)).containsExactly("pos.sales 4.0", "social.posts 12.0");
            run.give(newest("social.posts", at(0, 23)), counted(1, "late", 1, 0));
            run.watermark(Events.closing(1));
            assertThat(ages(run)).containsExactly("pos.sales 18.0", "social.posts 36.0");
            run.watermark(Events.closing(4));
            assertThat(ages(run)).as("the shop was closed").isEmpty();
            run.give(newest("pos.sales", at(5, 23))).watermark(Events.closing(5));
            assertThat(ages(run)).containsExactly("pos.sales 1.0", "social.posts 132.0");
            run.give(newest("pos.sales", at(6, 23)));
            run.give(QualityInput.of(new WorldTime(at(6, 23), true))).end();
            assertThat(ages(run)).as("the last day is not over").isEmpty();
        }
    }

    @Test
    void twoBadRecordsOfAFewAreChanceAndThreeAreNot() throws Exception {
        Guard guard = new Guard("pos.sales", "late", Guard.Kind.AT_MOST, 0.01).beyondChance(2);
        try (var run = MonitoringStories.watch(guard).open(1)) {
            run.give(share(0, 50, 2), share(1, 50, 2), share(2, 5_000, 3), share(3, 5_000, 49));
            assertThat(run.out(WatchMetrics.ALERTS)).isEmpty();
            run.give(share(4, 50, 3), share(5, 3, 3));
            assertThat(run.out(WatchMetrics.ALERTS)).hasSize(1);
        }
    }

    private static Measurement share(int day, long records, long bad) {
        return Measurement.share("pos.sales", "late", at(day + 1, 0), records, bad, null);
    }

    @Test
    void aSilentDayIsJudgedSinceTheWorldTellsThatItIsOver() throws Exception {
        try (var run = MonitoringStories.feeds().open(1)) {
            for (int day = 0; day < 24; day++) {
                run.give(FeedInput.of(FeedBookTest.count(day, 100, List.of("sale_id"))));
                run.give(MonitoringStories.world(day)).watermark(Events.closing(day));
            }
            run.out();
            run.out(KeepFeeds.MEASURED);
            run.give(MonitoringStories.world(24)).watermark(Events.closing(24));
            assertThat(run.out())
                    .extracting(row -> row.rule() + " " + row.violations() + "/" + row.records())
                    .containsExactly("volume 24/24");
            assertThat(run.out(KeepFeeds.MEASURED))
                    .extracting(Measurement::reason)
                    .containsExactly("all day: 0 of 100");
            run.give(FeedInput.of(FeedBookTest.count(25, 100, List.of("sale_id", "currency"))));
            run.give(FeedInput.of("pos.sales", new WorldTime(at(25, 11), true))).end();
            assertThat(run.out()).as("the last day is not over").isEmpty();
        }
    }

    private static QualityInput newest(String source, long time) {
        return QualityInput.of(new NewestEvent(source, time));
    }

    private static List<String> ages(OperatorRun<QualityInput, Void, Measurement> run) {
        return run.out().stream()
                .filter(age -> age.kind().equals("freshness"))
                .map(age -> age.row().modelVersion() + " " + age.value())
                .toList();
    }

    @Test
    void alertsKeepToTheirSchema() throws Exception {
        try (var run = MonitoringStories.watch(AT_MOST).open(1)) {
            run.give(measured(0, 0.6), measured(1, 0.6));
            OutputRecord record = run.out(WatchMetrics.ALERTS).get(0);
            JsonNode alert = new ObjectMapper().readTree(record.value());
            JsonNode schema = new ObjectMapper().readTree(TopicSchemas.text(record.topic()));
            for (JsonNode required : schema.get("required")) {
                assertThat(alert.has(required.asText())).as(required.asText()).isTrue();
            }
            for (String name : List.of("kind", "state")) {
                assertThat(schema.at("/properties/" + name + "/enum")).contains(alert.get(name));
            }
            assertThat(record.key()).isEqualTo(alert.get("metric").asText());
            assertThat(alert.has("reason")).isFalse();
        }
    }

    @Test
    void sharesOfADayAreToldWhenLateRecordsHaveHadTheirDay() throws Exception {
        try (var run = MonitoringStories.closing().open(1)) {
            run.give(counted(0, "late", 100, 1), counted(0, "late", 200, 10));
            run.watermark(Events.closing(0));
            assertThat(run.out()).isEmpty();
            run.give(counted(1, "late", 50, 50)).watermark(Events.closing(1));
            assertThat(run.out())
                    .extracting(Measurement::source, Measurement::metric, Measurement::value)
                    .containsExactly(tuple("pos.sales", "late", 0.05));
            run.give(QualityInput.of(new WorldTime(at(2, 3), true))).end();
            assertThat(run.out()).as("the day after is not over").isEmpty();
        }
    }

    /** Beside a count of everybody on each day. */
    @Test
    void stabilityIsTheShareOfCustomersInTheSegmentOf30DaysBefore() throws Exception {
        Random random = new Random(3);
        int days = 90;
        String[][] segments = new String[40][days];
        List<ModelMetricRow> told;
        try (var compare = MonitoringStories.segments().open(1);
                var sum = MonitoringStories.stability().open(1)) {
            for (int day = 0; day < days; day++) {
                for (int c = 0; c < 40; c++) {
                    segments[c][day] = day == 0 ? null : segments[c][day - 1];
                    if (day >= c && random.nextInt(25) == 0) {
                        segments[c][day] = "s" + random.nextInt(3);
                        compare.give(new CustomerSegment("c" + c, segments[c][day], at(day, 0)));
                    }
                }
                for (StabilityStep step : compare.out()) {
                    sum.give(step);
                }
                sum.give(StabilityStep.of(new WorldTime(at(day, 0) - 1, false)));
                sum.watermark(Events.closing(day - 1));
            }
            told = sum.out();
        }
        Map<Long, Double> expected = new HashMap<>();
        for (int day = SegmentDays.SPAN; day < days; day++) {
            int stable = 0;
            int compared = 0;
            for (String[] of : segments) {
                String before = of[day - SegmentDays.SPAN];
                compared += before == null ? 0 : 1;
                stable += before != null && before.equals(of[day]) ? 1 : 0;
            }
            if (compared > 0) {
                expected.put(DAY + day, (double) stable / compared);
            }
        }
        Map<Long, Double> got = new HashMap<>();
        told.forEach(row -> got.put(row.version(), row.value()));
        assertThat(got).isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(40);
    }
}
