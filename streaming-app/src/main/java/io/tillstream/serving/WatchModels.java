package io.tillstream.serving;

import io.tillstream.runtime.FlushingOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells how models stand in its process, at the start and whenever that changes. What comes in does
 * not matter to it; it needs a stream to stand on.
 */
public final class WatchModels<IN> extends FlushingOperator<IN, ModelStatus> {
    private static final long serialVersionUID = 1L;

    private final ServingSettings settings;
    private final ArrayList<ModelKind<?>> kinds;
    private transient List<ServedModel<?>> models;
    private transient Map<String, ModelStatus> told;

    /**
     * @param flushInterval milliseconds between looks
     */
    public WatchModels(ServingSettings settings, List<ModelKind<?>> kinds, long flushInterval) {
        super(flushInterval);
        this.settings = settings;
        this.kinds = new ArrayList<>(kinds);
    }

    @Override
    public void open() throws Exception {
        super.open();
        told = new HashMap<>();
        models = new ArrayList<>();
        for (ModelKind<?> kind : kinds) {
            models.add(ServedModel.open(settings, kind));
        }
    }

    @Override
    public void processElement(StreamRecord<IN> element) {}

    @Override
    protected void flush() {
        for (ServedModel<?> model : models) {
            ModelStatus status = model.status();
            if (!status.equals(told.put(status.model(), status))) {
                emit(status);
            }
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (models != null) {
            models.forEach(ServedModel::close);
        }
    }
}
