package io.tillstream.serving;

import io.tillstream.models.registry.ModelReader;
import io.tillstream.models.registry.ModelSource;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/**
 * Where models come from.
 *
 * @param folder the registry, a folder or an address of any file system that Flink knows ({@code
 *     s3://BUCKET/MODELS}); null for none: then there is only what the build ships
 * @param refreshInterval milliseconds between looks at what {@code current} points at; 0 for one
 *     look only, at the start
 */
public record ServingSettings(String folder, long refreshInterval) implements Serializable {
    /** The registry in the folder. */
    ModelSource registry() {
        Path root = new Path(folder);
        return new ModelReader(file -> root.getFileSystem().open(new Path(root, file)));
    }
}
