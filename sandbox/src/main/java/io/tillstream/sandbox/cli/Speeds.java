package io.tillstream.sandbox.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A factor, or {@code max}. */
final class Speeds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        if (text.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException(text + " is neither a number nor max");
        }
        throw new TypeConversionException(text + " is not greater than 0");
    }
}
