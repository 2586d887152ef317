package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.sandbox.oracle.SocialPosts.Post;
import io.tillstream.sandbox.oracle.TrendOracle.Alert;
import io.tillstream.sandbox.oracle.TrendOracle.Planted;
import io.tillstream.sandbox.oracle.TrendOracle.Score;
import io.tillstream.sandbox.oracle.TrendOracle.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of trends, on posts whose causes are known. */
class TrendOracleTest {
    private static final long DAYS = 40;
    private static final long BEGIN = 20 * TrendOracle.DAY;
    private static final long END = 30 * TrendOracle.DAY;

    private final List<Post> posts = new ArrayList<>();

    /** Each hour two posts about coats; while it is under way ten of the trend, about kilts too. */
    TrendOracleTest() {
        for (long hour = 0; hour < DAYS * TrendOracle.DAY; hour++) {
            add(hour, 2, "coat", "loden");
            add(hour, hour >= BEGIN && hour < END ? 10 : 0, "kilts", "tartan");
        }
    }

    private void add(long hour, int number, String... subjects) {
        for (int i = 0; i < number; i++) {
            posts.add(new Post(hour, Set.of(subjects), Set.of(), null, null, null));
        }
    }

    private Score judge(Alert... alerts) {
        Trend trend = new Trend("tartan", BEGIN, 25 * TrendOracle.DAY, END);
        return new TrendOracle(new SocialPosts(posts), List.of(trend), List.of())
                .judge(List.of(alerts));
    }

    private static Alert alert(String subject, double day) {
        return new Alert(subject, Math.round(day * TrendOracle.DAY), TrendOracle.DAY);
    }

    @Test
    void aTrendIsFoundByItsOwnSubjectInItsTime() {
        Score score = judge(alert("tartan", 20.5), alert("tartan", 26));
        assertThat(score.found()).isOne();
        assertThat(score.medianDelay()).isCloseTo(0.5, within(1e-9));
        assertThat(score.beforePeak()).isOne();
        assertThat(score.own()).isEqualTo(2);
        assertThat(score.precision()).isOne();
        assertThat(judge(alert("tartan", 38)).found()).isZero();
        assertThat(judge(alert("tartan", 38)).falseAlarms()).isOne();
    }

    @Test
    void whatGrowsByThePostsOfATrendAloneIsBroughtAlong() {
        Score score = judge(alert("kilts", 22), alert("coat", 22), alert("kilts", 38));
        assertThat(score.broughtAlong()).isOne();
        assertThat(score.falseAlarms()).isEqualTo(2);
        assertThat(score.precision()).isZero();
    }

    @Test
    void whatGrowsBesideATrendIsFalse() {
        for (long hour = BEGIN; hour < BEGIN + TrendOracle.DAY; hour++) {
            add(hour, 8, "kilts");
        }
        assertThat(judge(alert("kilts", 21)).falseAlarms()).isOne();
    }

    @Test
    void aViralProductBringsWhatItsPostsName() {
        add(15 * TrendOracle.DAY + 1, 30, "loden");
        Trend none = new Trend("none", BEGIN, BEGIN, END);
        Planted viral =
                new Planted(
                        15 * TrendOracle.DAY, 16 * TrendOracle.DAY, post -> !post.isAbout("coat"));
        TrendOracle oracle = new TrendOracle(new SocialPosts(posts), List.of(none), List.of(viral));
        assertThat(oracle.judge(List.of(alert("loden", 15.5))).broughtAlong()).isOne();
        assertThat(judge(alert("loden", 15.5)).falseAlarms()).isOne();
    }

    @Test
    void theFirstDaysAreNotJudged() {
        assertThat(judge(alert("coat", 3)).falseAlarms()).isZero();
    }

    @Test
    void plainMethodsFindAPlainTrend() {
        List<Alert> growth = TrendBaselines.topGrowth(new SocialPosts(posts), 2);
        assertThat(growth).extracting(Alert::subject).contains("tartan").doesNotContain("coat");
        List<Alert> hours = TrendBaselines.zScore(new SocialPosts(posts), 3);
        assertThat(hours).contains(new Alert("tartan", BEGIN + 1, 1));
        assertThat(hours).extracting(Alert::subject).doesNotContain("coat");
    }
}
