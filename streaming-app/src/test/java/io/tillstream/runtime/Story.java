package io.tillstream.runtime;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;

/**
 * What happens to an operator before and after a checkpoint. Whatever it says afterwards must be
 * the same whether it ran on, was restored at any parallelism, or was restored from a checkpoint
 * that an earlier version has left.
 *
 * @param name the operator's uid
 * @param parallel false for the operators of which there is only one
 * @param sideOutputs the side outputs that must be the same
 */
public record Story<IN, B, OUT>(
        String name,
        OperatorRun.Definition<IN, B, OUT> operator,
        boolean parallel,
        List<OutputTag<?>> sideOutputs,
        Script<IN, B, OUT> before,
        Script<IN, B, OUT> after) {
    /** A part of a story. */
    public interface Script<IN, B, OUT> {
        /** Tells it to an operator. */
        void tell(OperatorRun<IN, B, OUT> run) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is said afterwards by an operator that runs on. */
    public List<String> uninterrupted(int parallelism) throws Exception {
        try (OperatorRun<IN, B, OUT> run = operator.open(parallelism)) {
            before.tell(run);
            run.checkpoint();
            forget(run);
            return end(run);
        }
    }

    /** What is said afterwards by an operator that was restored at another parallelism. */
    public List<String> restarted(int from, int to) throws Exception {
        try (OperatorRun<IN, B, OUT> run = operator.open(from)) {
            before.tell(run);
            run.restart(to);
            return end(run);
        }
    }

    /** What is said afterwards by an operator that was restored from a checkpoint of old. */
    public List<String> restored(OperatorSubtaskState checkpoint) throws Exception {
        try (OperatorRun<IN, B, OUT> run = operator.restore(checkpoint)) {
            return end(run);
        }
    }

    /** The checkpoint. */
    public OperatorSubtaskState checkpoint() throws Exception {
        try (OperatorRun<IN, B, OUT> run = operator.open(1)) {
            before.tell(run);
            return run.checkpoint().get(0);
        }
    }

    private void forget(OperatorRun<IN, B, OUT> run) {
        run.out();
        sideOutputs.forEach(run::out);
    }

    /** Sorted, since subtasks have no common order. */
    private List<String> end(OperatorRun<IN, B, OUT> run) throws Exception {
        after.tell(run);
        List<String> said = new ArrayList<>();
        run.out().forEach(value -> said.add(Told.of(value)));
        for (OutputTag<?> tag : sideOutputs) {
            run.out(tag).forEach(value -> said.add(tag.getId() + ": " + Told.of(value)));
        }
        said.sort(null);
        return said;
    }
}
