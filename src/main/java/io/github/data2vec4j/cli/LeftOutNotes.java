package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import java.util.function.Consumer;

/** Names what is left out beside a progress line: the first of it, since there may be thousands. */
final class LeftOutNotes implements Consumer<BadSample> {

    private static final int NAMED = 10;

    private final ProgressLine line;
    private long count;

    LeftOutNotes(ProgressLine line) {
        this.line = line;
    }

    @Override
    public void accept(BadSample bad) {
        count++;
        if (count <= NAMED) {
            line.note("left out: " + bad.name() + ": " + bad.reason());
        } else if (count == NAMED + 1) {
            line.note("left out: more of them");
        }
    }

    /** How much was left out. */
    long count() {
        return count;
    }
}
