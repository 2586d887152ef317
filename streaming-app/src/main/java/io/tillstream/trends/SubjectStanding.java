package io.tillstream.trends;

/**
 * A subject as it stands at the end of a day.
 *
 * @param subject key
 * @param days weighted voices of the last days, the newest last
 * @param outlook null where too little is known
 */
public record SubjectStanding(String subject, float[] days, SubjectOutlook outlook) {}
