package io.github.data2vec4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files of one checkpoint: a buffer in each, {@code checkpoint.json} that describes them, and that one's checksum
 * in a file of its own. So a bit that is lost anywhere shows.
 */
final class CheckpointFiles {

    private static final String HEADER = "checkpoint.json";
    private static final String HEADER_CHECKSUM = "checkpoint.json.crc32c";
    private static final int PIECE = 1 << 22;

    private CheckpointFiles() {}

    /** Writes all files into an empty folder, and brings them to the disk. */
    static void write(Path folder, CheckpointHeader header, SequencedMap<String, MemorySegment> buffers)
            throws IOException {
        var files = new LinkedHashMap<String, CheckpointHeader.File>();
        for (var buffer : buffers.entrySet()) {
            files.put(buffer.getKey(), write(folder.resolve(buffer.getKey()), buffer.getValue()));
        }
        var written = write(folder.resolve(HEADER), text(header.with(files).toJson()));
        write(folder.resolve(HEADER_CHECKSUM), text(Long.toHexString(written.crc32c()) + "\n"));
        sync(folder);
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CheckpointHeader.File write(Path file, MemorySegment content) throws IOException {
        var crc = new CRC32C();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long from = 0; from < content.byteSize(); from += PIECE) {
                var piece = content.asSlice(from, Math.min(PIECE, content.byteSize() - from))
                        .asByteBuffer();
                crc.update(piece.duplicate());
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            channel.force(true);
        }
        return new CheckpointHeader.File(content.byteSize(), crc.getValue());
    }

    /** Brings the names in a folder to the disk. */
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Reads every file and compares it with its checksum.
     *
     * @throws IOException if one is missing or is not what was written; the message names it
     * @throws IllegalArgumentException if the description is of another format
     */
    static CheckpointHeader checked(Path folder) throws IOException {
        var headerFile = existing(folder, HEADER);
        var checksum = Files.readString(existing(folder, HEADER_CHECKSUM), StandardCharsets.ISO_8859_1)
                .strip();
        if (!checksum.equals(Long.toHexString(checksum(headerFile)))) {
            throw changed(HEADER);
        }
        var header = CheckpointHeader.parse(Files.readString(headerFile));
        for (var file : header.files().entrySet()) {
            var path = existing(folder, file.getKey());
            if (Files.size(path) != file.getValue().bytes()) {
                throw new IOException(file.getKey() + " has " + Files.size(path) + " bytes instead of "
                        + file.getValue().bytes());
            }
            if (checksum(path) != file.getValue().crc32c()) {
                throw changed(file.getKey());
            }
        }
        return header;
    }

    private static Path existing(Path folder, String name) throws IOException {
        var file = folder.resolve(name);
        if (Files.notExists(file)) {
            throw new IOException(name + " is missing");
        }
        return file;
    }

    private static IOException changed(String name) {
        return new IOException(name + " is not what was written (its checksum differs)");
    }

    private static long checksum(Path file) throws IOException {
        var crc = new CRC32C();
        var piece = ByteBuffer.allocate(Math.clamp(Files.size(file), 1, PIECE));
        try (var channel = FileChannel.open(file)) {
            while (channel.read(piece) >= 0) {
                crc.update(piece.flip());
                piece.clear();
            }
        }
        return crc.getValue();
    }

    /** Reads a file of a checkpoint that was checked. */
    static void read(Path file, MemorySegment into) throws IOException {
        try (var channel = FileChannel.open(file)) {
            for (long from = 0; from < into.byteSize(); from += PIECE) {
                var piece = into.asSlice(from, Math.min(PIECE, into.byteSize() - from))
                        .asByteBuffer();
                while (piece.hasRemaining()) {
                    if (channel.read(piece) < 0) {
                        throw new IOException(file + " was cut off while it was read");
                    }
                }
            }
        }
    }

    /** Removes a folder with its files; what is not there is gone already. */
    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.delete(folder);
    }
}
