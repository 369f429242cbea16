package io.github.data2vec4j.torch;

import java.io.IOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Libraries unpacked from jars, once for each content: a folder is named after what is in it, so a new version never
 * meets the files of an old one. Any number of processes may ask for the same folder at once; it appears whole or not
 * at all.
 */
final class LibraryCache {

    private static final int KEY_DIGITS = 16;

    private final Path root;

    LibraryCache(Path root) {
        this.root = root;
    }

    /** In the cache of this user. */
    static LibraryCache ofUser() {
        return new LibraryCache(CacheFolder.ofUser());
    }

    Path root() {
        return root;
    }

    /**
     * A folder with the given files.
     *
     * @param name start of the folder's name
     * @param files the content by file name
     * @throws NativeLoadException if they cannot be unpacked
     */
    Path unpacked(String name, Map<String, URL> files) {
        try {
            var entries = new LinkedHashMap<String, JarContent>();
            for (var file : files.entrySet()) {
                entries.put(file.getKey(), JarContent.of(file.getValue()));
            }
            var folder = root.resolve(name + "-" + key(entries));
            if (!Files.isDirectory(folder)) {
                unpack(folder, entries);
            }
            return folder;
        } catch (IOException e) {
            throw new NativeLoadException(
                    "cannot unpack the native libraries into " + root + ": " + e
                            + "; free some space (about 0.8 GB), or set DATA2VEC4J_CACHE to a folder that can be"
                            + " written to",
                    e);
        }
    }

    private void unpack(Path folder, Map<String, JarContent> entries) throws IOException {
        Files.createDirectories(root);
        var lock = root.resolve(folder.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid() || Files.isDirectory(folder)) {
                return;
            }
            // Only the holder of the lock writes here, so what lies there is left from a process that died.
            var temporary = root.resolve(folder.getFileName() + ".tmp");
            delete(temporary);
            Files.createDirectories(temporary);
            for (var entry : entries.entrySet()) {
                try (var content = entry.getValue().url().openStream()) {
                    Files.copy(content, temporary.resolve(entry.getKey()));
                }
            }
            publish(temporary, folder);
        }
    }

    private static void publish(Path temporary, Path folder) throws IOException {
        try {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // On a file system without locks another process was first, with the same content.
            delete(temporary);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename a folder in one step", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String key(Map<String, JarContent> entries) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            entries.forEach((file, content) -> digest.update(
                    (file + ":" + content.size() + ":" + content.checksum() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
