package io.github.data2vec4j.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns single values into Java values, and says what to write where YAML 1.2 surprises. */
final class ScalarBinder {
    private ScalarBinder() {}

    static Object bind(Node node, Class<?> type, String path) {
        if (type == int.class || type == Integer.class) {
            return whole(scalar(node, path, "a whole number"), path, Integer.MIN_VALUE, Integer.MAX_VALUE)
                    .intValue();
        }
        if (type == long.class || type == Long.class) {
            return whole(scalar(node, path, "a whole number"), path, Long.MIN_VALUE, Long.MAX_VALUE)
                    .longValue();
        }
        if (type == double.class || type == Double.class) {
            var scalar = number(scalar(node, path, "a number"), path);
            return inRange(scalar, Double.parseDouble(javaNumber(scalar)), path, "double");
        }
        if (type == float.class || type == Float.class) {
            var scalar = number(scalar(node, path, "a number"), path);
            return (float) inRange(scalar, Float.parseFloat(javaNumber(scalar)), path, "float");
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(scalar(node, path, "true or false"), path);
        }
        if (type == String.class) {
            return text(scalar(node, path, "text"), path, "text");
        }
        if (type == Path.class) {
            return file(scalar(node, path, "a file path"), path);
        }
        if (type.isEnum()) {
            return constant(node, type, path);
        }
        throw Mismatch.unsupported(type, path);
    }

    /** How an enum constant is written in YAML: {@code SMOOTH_L1} is {@code smooth-l1}. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Node.Scalar scalar(Node node, String path, String expected) {
        if (node instanceof Node.Scalar scalar) {
            return scalar;
        }
        throw Mismatch.of(node, path, expected);
    }

    private static BigInteger whole(Node.Scalar scalar, String path, long lowest, long highest) {
        if (scalar.kind() != ScalarKind.INTEGER) {
            throw Mismatch.of(scalar, path, "a whole number", adviceForWhole(scalar));
        }
        var value = new BigInteger(scalar.text());
        if (value.compareTo(BigInteger.valueOf(lowest)) < 0 || value.compareTo(BigInteger.valueOf(highest)) > 0) {
            throw Mismatch.of(scalar, path, "between " + lowest + " and " + highest);
        }
        return value;
    }

    private static Node.Scalar number(Node.Scalar scalar, String path) {
        var isNumber = scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.DECIMAL;
        if (!isNumber || scalar.text().equalsIgnoreCase(".nan")) {
            throw Mismatch.of(scalar, path, "a number", adviceForNumber(scalar));
        }
        return scalar;
    }

    private static String javaNumber(Node.Scalar scalar) {
        return isInfinite(scalar) ? scalar.text().replaceFirst("(?i)\\.inf", "Infinity") : scalar.text();
    }

    private static boolean isInfinite(Node.Scalar scalar) {
        return scalar.text().toLowerCase(Locale.ROOT).endsWith(".inf");
    }

    private static double inRange(Node.Scalar scalar, double value, String path, String type) {
        var mantissa = scalar.text().replaceFirst("[eE].*", "");
        var vanished = value == 0 && mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
        var overflowed = Double.isInfinite(value) && !isInfinite(scalar);
        if (vanished || overflowed) {
            throw Mismatch.of(scalar, path, "within the range of a " + type);
        }
        return value;
    }

    private static boolean bool(Node.Scalar scalar, String path) {
        if (scalar.kind() == ScalarKind.BOOLEAN && scalar.text().equals("true")) {
            return true;
        }
        if (scalar.kind() == ScalarKind.BOOLEAN && scalar.text().equals("false")) {
            return false;
        }
        var meant = scalar.textOnlyByQuotes() && scalar.text().matches("true|false")
                ? "write it without quotes"
                : switch (scalar.text().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "y", "1" -> "write true";
                    case "false", "no", "off", "n", "0" -> "write false";
                    default -> "";
                };
        throw Mismatch.of(scalar, path, "true or false", meant);
    }

    private static String text(Node.Scalar scalar, String path, String expected) {
        if (scalar.kind() == ScalarKind.TEXT) {
            return scalar.text();
        }
        throw Mismatch.of(scalar, path, expected, "write \"" + scalar.text() + "\"");
    }

    private static Path file(Node.Scalar scalar, String path) {
        try {
            return Path.of(text(scalar, path, "a file path"));
        } catch (InvalidPathException e) {
            throw Mismatch.of(scalar, path, "a file path");
        }
    }

    private static Object constant(Node node, Class<?> type, String path) {
        List<Enum<?>> constants = Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(c -> (Enum<?>) c)
                .toList();
        if (node instanceof Node.Scalar scalar) {
            var dashed = scalar.text().replace('_', '-');
            for (var constant : constants) {
                if (written(constant).equals(dashed)) {
                    return constant;
                }
            }
        }
        var valid = constants.stream().map(ScalarBinder::written).collect(Collectors.joining(", "));
        throw Mismatch.of(node, path, "one of " + valid);
    }

    private static String adviceForWhole(Node.Scalar scalar) {
        if (scalar.kind() == ScalarKind.DECIMAL) {
            return wholeValue(scalar.text());
        }
        return adviceForNumber(scalar);
    }

    private static String adviceForNumber(Node.Scalar scalar) {
        if (scalar.kind() != ScalarKind.TEXT) {
            return "";
        }
        var isNumber = ScalarKind.ofPlain(scalar.text());
        if (isNumber == ScalarKind.INTEGER || isNumber == ScalarKind.DECIMAL) {
            return "write it without quotes";
        }
        var simple = scalar.text().replace("_", "").replaceFirst("^([-+]?)0+(?=[0-9])", "$1");
        var meant = ScalarKind.ofPlain(simple);
        return meant == ScalarKind.INTEGER || meant == ScalarKind.DECIMAL ? "write " + simple : "";
    }

    // 4e5 and 2.0 have a fraction or an exponent, so they are no whole numbers in YAML, though their values are whole.
    private static String wholeValue(String decimal) {
        try {
            var value = new BigDecimal(decimal).stripTrailingZeros();
            if (value.precision() - (long) value.scale() > 19) {
                return "";
            }
            return "write " + value.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return "";
        }
    }
}
