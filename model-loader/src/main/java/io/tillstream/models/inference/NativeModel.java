package io.tillstream.models.inference;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.tensors.Tensor;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What models in native memory have in common: nothing unchecked goes in or comes out, and memory
 * is not freed under a call.
 */
abstract class NativeModel implements LoadedModel {
    private final ModelManifest manifest;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    NativeModel(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /** Runs a method of the native model on checked inputs. */
    abstract List<Tensor> call(String method, Method spec, List<Tensor> inputs) throws Exception;

    /** Frees the native model; called once. */
    abstract void free() throws Exception;

    @Override
    public final ModelManifest manifest() {
        return manifest;
    }

    @Override
    public final List<Tensor> run(String method, List<Tensor> inputs) {
        Method spec = manifest.method(method);
        int batch = spec.requireInputs(inputs);
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(manifest.id() + " is closed");
            }
            List<Tensor> outputs = call(method, spec, inputs);
            if (spec.requireOutputs(outputs) != batch) {
                throw new IllegalArgumentException("rows got lost, or came from nowhere");
            }
            return outputs;
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new InferenceException(
                    "%s, %s: %s".formatted(manifest.id(), method, e.getMessage()), e);
        } finally {
            life.readLock().unlock();
        }
    }

    @Override
    public final void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } catch (Exception e) {
            throw new InferenceException(manifest.id() + " could not be closed", e);
        } finally {
            life.writeLock().unlock();
        }
    }
}
