package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/** A run was stopped since its representation collapsed; the message says which of the known causes fit. */
public final class CollapseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StepReport report;

    CollapseException(String message, StepReport report) {
        super(message);
        this.report = report;
    }

    /** The update at which it was seen; the model is as that update left it. */
    public StepReport report() {
        return report;
    }
}
