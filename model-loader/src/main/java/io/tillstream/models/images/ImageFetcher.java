package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Fetches pictures from {@code data:}, {@code file:}, {@code http(s):} and {@code s3:} addresses,
 * each within the bounds of its settings. Thread-safe.
 */
public final class ImageFetcher implements ImageSource {
    private static final int LONGEST_ADDRESS = 8_192;
    private static final String DATA = "data:";

    private final DataAddress data;
    private final PictureFolders folders;
    private final PictureDownload download;
    private final BucketAddress buckets;

    /** A fetcher that allows what the settings say, and no more. */
    public ImageFetcher(FetchSettings settings) {
        data = new DataAddress(settings.maxBytes());
        folders = new PictureFolders(settings.folders(), settings.maxBytes());
        download = new PictureDownload(settings);
        buckets = new BucketAddress(settings.s3Endpoint());
    }

    @Override
    public byte[] fetch(String uri) throws ImageException {
        // By its beginning, since data is too long to be parsed as an address.
        if (uri.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return data.decode(uri.substring(DATA.length()));
        }
        URI address = parse(uri);
        return switch (scheme(address)) {
            case "file" -> folders.read(address);
            case "http", "https" -> download.get(address);
            case "s3" -> download.get(buckets.resolve(address));
            default ->
                    throw new ImageException(
                            Reason.NOT_SUPPORTED,
                            "pictures come by data:, file:, http:, https: or s3:, not by "
                                    + scheme(address)
                                    + ":");
        };
    }

    private static URI parse(String uri) throws ImageException {
        if (uri.length() > LONGEST_ADDRESS) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "the address is longer than " + LONGEST_ADDRESS);
        }
        try {
            return new URI(uri);
        } catch (URISyntaxException e) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "the address is no URI: " + e.getReason(), e);
        }
    }

    private static String scheme(URI address) throws ImageException {
        if (address.getScheme() == null) {
            throw new ImageException(Reason.MALFORMED_ADDRESS, "the address has no scheme");
        }
        return address.getScheme().toLowerCase(Locale.ROOT);
    }
}
