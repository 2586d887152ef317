package io.tillstream.trends;

/**
 * A subject that was searched for in an hour.
 *
 * @param searchers sessions that did
 */
public record SubjectHour(String subject, double searchers) {}
