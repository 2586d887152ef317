package io.tillstream.serving;

import java.io.Serializable;

/**
 * Where models come from.
 *
 * @param folder the registry; null for none: then there is only what the build ships
 * @param refreshInterval milliseconds between looks at what {@code current} points at
 */
public record ServingSettings(String folder, long refreshInterval) implements Serializable {}
