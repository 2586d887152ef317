package io.tillstream.trends;

import io.tillstream.schemas.rows.SubjectTrendRow;

/**
 * A subject as it stands at the end of a day.
 *
 * @param subject key
 * @param days weighted voices of the last days, the newest last
 * @param outlook null where too little is known
 */
public record SubjectStanding(String subject, float[] days, SubjectOutlook outlook) {
    /** The row of a day, by the name that the catalogue has for it. */
    SubjectTrendRow row(long day, CatalogNames.Named named) {
        SubjectOutlook known = outlook;
        return new SubjectTrendRow(
                subject,
                named.type(),
                named.name(),
                day,
                days,
                known == null ? null : known.phase(),
                known == null ? null : (Double) known.level(),
                known == null ? null : (Double) known.slope(),
                known == null ? null : (Double) known.in12Weeks().median(),
                known == null ? null : (Double) known.in12Weeks().p10(),
                known == null ? null : (Double) known.in12Weeks().p90(),
                known == null ? null : (Double) known.in24Weeks().median(),
                known == null ? null : (Double) known.in24Weeks().p10(),
                known == null ? null : (Double) known.in24Weeks().p90(),
                day);
    }
}
