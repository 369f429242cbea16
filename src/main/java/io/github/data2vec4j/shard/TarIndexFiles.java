package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indices of tar archives, kept beside them as {@code SHARD.tar.d2v-index}, or in a cache where that cannot be written.
 * One that is broken, or older than its archive, is made anew; a file that is no index of ours stays as it is. Any
 * number of processes may do so at once.
 *
 * @param cache folder for indices of archives in folders that cannot be written to
 */
record TarIndexFiles(Path cache) {

    private static final Logger LOG = LoggerFactory.getLogger(TarIndexFiles.class);
    // Other programs keep indices of their own beside archives, as .idx or .index.
    private static final String SUFFIX = ".d2v-index";

    /**
     * The index of an archive: as it was kept, or from the archive's headers, and then kept.
     *
     * @throws BadShardException if the archive is broken
     * @throws IOException if it cannot be read
     */
    TarIndex of(Path tar) throws IOException {
        var stamp = FileStamp.of(tar);
        for (var place : places(tar)) {
            var kept = read(place, stamp);
            if (kept != null) {
                return kept;
            }
        }
        var index = TarIndexBuilder.scan(tar);
        keep(tar, index, stamp);
        return index;
    }

    /** Keeps an index, in the first place that can be written to. */
    void keep(Path tar, TarIndex index, FileStamp stamp) {
        for (var place : places(tar)) {
            try {
                write(place, index, stamp);
                return;
            } catch (IOException e) {
                LOG.debug("cannot write {}", place, e);
            }
        }
        LOG.warn("the index of {} can be kept neither beside it nor in {}: it is made again at each start", tar, cache);
    }

    /** Where the index of an archive lies when its folder can be written to. */
    static Path beside(Path tar) {
        return tar.resolveSibling(tar.getFileName() + SUFFIX);
    }

    private List<Path> places(Path tar) {
        var path = tar.toAbsolutePath().normalize().toString();
        var crc = new CRC32C();
        crc.update(path.getBytes(StandardCharsets.UTF_8));
        var name = "%s-%08x%s".formatted(tar.getFileName(), crc.getValue(), SUFFIX);
        return List.of(beside(tar), cache.resolve("shards").resolve(name));
    }

    private static @Nullable TarIndex read(Path place, FileStamp stamp) {
        try {
            return Files.exists(place) ? TarIndexFormat.decode(Files.readAllBytes(place), stamp) : null;
        } catch (IOException e) {
            LOG.debug("cannot read {}", place, e);
            return null;
        }
    }

    private static void write(Path place, TarIndex index, FileStamp stamp) throws IOException {
        if (Files.exists(place) && !isIndex(place)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Files.createDirectories(place.toAbsolutePath().getParent());
        var temporary = place.resolveSibling("%s.%d-%d.tmp"
                .formatted(
                        place.getFileName(),
                        ProcessHandle.current().pid(),
                        Thread.currentThread().threadId()));
        try (var channel = Files.newByteChannel(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = TarIndexFormat.encode(index, stamp);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isIndex(Path file) throws IOException {
        try (var start = Files.newInputStream(file)) {
            return TarIndexFormat.isIndex(start.readNBytes(TarIndexFormat.START));
        }
    }
}
