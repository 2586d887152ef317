package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures in folders that are allowed. Links are followed first and judged by where they lead. A
 * relative address ({@code file:images/p1.png}) is looked for in one folder after the other.
 */
record PictureFolders(List<Path> folders, int maxBytes) {
    byte[] read(URI address) throws ImageException {
        Path path = path(address);
        try {
            Path real = path.toRealPath();
            requireAllowed(real);
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new ImageException(Reason.WRONG_TYPE, path + " is no file");
            }
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                return whole(in, path);
            }
        } catch (NoSuchFileException e) {
            // The same words inside and outside of the folders: nobody learns what is there.
            throw new ImageException(Reason.NOT_FOUND, path + " is not there or not allowed", e);
        } catch (IOException e) {
            throw new ImageException(Reason.UNREACHABLE, path + " cannot be read", e);
        }
    }

    private Path path(URI address) throws ImageException {
        try {
            if (address.isOpaque()) {
                return below(address.getSchemeSpecificPart());
            }
            if (address.getAuthority() != null) {
                throw new ImageException(
                        Reason.NOT_SUPPORTED, "a file address names no host: file:///PATH");
            }
            return Path.of(address);
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "no path of a file: " + e.getMessage(), e);
        }
    }

    /** The first that is there. */
    private Path below(String relative) throws ImageException {
        return folders.stream()
                .map(folder -> folder.resolve(relative))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ImageException(
                                        Reason.NOT_FOUND,
                                        relative + " is not there or not allowed"));
    }

    private void requireAllowed(Path real) throws IOException, ImageException {
        for (Path folder : folders) {
            if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
                return;
            }
        }
        throw new ImageException(Reason.FORBIDDEN, real + " is not there or not allowed");
    }

    private byte[] whole(InputStream in, Path path) throws IOException, ImageException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ImageException(
                    Reason.TOO_LARGE, path + " is larger than " + maxBytes + " bytes");
        }
        return bytes;
    }
}
