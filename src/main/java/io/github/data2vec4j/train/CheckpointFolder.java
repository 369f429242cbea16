package io.github.data2vec4j.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a run, each a folder {@code step-N}. One that can be seen is whole: it is written beside its
 * place, brought to the disk, and moved there in one step.
 */
final class CheckpointFolder {

    private static final String HEADER = "checkpoint.json";
    private static final String UNFINISHED = ".unfinished";
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})");
    private static final int PIECE = 1 << 24;

    private final Path folder;
    private final Checkpoints which;

    CheckpointFolder(Path folder, Checkpoints which) {
        this.folder = folder;
        this.which = which;
    }

    /** A checkpoint that was found whole. */
    record Found(Path place, CheckpointHeader header) {}

    /**
     * Writes a checkpoint and removes those that are not to be kept. Where this throws, the older ones are as they
     * were.
     *
     * @param buffers by the names of their files
     */
    void write(
            long step,
            String configuration,
            String libtorch,
            List<String> layout,
            SequencedMap<String, MemorySegment> buffers)
            throws IOException {
        Files.createDirectories(folder);
        var place = folder.resolve("step-" + step);
        var beside = folder.resolve("step-" + step + UNFINISHED);
        delete(beside);
        try {
            Files.createDirectory(beside);
            var files = new LinkedHashMap<String, CheckpointHeader.File>();
            for (var buffer : buffers.entrySet()) {
                files.put(buffer.getKey(), writeFile(beside.resolve(buffer.getKey()), buffer.getValue()));
            }
            var header = new CheckpointHeader(
                    CheckpointHeader.FORMAT,
                    step,
                    configuration,
                    libtorch,
                    Runtime.version().toString(),
                    layout,
                    files);
            writeFile(
                    beside.resolve(HEADER),
                    MemorySegment.ofArray(header.toJson().getBytes(StandardCharsets.UTF_8)));
            sync(beside);
            delete(place);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } catch (IOException e) {
            delete(beside);
            throw e;
        }
        prune();
    }

    private static CheckpointHeader.File writeFile(Path file, MemorySegment content) throws IOException {
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
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void prune() throws IOException {
        var steps = steps();
        for (int i = 0; i < steps.size() - which.keep(); i++) {
            if (!which.staysFor(steps.get(i))) {
                delete(folder.resolve("step-" + steps.get(i)));
            }
        }
    }

    /** The updates that were saved, the first one first. */
    private List<Long> steps() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> NAME.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Long.parseLong(matcher.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The newest checkpoint that is whole, or null if there is none.
     *
     * @param complaints is told of each that is not
     */
    @Nullable
    Found newest(Consumer<String> complaints) throws IOException {
        var steps = new ArrayList<>(steps());
        steps.sort(Comparator.reverseOrder());
        for (long step : steps) {
            var place = folder.resolve("step-" + step);
            try {
                return new Found(place, checked(place));
            } catch (IOException | IllegalArgumentException e) {
                complaints.accept("the checkpoint " + place + " is broken and left out: " + e.getMessage());
            }
        }
        return null;
    }

    private static CheckpointHeader checked(Path place) throws IOException {
        var headerFile = place.resolve(HEADER);
        if (Files.notExists(headerFile)) {
            throw new IOException(HEADER + " is missing");
        }
        var header = CheckpointHeader.parse(Files.readString(headerFile));
        for (var file : header.files().entrySet()) {
            var path = place.resolve(file.getKey());
            if (Files.notExists(path)) {
                throw new IOException(file.getKey() + " is missing");
            }
            if (Files.size(path) != file.getValue().bytes()) {
                throw new IOException(file.getKey() + " has " + Files.size(path) + " bytes instead of "
                        + file.getValue().bytes());
            }
            if (checksum(path) != file.getValue().crc32c()) {
                throw new IOException(file.getKey() + " is not what was written (its checksum differs)");
            }
        }
        return header;
    }

    private static long checksum(Path file) throws IOException {
        var crc = new CRC32C();
        var piece = ByteBuffer.allocate(PIECE);
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
    private static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        // The header first: without it the rest is no checkpoint.
        Files.deleteIfExists(directory.resolve(HEADER));
        try (Stream<Path> files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
