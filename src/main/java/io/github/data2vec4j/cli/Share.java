package io.github.data2vec4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads parts of a whole, from 0 to 1. */
final class Share implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
        try {
            double share = Double.parseDouble(value);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new TypeConversionException("'" + value + "' is no number from 0 to 1, such as 0.01");
    }
}
