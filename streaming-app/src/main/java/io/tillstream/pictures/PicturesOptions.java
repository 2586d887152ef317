package io.tillstream.pictures;

import io.tillstream.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Settings of pictures. */
public final class PicturesOptions {
    private static final int MOST_PICTURES = 1_000_000;
    private static final long LARGEST = 256 << 20;

    /** Encoder of pictures. */
    public static final ConfigOption<String> ENCODER =
            ConfigOptions.key("images.encoder")
                    .stringType()
                    .defaultValue("style-encoder")
                    .withDescription("Name in the registry of the encoder of pictures.");

    /** Folders of pictures. */
    public static final ConfigOption<List<String>> FOLDERS =
            ConfigOptions.key("images.folders")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Folders below which file: addresses may be read, separated by , and"
                                    + " at the same path on every node; relative addresses are"
                                    + " looked for in them. None by default.");

    /** Internal hosts of pictures. */
    public static final ConfigOption<List<String>> INTERNAL_HOSTS =
            ConfigOptions.key("images.internal-hosts")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Names of hosts, separated by , that may be asked for pictures although"
                                    + " their address is internal. None by default.");

    /** Where s3 pictures are. */
    public static final ConfigOption<String> S3_ENDPOINT =
            ConfigOptions.key("images.s3-endpoint")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "https://HOST[:PORT] of public s3: pictures; without it there are none.");

    /** Largest picture. */
    public static final ConfigOption<MemorySize> MAX_SIZE =
            ConfigOptions.key("images.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(8))
                    .withDescription("Largest file of a picture.");

    /** Time of a download. */
    public static final ConfigOption<Duration> FETCH_TIMEOUT =
            ConfigOptions.key("images.fetch-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("For one download, redirects and all.");

    /** Attempts to fetch a picture. */
    public static final ConfigOption<Integer> ATTEMPTS =
            ConfigOptions.key("images.attempts")
                    .intType()
                    .defaultValue(2)
                    .withDescription("For a picture that cannot be reached, with growing waits.");

    /** Time of a picture. */
    public static final ConfigOption<Duration> TIMEOUT =
            ConfigOptions.key("images.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "For a picture from request to vector, all attempts together; a"
                                    + " checkpoint waits no longer for pictures that stall.");

    /** Threads that fetch pictures. */
    public static final ConfigOption<Integer> THREADS =
            ConfigOptions.key("images.threads")
                    .intType()
                    .defaultValue(4)
                    .withDescription("Threads of each subtask that fetch and decode.");

    /** Pictures under way. */
    public static final ConfigOption<Integer> CAPACITY =
            ConfigOptions.key("images.capacity")
                    .intType()
                    .defaultValue(200)
                    .withDescription("Pictures under way in each subtask.");

    /** Rate of posts' pictures. */
    public static final ConfigOption<Integer> POST_RATE =
            ConfigOptions.key("images.post-rate")
                    .intType()
                    .defaultValue(20)
                    .withDescription(
                            "Pictures of posts a second, all subtasks together, that are fetched"
                                    + " and encoded; what is more is skipped. A bounded run"
                                    + " encodes all.");

    /** Pictures of posts under way. */
    public static final ConfigOption<Integer> POST_CAPACITY =
            ConfigOptions.key("images.post-capacity")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "Pictures of posts under way in each subtask; what is more is"
                                    + " skipped.");

    /** Trust in posts. */
    public static final ConfigOption<Boolean> POSTS_TRUSTED =
            ConfigOptions.key("images.posts-trusted")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether posts, too, may have pictures asked for below images.folders,"
                                    + " from images.internal-hosts and images.s3-endpoint. Where"
                                    + " anybody can post: no.");

    /** Rate of pictures encoded again. */
    public static final ConfigOption<Integer> REENCODE_RATE =
            ConfigOptions.key("images.reencode-rate")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "Pictures a second, all subtasks together, that are encoded again when"
                                    + " the encoder changes.");

    /** Styles. */
    public static final ConfigOption<Integer> STYLES =
            ConfigOptions.key("images.styles")
                    .intType()
                    .defaultValue(24)
                    .withDescription("Clusters of pictures that look alike.");

    /** How often looks are told. */
    public static final ConfigOption<Duration> INTERVAL =
            ConfigOptions.key("images.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "Wall-clock time between changes of styles and neighbours; a bounded"
                                    + " run tells them when it knows the whole catalogue.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    ENCODER,
                    FOLDERS,
                    INTERNAL_HOSTS,
                    S3_ENDPOINT,
                    MAX_SIZE,
                    FETCH_TIMEOUT,
                    ATTEMPTS,
                    TIMEOUT,
                    THREADS,
                    CAPACITY,
                    POST_RATE,
                    POST_CAPACITY,
                    POSTS_TRUSTED,
                    REENCODE_RATE,
                    STYLES,
                    INTERVAL);

    private PicturesOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        for (String folder : config.get(FOLDERS)) {
            if (!Files.isDirectory(Path.of(folder))) {
                throw new JobConfig.InvalidConfig(FOLDERS.key() + ": " + folder + " is no folder");
            }
        }
        config.require(
                S3_ENDPOINT,
                endpoint ->
                        endpoint == null
                                || endpoint.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"),
                "be https://HOST[:PORT]");
        config.require(
                MAX_SIZE,
                size -> size.getBytes() >= 1 && size.getBytes() <= LARGEST,
                "be 1 b to 256 mb");
        for (ConfigOption<Duration> time : List.of(FETCH_TIMEOUT, TIMEOUT, INTERVAL)) {
            // Above the linger of a batch.
            config.require(time, value -> value.toMillis() >= 10, "be 10 ms or more");
        }
        config.requireBetween(ATTEMPTS, 1, 100);
        config.requireBetween(THREADS, 1, 1_000);
        config.requireBetween(STYLES, 1, 1_000);
        for (ConfigOption<Integer> pictures :
                List.of(CAPACITY, POST_RATE, POST_CAPACITY, REENCODE_RATE)) {
            config.requireBetween(pictures, 1, MOST_PICTURES);
        }
    }
}
