package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.TokenizeListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Shows how text is made into tokens, by the megabytes of text that were read. */
final class TokenizeProgress implements TokenizeListener, AutoCloseable {

    private static final long MEGABYTE = 1_000_000;

    /** Speed is taken over some of the last updates. */
    private static final int UPDATES = 1_000;

    private final ProgressLine line;
    private final LeftOutNotes leftOut;
    private final PrintWriter out;
    private final int files;
    private final long bytes;
    private long shownBytes;
    private long shownTokens;

    TokenizeProgress(TextFiles files, PrintWriter out) throws IOException {
        this.out = out;
        this.files = files.size();
        this.bytes = files.bytes();
        out.printf(Locale.ROOT, "making tokens of %,d MB in %,d files%n", megabytes(), files.size());
        out.flush();
        line = ProgressLine.onStandardOutput("tokens", 0, megabytes());
        leftOut = new LeftOutNotes(line);
    }

    private long megabytes() {
        return Math.max(1, Math.ceilDiv(bytes, MEGABYTE));
    }

    @Override
    public void onProgress(int filesRead, long bytesRead, long tokens) {
        boolean isEnd = filesRead == files;
        if (isEnd || bytesRead - shownBytes >= Math.max(MEGABYTE, bytes / UPDATES)) {
            var metrics = new LinkedHashMap<String, Double>();
            metrics.put("million tokens", tokens / 1e6);
            line.update(isEnd ? megabytes() : bytesRead / MEGABYTE, tokens - shownTokens, metrics);
            shownBytes = bytesRead;
            shownTokens = tokens;
        }
    }

    @Override
    public void onBadText(BadSample bad) {
        leftOut.accept(bad);
    }

    /** Says at the end how much was left out, and where all of it is listed. */
    void tellLeftOut(Path folder) {
        if (leftOut.count() > 0) {
            line.close();
            out.printf(
                    Locale.ROOT,
                    "lines and files left out, because they cannot be read: %,d; %s lists them%n",
                    leftOut.count(),
                    folder.resolve(BadSamples.FILE));
            out.flush();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
