package io.tillstream.serving;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Settings of the models that run in the job. */
public final class ModelsOptions {
    /** Registry of models. */
    public static final ConfigOption<String> DIR =
            ConfigOptions.key("models.dir")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Registry of models: a folder at the same path on every node, or an"
                                    + " address of a file system that Flink has a plugin for"
                                    + " (s3://BUCKET/MODELS); without it there is only what the"
                                    + " build ships.");

    /** What a slot of the operators that ask models needs. */
    public static final ConfigOption<Map<String, String>> SLOT =
            ConfigOptions.key("models.slot")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "The operators that ask models run in slots of their own, each of"
                                    + " these resources: cpu:1,heap:512m,off-heap:1g,gpu:0.5, say."
                                    + " Needs job.slot. Without it all operators share slots.");

    /** How often the registry is looked at. */
    public static final ConfigOption<Duration> REFRESH_INTERVAL =
            ConfigOptions.key("models.refresh-interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "Wall-clock time between looks at which versions are current.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL = List.of(DIR, SLOT, REFRESH_INTERVAL);

    private ModelsOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        String folder = config.get(DIR);
        if (folder != null) {
            checkFolder(folder);
        }
        config.requireLongerThanZero(REFRESH_INTERVAL);
    }

    /** What another machine keeps may be away for now; what looks after models then says so. */
    private static void checkFolder(String folder) {
        String what = DIR.key() + " " + folder;
        try {
            Path root = new Path(folder);
            FileSystem files = root.getFileSystem();
            if (!files.isDistributedFS() && !files.getFileStatus(root).isDir()) {
                throw new JobConfig.InvalidConfig(what + " is no folder");
            }
        } catch (FileNotFoundException e) {
            throw new JobConfig.InvalidConfig(what + " is no folder", e);
        } catch (UnsupportedFileSystemSchemeException e) {
            throw new JobConfig.InvalidConfig(
                    what + ": Flink has no plugin for this file system", e);
        } catch (IOException e) {
            throw new JobConfig.InvalidConfig(what + ": " + e.getMessage(), e);
        }
    }

    /** Where models come from; a bounded run has the same from its beginning to its end. */
    public static ServingSettings serving(JobConfig config) {
        long interval = config.get(JobOptions.KAFKA_BOUNDED) ? 0 : config.millis(REFRESH_INTERVAL);
        return new ServingSettings(config.get(DIR), interval);
    }
}
