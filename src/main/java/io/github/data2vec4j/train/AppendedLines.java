package io.github.data2vec4j.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file that grows by lines. What cannot be written, since the disk is full or the folder is gone, is told once,
 * waits, and is tried again with the next line; a run never ends for it. For one thread at a time.
 */
public final class AppendedLines implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(AppendedLines.class);

    // At once, so that a disk that stays full for days is not offered all lines at each step.
    private static final int MOST_LINES = 100;

    private final Path file;
    private final Queue<String> unwritten = new ArrayDeque<>();
    private boolean told;

    /** @param file need not be there */
    public AppendedLines(Path file) {
        this.file = file;
    }

    /** Adds a line, given without its end. */
    public void add(String line) {
        unwritten.add(line + '\n');
        try {
            write();
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOGGER.warn("cannot write {}, trying again with each line: {}", file, e.toString());
                told = true;
            }
        }
    }

    private void write() throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var begin = endOfHalfLine(channel);
            while (!unwritten.isEmpty()) {
                var some = unwritten.stream().limit(MOST_LINES).toList();
                append(channel, begin + String.join("", some));
                some.forEach(line -> unwritten.remove());
                begin = "";
            }
        }
    }

    private static void append(FileChannel channel, String text) throws IOException {
        long before = channel.size();
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            channel.position(before);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // Otherwise what was written of a line would stand before the whole one.
            channel.truncate(before);
            throw e;
        }
    }

    /** A run that was killed may have left half a line, which the next one must not continue. */
    private static String endOfHalfLine(FileChannel channel) throws IOException {
        long size = channel.size();
        var last = ByteBuffer.allocate(1);
        return size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n') ? "" : "\n";
    }

    /**
     * Tries for the last time to write what could not be written; closing again does nothing.
     *
     * @throws IOException if some lines are lost
     */
    @Override
    public void close() throws IOException {
        try {
            if (!unwritten.isEmpty()) {
                write();
            }
        } finally {
            unwritten.clear();
        }
    }
}
