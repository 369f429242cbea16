package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {

    private static final int BIG = 4 << 20;

    @TempDir
    private Path folder;

    private static byte[] content(int seed, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        var file = folder.resolve(name);
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }

    private static URL inJar(Path jar, String entry) throws IOException {
        return URI.create("jar:" + jar.toUri() + "!/" + entry).toURL();
    }

    private Map<String, URL> twoFiles(String jarName, int seed) throws IOException {
        var jar = jar(jarName, Map.of("deep/a", content(seed, 1000), "deep/b", content(seed + 1, 10)));
        var files = new LinkedHashMap<String, URL>();
        files.put("liba.so", inJar(jar, "deep/a"));
        files.put("libb.so", inJar(jar, "deep/b"));
        return files;
    }

    private LibraryCache cache() {
        return new LibraryCache(folder.resolve("cache"));
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whereItIs() {
        var home = Path.of("/home/ada");
        assertThat(CacheFolder.of(Map.of(), home)).isEqualTo(Path.of("/home/ada/.cache/data2vec4j"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x", "DATA2VEC4J_CACHE", ""), home))
                .isEqualTo(Path.of("/x/data2vec4j"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x", "DATA2VEC4J_CACHE", "/own"), home))
                .isEqualTo(Path.of("/own"));
    }

    @Test
    void filesAreUnpackedUnderTheirNewNames() throws IOException {
        var unpacked = cache().unpacked("test", twoFiles("one.jar", 1));

        assertThat(unpacked.getParent()).isEqualTo(folder.resolve("cache"));
        assertThat(unpacked.getFileName().toString()).matches("test-[0-9a-f]{16}");
        assertThat(namesIn(unpacked)).containsExactly("liba.so", "libb.so");
        assertThat(unpacked.resolve("liba.so")).hasBinaryContent(content(1, 1000));
        assertThat(unpacked.resolve("libb.so")).hasBinaryContent(content(2, 10));
    }

    @Test
    void aSecondTimeNothingIsWritten() throws IOException {
        var files = twoFiles("one.jar", 1);
        var unpacked = cache().unpacked("test", files);
        Files.writeString(unpacked.resolve("libb.so"), "mark");

        assertThat(cache().unpacked("test", files)).isEqualTo(unpacked);
        assertThat(unpacked.resolve("libb.so")).hasContent("mark");
    }

    @Test
    void otherContentGoesToAnotherFolder() throws IOException {
        var first = cache().unpacked("test", twoFiles("one.jar", 1));
        var second = cache().unpacked("test", twoFiles("two.jar", 2));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("liba.so")).hasBinaryContent(content(2, 1000));
        assertThat(cache().unpacked("test", twoFiles("three.jar", 1))).isEqualTo(first);
    }

    @Test
    void theContentDecidesAlsoOutsideOfAJar() throws IOException {
        var file = Files.write(folder.resolve("plain"), content(1, 1000));
        var inJar = inJar(jar("same.jar", Map.of("x", content(1, 1000))), "x");

        var content = JarContent.of(file.toUri().toURL());
        assertThat(content.size()).isEqualTo(1000);
        assertThat(content.checksum()).isEqualTo(JarContent.of(inJar).checksum());
        assertThat(cache().unpacked("t", Map.of("lib", file.toUri().toURL())))
                .isEqualTo(cache().unpacked("t", Map.of("lib", inJar)));
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        var files = twoFiles("one.jar", 1);
        var name = new LibraryCache(folder.resolve("elsewhere"))
                .unpacked("test", files)
                .getFileName()
                .toString();
        var leftover = Files.createDirectories(folder.resolve("cache").resolve(name + ".tmp/inner"));
        Files.writeString(leftover.resolve("half"), "half of a library");
        Files.writeString(folder.resolve("cache").resolve(name + ".lock"), "");

        var unpacked = cache().unpacked("test", files);

        assertThat(namesIn(folder.resolve("cache"))).containsExactly(name, name + ".lock");
        assertThat(namesIn(unpacked)).containsExactly("liba.so", "libb.so");
    }

    @Test
    void aFolderThatCannotBeWrittenTo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        var files = twoFiles("one.jar", 1);

        assertThatThrownBy(() -> new LibraryCache(file.resolve("cache")).unpacked("test", files))
                .isInstanceOf(NativeLoadException.class)
                .hasMessageStartingWith("cannot unpack the native libraries into " + file.resolve("cache") + ": ")
                .hasMessageEndingWith("; free some space (about 0.8 GB), or set DATA2VEC4J_CACHE to a folder that can"
                        + " be written to");
    }

    /** Unpacks what its arguments name: the jar, then its entries. */
    static final class Unpacking {
        public static void main(String[] arguments) throws IOException {
            var files = new LinkedHashMap<String, URL>();
            for (int i = 1; i < arguments.length; i++) {
                files.put(arguments[i] + ".so", inJar(Path.of(arguments[0]), arguments[i]));
            }
            var unpacked = LibraryCache.ofUser().unpacked("shared", files);
            for (int i = 1; i < arguments.length; i++) {
                if (!Arrays.equals(Files.readAllBytes(unpacked.resolve(arguments[i] + ".so")), content(i, BIG))) {
                    System.out.println(arguments[i] + " is not whole");
                }
            }
            System.out.println(unpacked);
        }
    }

    @Test
    void severalProcessesAtOnceSeeWholeFiles() throws Exception {
        var jar = jar("big.jar", Map.of("a", content(1, BIG), "b", content(2, BIG), "c", content(3, BIG)));
        var children = new ArrayList<ChildJvm.Running>();
        for (int i = 0; i < 3; i++) {
            children.add(ChildJvm.of(Unpacking.class, jar.toString(), "a", "b", "c")
                    .environment("DATA2VEC4J_CACHE", folder.resolve("cache").toString())
                    .start());
        }
        var outputs = new HashSet<String>();
        for (var child : children) {
            var result = child.await();
            assertThat(result.errors()).isEmpty();
            outputs.add(result.output());
        }
        assertThat(outputs).hasSize(1);
        var name = Path.of(outputs.iterator().next().strip()).getFileName().toString();
        assertThat(namesIn(folder.resolve("cache"))).containsExactly(name, name + ".lock");
    }
}
