package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.TooManyBadSamplesException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What could not be read of a text: single lines, and files that are lost from some place on. A little is left out,
 * since a large corpus always has some; too much means that something is wrong with it as a whole. For one thread.
 *
 * <p>How many lines there are is known at the end. So their share is judged there, and before as soon as
 * {@value #FEW_LINES} were read.
 */
public final class BadText {

    private static final int FEW_LINES = 100_000;

    private final int files;
    private final double maxShare;
    private final Consumer<BadSample> listener;
    private final List<BadSample> first = new ArrayList<>();
    private long lines;
    private long badLines;
    private int badFiles;

    /**
     * None yet.
     *
     * @param maxShare how many of the lines, and of the files, may be bad, from 0 to 1; with 0 what is wrong with the
     *     first is thrown
     * @param listener is told of each
     */
    public BadText(TextFiles files, double maxShare, Consumer<BadSample> listener) {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("a share lies from 0 to 1, but maxShare is " + maxShare);
        }
        this.files = files.size();
        this.maxShare = maxShare;
        this.listener = listener;
    }

    /** Lines that were read or tried, apart from blank ones. */
    public long lines() {
        return lines;
    }

    /** How many lines and files are bad. */
    public long count() {
        return badLines + badFiles;
    }

    void countGoodLine() {
        lines++;
    }

    void addLine(BadTextException bad) throws IOException {
        lines++;
        badLines++;
        add(BadSample.of(bad.name(), bad), bad);
        if (lines >= FEW_LINES) {
            judgeLines();
        }
    }

    void addFile(Path file, IOException failure) throws IOException {
        if (failure instanceof InterruptedIOException || failure instanceof ClosedByInterruptException) {
            // Not the file's fault.
            throw failure;
        }
        badFiles++;
        add(BadSample.of(file.toAbsolutePath().toString(), failure), failure);
        if (badFiles > maxShare * files) {
            throw TooManyBadSamplesException.of(badFiles, files, "files", maxShare, first);
        }
    }

    private void add(BadSample bad, IOException failure) throws IOException {
        if (maxShare == 0) {
            throw failure;
        }
        if (first.size() < TooManyBadSamplesException.SHOWN) {
            first.add(bad);
        }
        listener.accept(bad);
    }

    /**
     * All was read.
     *
     * @throws TooManyBadSamplesException if more of the lines are bad than is tolerated
     */
    void judgeLines() throws TooManyBadSamplesException {
        if (badLines > maxShare * lines) {
            throw TooManyBadSamplesException.of(badLines, lines, "lines", maxShare, first);
        }
    }
}
