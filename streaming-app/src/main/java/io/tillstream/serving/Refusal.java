package io.tillstream.serving;

import java.util.Objects;

/**
 * A version that is refused and not resolved yet; state, so fields are only added.
 *
 * @param version null where it could not be found out
 * @param raisedAt epoch milliseconds
 */
public record Refusal(String alertId, String model, String version, String reason, long raisedAt) {
    /** The refusal that a status tells of. */
    static Refusal of(ModelStatus status, long now) {
        String id = "model:%s/%s@%d".formatted(status.model(), status.refusedVersion(), now);
        return new Refusal(id, status.model(), status.refusedVersion(), status.reason(), now);
    }

    /** True if it is of this version for this reason, in whatever process it was seen. */
    boolean isToldBy(ModelStatus status) {
        return status.refused()
                && Objects.equals(version, status.refusedVersion())
                && reason.equals(status.reason());
    }
}
