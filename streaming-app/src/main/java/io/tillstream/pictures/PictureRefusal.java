package io.tillstream.pictures;

import io.tillstream.models.images.ImageException;
import java.util.Locale;

/** Why a picture has no embedding. Counted in state by place: add at the end only. */
enum PictureRefusal {
    MALFORMED_ADDRESS,
    NOT_SUPPORTED,
    FORBIDDEN,
    NOT_FOUND,
    UNREACHABLE,
    TIMED_OUT,
    TOO_LARGE,
    WRONG_TYPE,
    BROKEN,
    /** There is no encoder that can be used. */
    NO_ENCODER,
    /** The encoder changed while the picture was under way; it is asked for again. */
    ENCODER_CHANGED,
    /** The encoder failed, or a decoder in a way of its own. */
    FAILED,
    /** No answer within the time for a picture, whatever it waited for. */
    STALLED,
    /** More pictures of posts came than are encoded. */
    SKIPPED;

    static PictureRefusal of(ImageException.Reason reason) {
        return valueOf(reason.name());
    }

    /** Whether asking again soon makes sense. */
    boolean isPassing() {
        return this == UNREACHABLE || this == TIMED_OUT;
    }

    /** Whether it says that there is no such picture, not that it could not be looked at now. */
    boolean isOfThePicture() {
        return switch (this) {
            case UNREACHABLE, TIMED_OUT, NO_ENCODER, ENCODER_CHANGED, FAILED, STALLED, SKIPPED ->
                    false;
            default -> true;
        };
    }

    /** As it stands in tables and metrics, such as {@code not-found}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
