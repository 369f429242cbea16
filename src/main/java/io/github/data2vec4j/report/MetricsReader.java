package io.github.data2vec4j.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a file of metrics that grows, each line once. When the run was resumed or replaced, it begins again. */
final class MetricsReader {

    private static final int HEAD = 512;
    private static final int PIECE = 1 << 20;

    private final Path file;
    private MetricsTable table = new MetricsTable();
    private @Nullable Object key;
    private byte[] head = {};
    private long read;

    MetricsReader(Path file) {
        this.file = file;
    }

    /** All updates that are in the file by now; none if it is missing. */
    MetricsTable read() throws IOException {
        try (var channel = FileChannel.open(file)) {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!isTheSame(attributes, channel)) {
                beginAgain();
            }
            key = attributes.fileKey();
            readLines(channel);
            head = start(channel, (int) Math.min(HEAD, read));
        } catch (NoSuchFileException e) {
            beginAgain();
        }
        return table;
    }

    /** A file that was replaced may have the number of the one before; its first line has another time. */
    private boolean isTheSame(BasicFileAttributes attributes, FileChannel channel) throws IOException {
        return Objects.equals(key, attributes.fileKey())
                && channel.size() >= read
                && Arrays.equals(head, start(channel, head.length));
    }

    private static byte[] start(FileChannel channel, int length) throws IOException {
        var start = ByteBuffer.allocate(length);
        while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {}
        return start.array();
    }

    private void beginAgain() {
        table = new MetricsTable();
        read = 0;
        head = new byte[0];
    }

    private void readLines(FileChannel channel) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece, read + piece.position()) >= 0) {
            int end = lastLineEnd(piece);
            if (end > 0) {
                new String(piece.array(), 0, end, StandardCharsets.UTF_8)
                        .lines()
                        .forEach(table::add);
                read += end;
                piece.flip().position(end);
                piece.compact();
            } else if (!piece.hasRemaining()) {
                throw new IOException(file + " has a line of more than " + PIECE + " bytes: it holds no metrics");
            }
        }
    }

    /** Where the text after the last whole line begins. */
    private static int lastLineEnd(ByteBuffer piece) {
        int end = piece.position();
        while (end > 0 && piece.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }
}
