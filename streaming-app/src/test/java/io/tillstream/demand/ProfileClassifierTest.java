package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileClassifierTest {
    private static final int[] NO_TRAITS = {};

    private final Draws draws = new Draws(1);

    private static CatalogFacts facts(double price, Look look, int... traits) {
        return new CatalogFacts(
                "p", "c", true, true, price, traits, CatalogFacts.UNKNOWN, 0, 0, 0, look);
    }

    private static Look look(int... vector) {
        byte[] bytes = new byte[vector.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) vector[i];
        }
        return new Look(7, bytes);
    }

    private interface Kind {
        CatalogFacts of(int profile);
    }

    private static ProfileClassifier trained(int profiles, Kind kind) {
        List<CatalogFacts> launches = new ArrayList<>();
        int[] labels = new int[200];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % profiles;
            launches.add(kind.of(labels[i]));
        }
        return ProfileClassifier.of(launches, labels, profiles);
    }

    @Test
    void traitsTell() {
        ProfileClassifier classifier = trained(3, profile -> facts(0, null, 9, 10 + profile));

        for (int profile = 0; profile < 3; profile++) {
            double[] odds = classifier.probabilities(new int[] {9, 10 + profile}, 0, null);
            assertThat(odds[profile]).isGreaterThan(0.7);
            assertThat(Arrays.stream(odds).sum()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void thePriceTells() {
        ProfileClassifier classifier =
                trained(2, profile -> facts((profile == 0 ? 5 : 80) * (1 + draws.unit()), null));

        assertThat(classifier.probabilities(NO_TRAITS, 7, null)[0]).isGreaterThan(0.7);
        assertThat(classifier.probabilities(NO_TRAITS, 120, null)[1]).isGreaterThan(0.7);
    }

    @Test
    void thePictureTellsButNotThatOfAnotherEncoder() {
        ProfileClassifier classifier =
                trained(2, profile -> facts(0, profile == 0 ? look(90, 90, 0) : look(0, 90, 90)));
        Look first = look(127, 30, 0);

        assertThat(classifier.probabilities(NO_TRAITS, 0, first)[0]).isGreaterThan(0.7);
        assertThat(classifier.probabilities(NO_TRAITS, 0, new Look(8, first.vector())))
                .isEqualTo(classifier.probabilities(NO_TRAITS, 0, null));
    }

    @Test
    void whatIsTrueOfFewProductsIsNotLearnt() {
        List<CatalogFacts> launches = new ArrayList<>();
        int[] labels = new int[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            launches.add(facts(0, null, i));
        }

        assertThat(ProfileClassifier.of(launches, labels, 2).traits()).isEmpty();
    }

    @Test
    void theMoreFrequentProfileIsTheLikelierOneWhereNothingTells() {
        int[] labels = new int[100];
        Arrays.fill(labels, 0, 80, 1);
        List<CatalogFacts> launches = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            launches.add(facts(0, null));
        }

        double[] odds = ProfileClassifier.of(launches, labels, 2).probabilities(NO_TRAITS, 0, null);

        assertThat(odds[1]).isCloseTo(0.8, within(0.05));
    }

    @Test
    void equalLaunchesGiveEqualWeights() {
        Kind kind = profile -> facts(3, look(profile, 90, 4), profile, 5);

        assertThat(trained(2, kind).weights()).isEqualTo(trained(2, kind).weights());
    }
}
