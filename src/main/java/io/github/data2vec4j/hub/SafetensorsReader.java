package io.github.data2vec4j.hub;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A safetensors file, mapped into memory and checked as strictly as the format's reference implementation does. Nothing
 * is copied: pages are read from disk when their tensors are touched. Safe for use by many threads.
 *
 * <p>The reader owns the mapping. After {@link #close()} every access to a tensor's data throws
 * {@link IllegalStateException}; close throws it too while another thread is reading. Nobody may shorten the file while
 * it is open.
 */
public final class SafetensorsReader implements AutoCloseable {

    private final Path file;
    private final Arena arena;
    private final SafetensorsHeader header;

    private SafetensorsReader(Path file, Arena arena, SafetensorsHeader header) {
        this.file = file;
        this.arena = arena;
        this.header = header;
    }

    /**
     * Maps a file and checks its header against it.
     *
     * @throws BadSafetensorsException if the file breaks the format
     * @throws IOException if it cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // The reader closes it.
    public static SafetensorsReader open(Path file) throws IOException {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafetensorsReader(file, arena, SafetensorsHeader.parse(file, mapped));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** All tensors by name, in the order of the header; cannot be changed. */
    public SequencedMap<String, SafetensorsEntry> tensors() {
        return header.tensors();
    }

    /**
     * One tensor.
     *
     * @throws BadSafetensorsException if the file has none of that name
     */
    public SafetensorsEntry tensor(String name) throws BadSafetensorsException {
        var entry = header.tensors().get(name);
        if (entry == null) {
            throw new BadSafetensorsException(file, "it has no tensor " + name);
        }
        return entry;
    }

    /** The notes in the file's header, empty if it has none; cannot be changed. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Unmaps the file. Closing twice is allowed. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
