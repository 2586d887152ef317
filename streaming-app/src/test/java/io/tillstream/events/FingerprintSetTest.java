package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintSetTest {
    @Test
    void remembersEachIdOnceWhateverItsDay() {
        FingerprintSet set = new FingerprintSet();
        for (int i = 0; i < 10_000; i++) {
            long hash = IdHash.of(0, "id" + i);
            assertThat(set.add(FingerprintSet.fingerprint(hash, 20_000))).isTrue();
            assertThat(set.add(FingerprintSet.fingerprint(hash, 20_003))).isFalse();
        }
        assertThat(set.size()).isEqualTo(10_000);
    }

    @Test
    void forgetsADayAndNothingElse() {
        FingerprintSet set = new FingerprintSet();
        for (int i = 0; i < 1_000; i++) {
            set.add(FingerprintSet.fingerprint(IdHash.of(0, "id" + i), 20_000 + i % 4));
        }

        set.forget(20_001);

        assertThat(set.size()).isEqualTo(750);
        for (int i = 0; i < 1_000; i++) {
            long again = FingerprintSet.fingerprint(IdHash.of(0, "id" + i), 20_009);
            assertThat(set.add(again)).isEqualTo(i % 4 == 1);
        }
    }
}
