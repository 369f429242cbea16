package io.github.data2vec4j.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/** A shard whose tokens are mapped into memory. */
final class TokenShard {

    private static final int PIECE = 1 << 20;

    private final Path file;
    private final Path lineFile;
    private final TokenType type;
    private final TokenDataset.Shard description;
    private final MemorySegment tokens;

    private TokenShard(Path file, Path lineFile, TokenType type, TokenDataset.Shard description, MemorySegment tokens) {
        this.file = file;
        this.lineFile = lineFile;
        this.type = type;
        this.description = description;
        this.tokens = tokens;
    }

    static Path tokenFile(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, "tokens-%05d.bin", number));
    }

    static Path lineFile(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, "lines-%05d.bin", number));
    }

    /** @param owner unmaps it */
    static TokenShard map(Path folder, int number, TokenType type, TokenDataset.Shard description, Arena owner)
            throws IOException {
        var file = tokenFile(folder, number);
        var lineFile = lineFile(folder, number);
        requireSize(file, description.tokens(), type.bytes());
        requireSize(lineFile, description.lines(), Integer.BYTES);
        try (var channel = FileChannel.open(file)) {
            // Not what the channel says: an access behind the end would be an error, but one of the operating system.
            long bytes = description.tokens() * type.bytes();
            var tokens = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, owner);
            return new TokenShard(file, lineFile, type, description, tokens);
        }
    }

    private static void requireSize(Path file, long elements, int bytesOfOne) throws IOException {
        if (Files.notExists(file)) {
            throw new BadTokensException(file, "it is missing");
        }
        long bytes = Files.size(file);
        if (bytes % bytesOfOne != 0 || bytes / bytesOfOne != elements) {
            throw new BadTokensException(
                    file,
                    "it has %d bytes instead of %d numbers of %d bytes each".formatted(bytes, elements, bytesOfOne));
        }
    }

    Path file() {
        return file;
    }

    long size() {
        return description.tokens();
    }

    /**
     * Copies tokens as int64.
     *
     * @param at index in {@code to} of the first copy
     * @param vocabulary number of tokens that there are
     * @throws BadTokensException if the file holds what is no token, or was shortened
     */
    void copy(long from, int count, MemorySegment to, long at, int vocabulary) throws IOException {
        try {
            long largest = type.widen(tokens, from, count, to, at);
            if (largest >= vocabulary) {
                throw new BadTokensException(
                        file, "it has a token %d, but there are only %d".formatted(largest, vocabulary));
            }
            // Behind the end of a shortened file, its last page is zeros. One that was removed is still whole.
            if (count > 0 && to.getAtIndex(ValueLayout.JAVA_LONG, at + count - 1) == 0 && Files.exists(file)) {
                requireSize(file, description.tokens(), type.bytes());
            }
        } catch (InternalError e) {
            // So Java tells that a page of a mapped file is no longer there.
            throw new BadTokensException(file, "it can no longer be read: it was shortened, or the disk has failed", e);
        }
    }

    /** Hands its lines to a cutter. */
    void readLines(BlockCutter cutter) throws IOException {
        LineIndex.read(lineFile, description, cutter);
    }

    /** Reads all tokens and compares their checksum. @throws BadTokensException if it is another */
    void check() throws IOException {
        var crc = new CRC32C();
        var piece = ByteBuffer.allocate(PIECE);
        // Read, not mapped, for the reason that LineIndex has.
        try (var channel = FileChannel.open(file)) {
            while (channel.read(piece) >= 0) {
                crc.update(piece.flip());
                piece.clear();
            }
        }
        if (crc.getValue() != description.tokensCrc32c()) {
            throw new BadTokensException(file, "it is not what was written (its checksum differs)");
        }
    }
}
