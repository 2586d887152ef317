package io.tillstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By an operator that counts, and keeps two keys on the heap. */
class WriteBackOperatorTest {
    private OperatorRun<String, Void, String> counter;

    /** A count. */
    public static class Count {
        /** So far. */
        public long count;

        /** For Flink. */
        public Count() {}
    }

    private static final class Counter extends WriteBackOperator<String, Count, String, String> {
        private static final long serialVersionUID = 1L;
        private static final ValueStateDescriptor<Count> COUNT =
                new ValueStateDescriptor<>("count", Count.class);

        Counter() {
            super(COUNT, 2, 200);
        }

        @Override
        protected Count create() {
            return new Count();
        }

        @Override
        protected boolean apply(String key, Count state, String value) throws Exception {
            if (value.endsWith("?")) {
                return false;
            }
            if (value.endsWith("!")) {
                emit(getPartitionedState(COUNT).value() == state ? "shared" : "own");
                return false;
            }
            state.count++;
            return true;
        }

        @Override
        protected void emitChanged(String key, Count state) {
            emit(key + state.count);
        }
    }

    @BeforeEach
    void open() throws Exception {
        counter =
                OperatorRun.keyed(
                                Counter::new,
                                text -> text.substring(0, 1),
                                Types.STRING,
                                Types.STRING)
                        .open(1);
    }

    @AfterEach
    void close() throws Exception {
        counter.close();
    }

    @Test
    void aKeyIsToldOnceAFlushHoweverOftenItChanged() throws Exception {
        counter.give("a", "b", "a", "a").flush();
        assertThat(counter.out()).containsExactly("a3", "b1");

        counter.give("a?").flush();
        assertThat(counter.out()).isEmpty();
    }

    @Test
    void whatIsGatheredIsToldBeforeWatermarkBarrierAndEnd() throws Exception {
        assertThat(counter.give("a").watermark(1).out()).containsExactly("a1");
        counter.give("a").checkpoint();
        assertThat(counter.out()).containsExactly("a2");
        assertThat(counter.give("a").end().out()).containsExactly("a3");
    }

    @Test
    void stateIsWrittenAtTheBarrierAndOnceASecond() throws Exception {
        counter.give("a", "b").watermark(1);
        assertThat(counter.entries()).isZero();

        counter.checkpoint();
        assertThat(counter.entries()).isEqualTo(2);

        counter.give("c").flush();
        assertThat(counter.entries()).isEqualTo(3);
    }

    @Test
    void whatChangesIsNotTheObjectThatACheckpointReads() throws Exception {
        counter.give("a").checkpoint();
        counter.restart(1);
        counter.out();
        assertThat(counter.give("a!").out()).containsExactly("own");
        counter.give("a").checkpoint();
        counter.out();
        assertThat(counter.give("a!").out()).containsExactly("own");
    }

    @Test
    void moreKeysThanFitAreWrittenEarlyAndCountedRight() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (char key = 'a'; key <= 'j'; key++) {
                counter.give(String.valueOf(key));
            }
            assertThat(counter.entries()).isPositive();
        }
        counter.flush();
        List<String> told = counter.out();
        for (char key = 'a'; key <= 'j'; key++) {
            expected.add(key + "3");
        }
        assertThat(told).containsAll(expected);
    }

    @Test
    void whatChangesAfterACheckpointIsNotInIt() throws Exception {
        counter.give("a");
        var checkpoint = counter.checkpoint().get(0);
        counter.give("a", "a").flush().out();

        try (OperatorRun<String, Void, String> restored =
                OperatorRun.<String, String, String>keyed(
                                Counter::new,
                                text -> text.substring(0, 1),
                                Types.STRING,
                                Types.STRING)
                        .restore(checkpoint)) {
            assertThat(restored.give("a").flush().out()).containsExactly("a2");
        }
    }
}
