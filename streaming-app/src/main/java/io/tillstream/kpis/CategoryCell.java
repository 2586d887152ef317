package io.tillstream.kpis;

/**
 * What the figures of categories are kept by.
 *
 * @param day epoch day (UTC)
 * @param brand empty for products without one
 * @param segment see {@link KpiCell#segment()}
 */
public record CategoryCell(long day, String category, String brand, String segment)
        implements DayCell<CategoryCell> {
    @Override
    public boolean isSamePlace(CategoryCell other) {
        return day == other.day && category.equals(other.category) && brand.equals(other.brand);
    }

    /** Spelt out: the hash places state, and that of records may change with the JDK. */
    @Override
    public int hashCode() {
        int hash = category.hashCode() * 0x9E3779B1;
        hash = (hash + brand.hashCode()) * 0xC2B2AE35;
        hash = (hash + segment.hashCode()) * 0x85EBCA6B;
        return (hash + Long.hashCode(day)) * 0x27D4EB2F;
    }

    /** Spelt out as {@link #hashCode} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryCell that
                && isSamePlace(that)
                && segment.equals(that.segment);
    }
}
