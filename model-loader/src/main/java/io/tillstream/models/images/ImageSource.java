package io.tillstream.models.images;

/** Where pictures come from. Thread-safe. */
@FunctionalInterface
public interface ImageSource {
    /**
     * The bytes of a picture, which may be none or a broken one.
     *
     * @param uri as a record gave it: not to be trusted
     * @throws ImageException if they are not to be had, or must not be
     */
    byte[] fetch(String uri) throws ImageException;
}
