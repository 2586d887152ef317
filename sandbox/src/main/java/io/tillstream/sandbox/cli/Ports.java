package io.tillstream.sandbox.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ports of this machine, 0 for any free one. */
final class Ports implements ITypeConverter<Integer> {
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException(text + " is no port");
        }
        throw new TypeConversionException(text + " is no port from 0 to " + HIGHEST);
    }
}
