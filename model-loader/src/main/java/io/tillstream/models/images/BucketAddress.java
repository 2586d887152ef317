package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Turns {@code s3://BUCKET/KEY} into the address of a public object at an S3-compatible endpoint:
 * {@code https://BUCKET.HOST/KEY} (virtual-hosted). Requests are not signed, so that objects must
 * be public, or the endpoint a gateway that adds the signature.
 */
record BucketAddress(URI endpoint) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    URI resolve(URI address) throws ImageException {
        if (endpoint == null) {
            throw new ImageException(
                    Reason.NOT_SUPPORTED, "s3: needs an endpoint, and none is configured");
        }
        String bucket = address.getAuthority();
        if (bucket == null || !BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw new ImageException(Reason.MALFORMED_ADDRESS, "s3: addresses are s3://BUCKET/KEY");
        }
        try {
            return new URI(
                    endpoint.getScheme(),
                    null,
                    bucket + "." + endpoint.getHost(),
                    endpoint.getPort(),
                    address.getPath(),
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "s3: the key is no path: " + e.getReason(), e);
        }
    }
}
