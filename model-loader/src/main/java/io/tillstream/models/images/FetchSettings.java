package io.tillstream.models.images;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What pictures may be fetched, and what a fetch may cost.
 *
 * @param maxBytes largest picture
 * @param timeout of a whole download, redirects and all
 * @param maxRedirects followed one after the other, each held to the same rules
 * @param folders below which {@code file:} may read; none: nowhere
 * @param internalHosts names of hosts that may be asked although their address is internal
 * @param s3Endpoint where {@code s3://BUCKET/KEY} is, as {@code https://HOST[:PORT]}; null for
 *     nowhere
 */
public record FetchSettings(
        int maxBytes,
        Duration timeout,
        int maxRedirects,
        List<Path> folders,
        Set<String> internalHosts,
        URI s3Endpoint) {
    /** The open internet only: 8 MB, 5 seconds, 3 redirects, no folder, no internal host, no S3. */
    public static final FetchSettings DEFAULT =
            new FetchSettings(8_000_000, Duration.ofSeconds(5), 3, List.of(), Set.of(), null);

    /** Checks the bounds. */
    public FetchSettings {
        if (maxBytes < 1 || maxRedirects < 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "bytes and time must be above 0, redirects 0 or more");
        }
        folders = List.copyOf(folders);
        internalHosts =
                internalHosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The same with other folders. */
    public FetchSettings withFolders(List<Path> some) {
        return new FetchSettings(maxBytes, timeout, maxRedirects, some, internalHosts, s3Endpoint);
    }

    /** The same with other internal hosts. */
    public FetchSettings withInternalHosts(Set<String> hosts) {
        return new FetchSettings(maxBytes, timeout, maxRedirects, folders, hosts, s3Endpoint);
    }

    /** The same with another S3 endpoint. */
    public FetchSettings withS3Endpoint(URI endpoint) {
        return new FetchSettings(maxBytes, timeout, maxRedirects, folders, internalHosts, endpoint);
    }

    /** The same with other bounds. */
    public FetchSettings withBounds(int bytes, Duration time, int redirects) {
        return new FetchSettings(bytes, time, redirects, folders, internalHosts, s3Endpoint);
    }
}
