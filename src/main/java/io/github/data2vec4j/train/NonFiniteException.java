package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/**
 * A run was stopped since too many updates in a row had a loss or gradients that were not finite. They were skipped, so
 * the model is as the last update before them left it. The message names parameters and samples.
 */
public final class NonFiniteException extends AlarmException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String message, StepReport report) {
        super(message, report);
    }
}
