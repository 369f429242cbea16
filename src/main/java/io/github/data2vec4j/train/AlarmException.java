package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/** A run was stopped since going on would lead nowhere; the message says why, and what can be done. */
public abstract sealed class AlarmException extends RuntimeException permits CollapseException, NonFiniteException {
    private static final long serialVersionUID = 1L;

    private final transient StepReport report;

    AlarmException(String message, StepReport report) {
        super(message);
        this.report = report;
    }

    /** The update at which it was seen; the model is as that update left it. */
    public StepReport report() {
        return report;
    }
}
