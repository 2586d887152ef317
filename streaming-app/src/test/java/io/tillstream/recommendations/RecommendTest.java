package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.recommendations.RecommendationStories.accuracy;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.example;
import static io.tillstream.recommendations.RecommendationStories.moment;
import static io.tillstream.recommendations.RecommendationStories.purchase;
import static io.tillstream.recommendations.RecommendationStories.ranker;
import static io.tillstream.recommendations.RecommendationStories.recommend;
import static io.tillstream.recommendations.RecommendationStories.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Told;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.RecommendationRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendTest {
    @Test
    void anEmissionGoesToTopicAndTableUnderOneId() throws Exception {
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run = recommend(false).open(1)) {
            run.give(moment("ada", "e1", at(0, 9), candidates("p1", "p2")));

            RecommendationRow row = run.out().get(0);
            assertThat(row.customerId()).isEqualTo("ada");
            assertThat(row.modelVersion()).isEqualTo("blend-0");
            assertThat(row.items())
                    .startsWith("[{\"product_id\":\"p1\",\"score\":")
                    .contains("\"rank\":1,\"reason\":\"popular now\"");
            var record = run.out(Recommend.RECORDS).get(0);
            assertThat(record.key()).isEqualTo("ada");
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .contains(row.recommendationId(), row.items(), "\"trigger_event_id\":\"e1\"");
        }
    }

    @Test
    void aSessionIsToldButHasNoRow() throws Exception {
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run = recommend(false).open(1)) {
            Moment of = moment("x", "e1", at(0, 9), candidates("p1"));
            run.give(
                    new Moment(
                            "session:s",
                            "e1",
                            of.time(),
                            of.triggeredAt(),
                            of.bought(),
                            of.again(),
                            of.catalogue(),
                            null,
                            of.candidates(),
                            null,
                            Moment.NO_CLOCK));

            assertThat(run.out()).isEmpty();
            assertThat(run.out(Recommend.RECORDS))
                    .extracting(record -> record.key())
                    .containsExactly("session:s");
        }
    }

    @Test
    void aPurchaseJudgesWhatStoodBeforeItAndNotWhatItBringsAbout() throws Exception {
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run = recommend(false).open(1)) {
            run.give(purchase("ada", "e0", at(0, 8), "p1"));
            assertThat(run.out(Recommend.VERDICTS)).as("nothing stood").isEmpty();
            run.give(moment("ada", "e1", at(0, 9), candidates("p1", "p2")));
            Moment bought = purchase("ada", "e2", at(0, 10), "p3");
            run.give(
                    new Moment(
                            bought.shopper(),
                            bought.eventId(),
                            bought.time(),
                            bought.triggeredAt(),
                            bought.bought(),
                            bought.again(),
                            bought.catalogue(),
                            null,
                            candidates("p3"),
                            null,
                            Moment.NO_CLOCK));

            Verdict verdict = run.out(Recommend.VERDICTS).get(0);
            assertThat(verdict.shown()).containsExactly("p1", "p2");
            assertThat(verdict.byTies()).containsExactly("p9");
        }
    }

    @Test
    void aDayIsJudgedBesideItsBaselines() throws Exception {
        List<Verdict> verdicts;
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run = recommend(false).open(1)) {
            run.give(moment("ada", "e1", at(0, 9), candidates("p1", "p2")));
            run.give(
                    purchase("ada", "e2", at(0, 10), "p2"), purchase("ada", "e3", at(0, 11), "p9"));
            verdicts = run.out(Recommend.VERDICTS);
        }
        try (OperatorRun<JudgeInput, Void, ModelMetricRow> run = accuracy().open(1)) {
            run.give(verdicts.stream().map(JudgeInput::of).toArray(JudgeInput[]::new));
            run.watermark(closing(0));

            assertThat(run.out())
                    .filteredOn(row -> row.metric().equals("hr@10"))
                    .extracting(ModelMetricRow::modelVersion, ModelMetricRow::value)
                    .contains(
                            tuple("emitted", 0.5),
                            tuple("popularity", 0.5),
                            tuple("item-item", 0.5));
            run.give(JudgeInput.of(verdicts.get(0))).end();
            assertThat(run.out()).as("the day is closed").isEmpty();
        }
    }

    @Test
    void theEndOfABoundedRunClosesAllDaysButTheLastHoweverFarEventTimeWas() throws Exception {
        List<List<String>> told = new ArrayList<>();
        for (boolean closedBefore : new boolean[] {false, true}) {
            List<String> rows = new ArrayList<>();
            try (OperatorRun<JudgeInput, Void, ModelMetricRow> run = accuracy().open(1)) {
                run.give(verdict(0, "p1", "p1"), verdict(1, "p1", "p1"), verdict(2, "p1", "p1"));
                if (closedBefore) {
                    run.watermark(closing(1));
                }
                run.give(JudgeInput.of(new WorldTime(at(2, 9), true))).end();
                run.out().forEach(row -> rows.add(Told.of(row)));
            }
            try (OperatorRun<RankerInput, Void, RankerModel> run = ranker(true).open(1)) {
                run.give(example("e0", at(0, 9)), example("e1", at(1, 9)), example("e2", at(2, 9)));
                if (closedBefore) {
                    run.watermark(closing(1));
                }
                run.give(RankerInput.of(new WorldTime(at(2, 9), true))).end();
                List<RankerModel> models = run.out();
                assertThat(models)
                        .extracting(RankerModel::day, RankerModel::version)
                        .containsExactly(tuple(DAY, "blend-1"), tuple(DAY + 1, "blend-2"));
                run.out(LearnRanker.METRICS).forEach(row -> rows.add(Told.of(row)));
            }
            told.add(rows);
        }
        assertThat(told.get(0)).isNotEmpty().isEqualTo(told.get(1));
    }
}
