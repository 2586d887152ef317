package io.tillstream.sandbox.cli;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 30s, 5m, 1h. */
final class Durations implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = TimeUtils.parseDuration(text.replaceAll("m$", "min"));
            if (duration.compareTo(LONGEST) > 0) {
                throw new TypeConversionException(text + " is more than a year");
            }
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(text + " is no duration such as 30s, 5m or 1h");
        }
        throw new TypeConversionException(text + " is not longer than nothing");
    }
}
