package io.github.data2vec4j.train;

import io.github.data2vec4j.data.BadSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lists the samples that a run left out: a line {@code name<TAB>number<TAB>reason} for each, written as they are found.
 * Earlier versions wrote no numbers.
 */
public final class BadSampleFile implements Consumer<BadSample>, AutoCloseable {

    private final Path file;
    private final AppendedLines lines;

    /** @param file need not be there: it appears with the first bad sample */
    public BadSampleFile(Path file) {
        this.file = file;
        this.lines = new AppendedLines(file);
    }

    /** What an earlier part of the run listed; half a line, of a run that was killed, is left out. */
    public List<BadSample> earlier() throws IOException {
        var earlier = new ArrayList<BadSample>();
        if (Files.exists(file)) {
            // Half a character too: such bytes are no reason not to go on.
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> BadSample.ofLine(line).stream())
                    .forEach(earlier::add);
        }
        return earlier;
    }

    @Override
    public void accept(BadSample bad) {
        lines.add(bad.toLine());
    }

    /**
     * Tries for the last time to write what could not be written; closing again does nothing.
     *
     * @throws IOException if some lines are lost
     */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
