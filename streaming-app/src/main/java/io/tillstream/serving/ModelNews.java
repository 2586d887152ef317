package io.tillstream.serving;

/**
 * What a process tells of a model: how it stands, or how long it took.
 *
 * @param status null where this tells of times
 * @param times null where this tells of the status
 */
public record ModelNews(ModelStatus status, BatchTimes times) {
    static ModelNews of(ModelStatus status) {
        return new ModelNews(status, null);
    }

    static ModelNews of(BatchTimes times) {
        return new ModelNews(null, times);
    }

    /** The model's name in the registry. */
    String model() {
        return status == null ? times.model() : status.model();
    }
}
