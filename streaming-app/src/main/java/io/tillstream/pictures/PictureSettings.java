package io.tillstream.pictures;

import io.tillstream.models.images.FetchSettings;
import io.tillstream.models.images.ImageFetcher;
import io.tillstream.serving.ServingSettings;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How pictures are fetched and encoded.
 *
 * @param bounded whether the input ends; then what hangs on the whole catalogue is told at its end
 * @param fetching what may be fetched
 * @param threads that fetch and decode, in each subtask
 * @param capacity pictures under way in each subtask
 * @param attempts for a picture that could not be reached, 1 or more
 * @param timeout milliseconds for a picture, all attempts together
 * @param encodingTimeout milliseconds for a picture that waits for the encoder
 * @param reencodeRate pictures a second that are encoded again when the encoder changes, all
 *     subtasks together
 * @param styles clusters of pictures that look alike
 * @param postRate pictures of posts a second that are encoded live, all subtasks together
 * @param postCapacity of them under way in each subtask
 * @param postsTrusted whether posts may name whatever the catalogue may
 * @param interval milliseconds of the wall clock between changes of styles and neighbours; a
 *     bounded run has them at its end
 */
record PictureSettings(
        ServingSettings serving,
        EncoderKind encoder,
        boolean bounded,
        Fetching fetching,
        int threads,
        int capacity,
        int attempts,
        long timeout,
        long encodingTimeout,
        int reencodeRate,
        int styles,
        int postRate,
        int postCapacity,
        boolean postsTrusted,
        long interval)
        implements Serializable {
    /**
     * For a desk that has posts' pictures only: anybody writes posts. Twice as many as are under
     * way may wait for those before them.
     */
    PictureSettings ofPosts() {
        return new PictureSettings(
                serving,
                encoder,
                bounded,
                postsTrusted ? fetching : fetching.publicOnly(),
                threads,
                2 * postCapacity,
                attempts,
                timeout,
                encodingTimeout,
                reencodeRate,
                styles,
                postRate,
                postCapacity,
                postsTrusted,
                interval);
    }

    /**
     * What may be fetched, in types that travel to task managers.
     *
     * @param folders below which {@code file:} may read
     * @param s3Endpoint null for none
     */
    record Fetching(
            List<String> folders,
            List<String> internalHosts,
            String s3Endpoint,
            int maxBytes,
            long timeout)
            implements Serializable {
        /** What anybody might name. */
        Fetching publicOnly() {
            return new Fetching(List.of(), List.of(), null, maxBytes, timeout);
        }

        ImageFetcher fetcher() {
            FetchSettings settings =
                    FetchSettings.DEFAULT
                            .withFolders(folders.stream().map(Path::of).toList())
                            .withInternalHosts(Set.copyOf(internalHosts))
                            .withS3Endpoint(s3Endpoint == null ? null : URI.create(s3Endpoint))
                            .withBounds(
                                    maxBytes,
                                    Duration.ofMillis(timeout),
                                    FetchSettings.DEFAULT.maxRedirects());
            return new ImageFetcher(settings);
        }
    }
}
