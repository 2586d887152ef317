package io.tillstream.recommendations;

import io.tillstream.models.recommend.Towers;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.serving.ModelKind;

/** The two towers; none are shipped, since they know a shop's own products. */
public record TowersKind() implements ModelKind<Towers> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return Towers.NAME;
    }

    @Override
    public Towers make(StoredModel stored) throws ModelRefusedException {
        return Towers.load(stored);
    }
}
