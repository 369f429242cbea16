package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.SearchProgress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows how far the search for samples is, where it takes longer than a moment. */
final class FindingProgress implements SearchProgress, AutoCloseable {

    private static final long MOMENT_NANOS = 2_000_000_000;

    private final long begun = System.nanoTime();
    private String shownKind = "";
    private @Nullable ProgressLine line;
    private int shown;
    private final List<String> notes = new ArrayList<>();

    @Override
    public void at(String what, int done, int all) {
        if (!what.equals(shownKind)) {
            close();
            line = null;
            shownKind = what;
        }
        if (line == null && System.nanoTime() - begun > MOMENT_NANOS) {
            line = ProgressLine.onStandardOutput(what, done, all);
            shown = done;
        }
        if (line != null) {
            line.update(done, done - shown, new LinkedHashMap<>());
            shown = done;
        }
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** What its owner may not expect of the corpus, and has not been told. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Tells these, each in a line. */
    void tell(PrintWriter out) {
        notes.forEach(out::println);
        notes.clear();
        out.flush();
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }
}
