package io.tillstream.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentTest {
    /** The contract's rules, one after the other, as they stand there. */
    private static String byTheContract(int r, int f, int m) {
        if (r >= 4 && f >= 4 && m >= 4) {
            return "Champions";
        } else if (r <= 2 && f >= 4 && m >= 4) {
            return "Cannot Lose";
        } else if (r >= 3 && f >= 4) {
            return "Loyal";
        } else if (r >= 4 && f >= 2 && f <= 3) {
            return "Potential Loyalist";
        } else if (r >= 4 && f == 1) {
            return "New Customer";
        } else if (r == 3 && f >= 2 && m >= 3) {
            return "Need Attention";
        } else if (r <= 2 && m >= 3) {
            return "At Risk";
        } else if (r == 3 && f == 1) {
            return "Promising";
        } else if (r <= 2 && f <= 2 && m <= 2 && r > 1) {
            return "Hibernating";
        } else if (r == 1) {
            return "Lost";
        }
        return "Others";
    }

    @Test
    void followsTheContractForAllScores() {
        for (int r = 1; r <= 5; r++) {
            for (int f = 1; f <= 5; f++) {
                for (int m = 1; m <= 5; m++) {
                    assertThat(Segment.of(r, f, m).label())
                            .as("R%d F%d M%d", r, f, m)
                            .isEqualTo(byTheContract(r, f, m));
                }
            }
        }
    }
}
