package io.tillstream.recommendations;

import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.serving.ServedModel;
import io.tillstream.serving.ServingSettings;

/** The version of the ranker that the registry points at, for those who begin with it. */
final class TrainedWeights implements AutoCloseable {
    private final ServedModel<BlendWeights> served;

    private TrainedWeights(ServedModel<BlendWeights> served) {
        this.served = served;
    }

    /** Loads it now, and not while the first shopper waits. */
    static TrainedWeights open(ServingSettings settings) {
        ServedModel<BlendWeights> served = ServedModel.open(settings, new RankerKind());
        served.version();
        return new TrainedWeights(served);
    }

    /**
     * Has a ranker begin anew with the version, unless it did already; where there is none it goes
     * on as it is.
     *
     * @return whether it began anew
     */
    boolean begin(RankerState ranker) {
        try (Lease<BlendWeights> lease = served.acquire().orElse(null)) {
            if (lease == null || lease.version().toString().equals(ranker.begunWith)) {
                return false;
            }
            ranker.beginWith(lease.version().toString(), lease.get().values());
            return true;
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
