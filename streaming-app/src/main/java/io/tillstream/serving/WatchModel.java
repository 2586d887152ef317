package io.tillstream.serving;

import io.tillstream.runtime.FlushingOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells how a model stands in its process, once somebody has asked for it and whenever that
 * changes, and how long its batches took. What comes in does not matter to it, but when it ends:
 * stand it behind what asks the model, so that it knows all there is to tell.
 */
final class WatchModel<IN> extends FlushingOperator<IN, ModelNews> {
    private static final long serialVersionUID = 1L;

    private final ServingSettings settings;
    private final ModelKind<?> kind;
    private transient ServedModel<?> model;
    private transient ModelStatus told;

    /**
     * @param flushInterval milliseconds between looks
     */
    WatchModel(ServingSettings settings, ModelKind<?> kind, long flushInterval) {
        super(flushInterval);
        this.settings = settings;
        this.kind = kind;
    }

    @Override
    public void open() throws Exception {
        super.open();
        model = ServedModel.open(settings, kind);
    }

    @Override
    public void processElement(StreamRecord<IN> element) {}

    @Override
    protected void flush() {
        model.status().filter(status -> !status.equals(told)).ifPresent(this::tell);
        model.takeTimes().forEach(times -> emit(ModelNews.of(times)));
    }

    private void tell(ModelStatus status) {
        told = status;
        emit(ModelNews.of(status));
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (model != null) {
            model.close();
        }
    }
}
