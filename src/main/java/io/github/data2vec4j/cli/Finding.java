package io.github.data2vec4j.cli;

import java.util.List;

/**
 * One thing that the doctor looked at.
 *
 * @param topic what was looked at
 * @param facts what is there
 * @param severity how bad it is
 * @param advice what is wrong and what to do about it, in plain words; empty if nothing is
 */
record Finding(String topic, List<String> facts, Severity severity, String advice) {

    /** How bad a finding is. */
    enum Severity {
        FINE,
        /** Works, but slower or with less than it could. */
        HINT,
        /** data2vec4j cannot work. */
        BROKEN
    }

    static Finding fine(String topic, String... facts) {
        return new Finding(topic, List.of(facts), Severity.FINE, "");
    }

    Finding hint(String newAdvice) {
        return new Finding(topic, facts, Severity.HINT, newAdvice);
    }

    Finding broken(String newAdvice) {
        return new Finding(topic, facts, Severity.BROKEN, newAdvice);
    }
}
