package io.tillstream.recommendations;

import io.tillstream.events.Interaction;

/**
 * A list of recommendations was shown or clicked.
 *
 * @param variant ordinal of the {@link Variant} that made it
 */
public record Feedback(String eventId, long time, int variant, boolean clicked) {
    /** The feedback; null if the interaction is none or tells of a list that is not ours. */
    static Feedback of(Interaction interaction, String salt) {
        Interaction.Kind kind = interaction.kind();
        boolean clicked = kind == Interaction.Kind.RECOMMENDATION_CLICKED;
        if (!clicked && kind != Interaction.Kind.RECOMMENDATION_SHOWN) {
            return null;
        }
        Variant variant = RecommendationId.variantOf(salt, interaction.recommendationId());
        return variant == null
                ? null
                : new Feedback(
                        interaction.eventId(),
                        interaction.occurredAt(),
                        variant.ordinal(),
                        clicked);
    }

    /** The click on what was shown after the click was heard of. */
    Feedback asClick() {
        return new Feedback(eventId, time, variant, true);
    }
}
