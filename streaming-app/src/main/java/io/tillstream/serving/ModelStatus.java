package io.tillstream.serving;

/**
 * How a model stands in a process.
 *
 * @param model its name in the registry
 * @param version in use; null where there is none
 * @param refused whether what is pointed at cannot be used
 * @param refusedVersion what is pointed at then; null where that could not be found out
 * @param reason why, in one line; null where nothing is refused
 */
public record ModelStatus(
        String model, String version, boolean refused, String refusedVersion, String reason) {}
