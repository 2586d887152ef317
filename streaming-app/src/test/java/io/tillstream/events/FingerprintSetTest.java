package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintSetTest {
    @Test
    void remembersEachIdOnceWhateverItsDayWithinItsLife() {
        FingerprintSet set = new FingerprintSet();
        for (int i = 0; i < 10_000; i++) {
            long hash = IdHash.of(0, "id" + i);
            assertThat(set.add(FingerprintSet.fingerprint(hash, 20_000), 7)).isTrue();
            assertThat(set.add(FingerprintSet.fingerprint(hash, 20_007), 7)).isFalse();
            assertThat(set.add(FingerprintSet.fingerprint(hash, 19_990), 7)).isFalse();
        }
        assertThat(set.size()).isEqualTo(10_000);
    }

    @Test
    void forgetsADayAndNothingElse() {
        FingerprintSet set = new FingerprintSet();
        for (int i = 0; i < 1_000; i++) {
            set.add(FingerprintSet.fingerprint(IdHash.of(0, "id" + i), 20_000 + i % 4), 7);
        }

        set.forget(20_001);

        assertThat(set.size()).isEqualTo(750);
        for (int i = 0; i < 1_000; i++) {
            long again = FingerprintSet.fingerprint(IdHash.of(0, "id" + i), 20_009);
            assertThat(set.add(again, 30)).isEqualTo(i % 4 == 1);
        }
    }

    @Test
    void anIdBeyondItsLifeIsNewAndGoesWithItsNewDay() {
        FingerprintSet set = new FingerprintSet();
        long hash = IdHash.of(0, "id");
        set.add(FingerprintSet.fingerprint(hash, 20_000), 7);

        assertThat(set.add(FingerprintSet.fingerprint(hash, 20_008), 7)).isTrue();

        set.forget(20_000);
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.add(FingerprintSet.fingerprint(hash, 20_008), 7)).isFalse();
        set.forget(20_008);
        assertThat(set.size()).isZero();
    }

    @Test
    void withoutALifeTheNewestDayIsKeptInWhateverOrder() {
        FingerprintSet set = new FingerprintSet();
        long hash = IdHash.of(0, "id");
        set.add(FingerprintSet.fingerprint(hash, 20_008), 0);
        set.add(FingerprintSet.fingerprint(hash, 20_000), 0);
        set.add(FingerprintSet.fingerprint(hash, 20_016), 0);

        set.forget(20_000);
        set.forget(20_008);
        assertThat(set.size()).isEqualTo(1);
        set.forget(20_016);
        assertThat(set.size()).isZero();
    }
}
