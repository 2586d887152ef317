package io.tillstream.recommendations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestTest {
    @Test
    void bestAreThoseThatSortingPutsFirst() {
        Random random = new Random(1);
        for (int size = 0; size < 60; size++) {
            for (int most : new int[] {0, 1, 2, size / 2, size - 1, size, size + 1}) {
                List<Integer> all = new ArrayList<>(IntStream.range(0, size).boxed().toList());
                Collections.shuffle(all, random);
                assertThat(Best.of(all, Math.max(0, most), Comparator.<Integer>naturalOrder()))
                        .isEqualTo(
                                IntStream.range(0, Math.min(size, Math.max(0, most)))
                                        .boxed()
                                        .toList());
            }
        }
    }
}
