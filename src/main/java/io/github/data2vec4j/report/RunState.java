package io.github.data2vec4j.report;

/** How a run stands. */
enum RunState {
    WAITING("not begun"),
    RUNNING("running"),
    SILENT("silent"),
    INTERRUPTED("interrupted"),
    STOPPED("stopped"),
    ALARM("stopped by an alarm"),
    COMPLETE("complete");

    private final String label;

    RunState(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether the same command would go on with it. */
    boolean canGoOn() {
        return this == SILENT || this == INTERRUPTED || this == STOPPED;
    }
}
