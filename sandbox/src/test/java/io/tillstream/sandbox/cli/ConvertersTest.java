package io.tillstream.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "5m, PT5M",
        "5min, PT5M",
        "1h, PT1H",
        "90 s, PT1M30S",
        "250ms, PT0.25S",
        "2d, PT48H"
    })
    void durationsAreWrittenAsPeopleWriteThem(String text, String duration) {
        assertThat(new Durations().convert(text)).isEqualTo(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5x", "-5s", "0s", "soon", "1.5h"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> new Durations().convert(text))
                .isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 0.5", "1000, 1000", "max, Infinity"})
    void speedsAreFactorsOrMax(String text, double speed) {
        assertThat(new Speeds().convert(text)).isEqualTo(speed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "NaN", "fast", "MAX"})
    void whatIsNoSpeedIsRefused(String text) {
        assertThatThrownBy(() -> new Speeds().convert(text))
                .isInstanceOf(TypeConversionException.class);
    }
}
