package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.TokenizeListener;
import java.io.IOException;
import java.util.LinkedHashMap;

/** Shows how text is made into tokens: megabytes that were read, of all, and tokens per second. */
final class TokenizeProgress implements TokenizeListener, AutoCloseable {

    private static final long MEGABYTE = 1_000_000;

    private final ProgressLine line;
    private final long bytes;
    private long shownBytes = -1;
    private long shownTokens;

    TokenizeProgress(TextFiles files) throws IOException {
        bytes = files.bytes();
        line = ProgressLine.onStandardOutput("tokens", 0, megabytes(bytes));
    }

    private static long megabytes(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, MEGABYTE));
    }

    @Override
    public void onProgress(int files, long read, long tokens) {
        // Speed is taken over some of the last updates.
        if (read - shownBytes >= Math.max(MEGABYTE, bytes / 1000) || read == bytes && read > shownBytes) {
            var metrics = new LinkedHashMap<String, Double>();
            metrics.put("MB, files", (double) files);
            line.update(read == bytes ? megabytes(bytes) : read / MEGABYTE, tokens - shownTokens, metrics);
            shownBytes = read;
            shownTokens = tokens;
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
