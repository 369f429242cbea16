package io.github.data2vec4j.config;

import java.util.regex.Pattern;

/** What a value without quotes means (core schema of YAML 1.2, section 10.3.2). */
enum ScalarKind {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    NULL;

    // A leading zero is left out: 010 is ten in YAML 1.2 but eight in YAML 1.1, so it is better refused as a number.
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern WITH_FRACTION_OR_EXPONENT = Pattern.compile(
            "[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    static ScalarKind ofPlain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> BOOLEAN;
            default -> {
                if (WHOLE.matcher(text).matches()) {
                    yield INTEGER;
                }
                yield WITH_FRACTION_OR_EXPONENT.matcher(text).matches() ? DECIMAL : TEXT;
            }
        };
    }
}
