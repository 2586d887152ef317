package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that is fed to a model for a purchase changes when that purchase, or later ones, do. */
class LeakTest {
    private static final int PRODUCTS = 10;
    private static final int DAYS = 50;
    private static final int DAY = 30;

    private final List<Purchase> all = Logs.purchases(3, 5, PRODUCTS, DAYS);
    private final PurchaseLog told = log(all);
    private final PurchaseLog other = log(changedFrom(DAY));

    @Test
    void theChangeIsOneThatALeakWouldShow() {
        assertThat(Evaluation.stateBefore(told, DAY + 1).purchases(0))
                .isNotEqualTo(Evaluation.stateBefore(other, DAY + 1).purchases(0));
    }

    @Test
    void candidatesAndTheirFeaturesKnowOnlyEarlierDays() {
        assertThat(features(told)).isNotEmpty().isEqualTo(features(other));
    }

    @Test
    void towersAreToldOfShoppersByEarlierDaysOnly() {
        assertThat(inputs(told)).isNotEmpty().isEqualTo(inputs(other));
    }

    @Test
    void trainingTakesNoPurchaseOfTheDayOrLater() {
        List<TowerExample> before = TowerExample.before(told, DAY);
        List<TowerExample> changed = TowerExample.before(other, DAY);
        assertThat(before).hasSameSizeAs(changed).isNotEmpty();
        for (int i = 0; i < before.size(); i++) {
            assertThat(before.get(i).bought()).isEqualTo(changed.get(i).bought());
            assertThat(before.get(i).shopper().items()).isEqualTo(changed.get(i).shopper().items());
        }
    }

    /** The features of all purchases up to the day, that is, of which the past is the same. */
    private static List<List<Float>> features(PurchaseLog log) {
        CandidateFeatures features = new CandidateFeatures(List.of(Baselines.itemNeighbours()));
        List<List<Float>> rows = new ArrayList<>();
        new Evaluation(log, 0)
                .walk(
                        DAY + 1,
                        question -> {
                            Basket basket = question.basket();
                            CandidateFeatures.Candidates candidates =
                                    features.of(
                                            question.state(),
                                            basket.customer(),
                                            basket.day(),
                                            question.candidates(Task.ALL));
                            for (float[] row : candidates.rows()) {
                                rows.add(boxed(row));
                            }
                        });
        return rows;
    }

    private static List<List<Float>> inputs(PurchaseLog log) {
        List<List<Float>> rows = new ArrayList<>();
        for (TowerExample example : TowerExample.before(log, DAY + 1)) {
            rows.add(boxed(example.shopper().weights()));
            rows.add(boxed(example.shopper().facts()));
        }
        return rows;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    /** The same customers at the same times, who buy something else from a day on. */
    private List<Purchase> changedFrom(int day) {
        return all.stream()
                .map(
                        p ->
                                PurchaseLog.dayOf(p.time()) < day
                                        ? p
                                        : new Purchase(p.customer(), p.time(), List.of("p0")))
                .toList();
    }

    private static PurchaseLog log(List<Purchase> purchases) {
        return PurchaseLog.of(Logs.catalogue(PRODUCTS), purchases);
    }
}
