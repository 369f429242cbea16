package io.github.data2vec4j.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of bytes such as {@code 500MB} or {@code 1.5GiB}. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([KMGT]?I?B?)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "K",
            1000L,
            "M",
            1000_000L,
            "G",
            1000_000_000L,
            "T",
            1000_000_000_000L,
            "KI",
            1L << 10,
            "MI",
            1L << 20,
            "GI",
            1L << 30,
            "TI",
            1L << 40);

    @Override
    public Long convert(String value) {
        var parts = FORM.matcher(value.strip().toUpperCase(Locale.ROOT));
        if (parts.matches()) {
            var factor = UNITS.get(parts.group(2).replace("B", ""));
            if (factor != null) {
                var bytes = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(factor));
                if (bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                    return bytes.longValue();
                }
            }
        }
        throw new TypeConversionException("'" + value + "' is no size such as 500MB, 1.5GB or 256MiB");
    }
}
