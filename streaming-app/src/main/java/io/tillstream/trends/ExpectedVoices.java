package io.tillstream.trends;

/**
 * What is to be expected of a subject in a week.
 *
 * @param median voices
 * @param p10 fewer come once in ten times
 * @param p90 more come once in ten times
 */
public record ExpectedVoices(double median, double p10, double p90) {}
