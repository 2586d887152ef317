package io.tillstream.recommendations;

import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.serving.ModelKind;

/** Trained weights of the blend; where there are none it begins with {@link Feature#priors()}. */
public record RankerKind() implements ModelKind<BlendWeights> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return BlendWeights.NAME;
    }

    @Override
    public BlendWeights make(StoredModel stored) throws ModelRefusedException {
        return BlendWeights.load(stored, Feature.labels());
    }
}
