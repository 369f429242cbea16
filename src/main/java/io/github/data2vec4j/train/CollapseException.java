package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/** A run was stopped since its representation collapsed; the message says which of the known causes fit. */
public final class CollapseException extends AlarmException {
    private static final long serialVersionUID = 1L;

    CollapseException(String message, StepReport report) {
        super(message, report);
    }
}
