package io.github.data2vec4j.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Encodes lines on several threads and writes them in the order in which they came. */
final class LineEncoder implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final TokenShardWriter writer;
    private final int ahead;
    private final ExecutorService workers;
    private final ArrayDeque<Piece> underWay = new ArrayDeque<>();

    /** @param lastOf the file that ends with these lines */
    private record Piece(
            Future<List<int[]>> lines, @Nullable Path lastOf) {}

    LineEncoder(Tokenizer tokenizer, TokenShardWriter writer, int threads) {
        this.tokenizer = tokenizer;
        this.writer = writer;
        // While the first is written, no worker goes without work.
        this.ahead = 4 * threads;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("tokenizer-", 0).daemon().factory());
    }

    /**
     * Takes lines, and waits where too many are under way.
     *
     * @param lines empty ones end documents
     * @param lastOf the file that ends with them, or null
     */
    void add(List<String> lines, @Nullable Path lastOf) throws IOException {
        if (underWay.size() >= ahead) {
            writeFirst();
        }
        underWay.add(new Piece(
                workers.submit(() -> lines.stream().map(tokenizer::encode).toList()), lastOf));
    }

    /** Waits until all are written. */
    void finish() throws IOException {
        while (!underWay.isEmpty()) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException {
        var piece = underWay.removeFirst();
        for (var line : encoded(piece.lines())) {
            // Of such a line nothing is left but that it stands between others.
            if (line.length == 0) {
                writer.endDocument();
            } else {
                writer.addLine(line);
            }
        }
        if (piece.lastOf() != null) {
            writer.endFile(piece.lastOf());
        }
    }

    private static List<int[]> encoded(Future<List<int[]>> lines) throws IOException {
        try {
            return lines.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IllegalStateException("a text could not be encoded: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while text was encoded");
        }
    }

    /** Waits for the threads; what was not written is dropped. */
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
