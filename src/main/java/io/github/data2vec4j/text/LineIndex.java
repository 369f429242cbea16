package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where the lines and documents of a shard end: an int32 for each line, its number of tokens with {@code </s>}, and the
 * sign bit set where its document ends with it.
 */
final class LineIndex {

    /** Marks a line after which its document ends. */
    static final int DOCUMENT_ENDS = Integer.MIN_VALUE;

    private static final int PIECE = 1 << 20;

    private LineIndex() {}

    /**
     * Hands all lines of a shard to a cutter, and checks them. The file is read, not mapped: taking the checksum of a
     * mapped file that somebody shortens would end the JVM.
     *
     * @throws BadTokensException if they are not those that were written
     */
    static void read(Path file, TokenDataset.Shard shard, BlockCutter cutter) throws IOException {
        var crc = new CRC32C();
        var piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        long left = shard.lines();
        long tokens = 0;
        try (var channel = FileChannel.open(file)) {
            while (left > 0) {
                piece.clear().limit((int) Math.min(PIECE, left * Integer.BYTES));
                readFully(channel, piece, file);
                crc.update(piece.flip());
                left -= piece.limit() / Integer.BYTES;
                tokens += cut(piece.rewind(), cutter, shard.tokens() - tokens, file);
            }
        }
        if (tokens != shard.tokens() || crc.getValue() != shard.linesCrc32c()) {
            throw new BadTokensException(file, "it is not what was written (its checksum differs)");
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer piece, Path file) throws IOException {
        while (piece.hasRemaining()) {
            if (channel.read(piece) < 0) {
                throw new BadTokensException(file, "it was cut off while it was read");
            }
        }
    }

    /** @return how many tokens these lines have, together with the ends of documents */
    private static long cut(ByteBuffer lines, BlockCutter cutter, long most, Path file) throws BadTokensException {
        long tokens = 0;
        while (lines.hasRemaining()) {
            int line = lines.getInt();
            int length = line & ~DOCUMENT_ENDS;
            tokens += line < 0 ? length + 1L : length;
            // Before the cutter makes blocks of what is not there.
            if (length == 0 || tokens > most) {
                throw new BadTokensException(file, "it is not what was written (its lines do not fit the tokens)");
            }
            cutter.addLine(length);
            if (line < 0) {
                cutter.endDocument();
            }
        }
        return tokens;
    }
}
