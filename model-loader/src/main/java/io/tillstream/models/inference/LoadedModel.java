package io.tillstream.models.inference;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.tensors.Tensor;
import java.util.List;

/** A version of a model, ready to be asked, by any number of threads at a time. */
public interface LoadedModel extends AutoCloseable {
    /** The method that a model has where it has but one. */
    String FORWARD = "forward";

    /** What is known of it. */
    ModelManifest manifest();

    /**
     * Runs a method. Cannot be interrupted.
     *
     * @param inputs as the manifest describes them, all of one number of rows
     * @return the outputs as the manifest describes them, of as many rows
     * @throws IllegalArgumentException if the method or the inputs are not what the manifest says
     * @throws IllegalStateException if the model is closed
     * @throws InferenceException if the model fails, or gives something else than the manifest says
     */
    List<Tensor> run(String method, List<Tensor> inputs);

    /** Runs {@link #FORWARD}. */
    default List<Tensor> run(Tensor... inputs) {
        return run(FORWARD, List.of(inputs));
    }

    /** Waits for the calls in flight, then frees the model's memory. */
    @Override
    void close();
}
