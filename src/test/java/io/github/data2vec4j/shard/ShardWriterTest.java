package io.github.data2vec4j.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardWriterTest {

    private static final ShardSize LARGE = new ShardSize(1 << 20, 1000);
    private static final String LONG = "folder/" + "ö".repeat(120) + "/0";

    @TempDir
    private Path folder;

    @Test
    void writesWhatIsReadAgain() throws IOException {
        var shards = write("out", LARGE, "a/0", "b/0", LONG);
        assertThat(shards).containsExactly(folder.resolve("out/shard-000000.tar"));
        // The index is that of the archive.
        assertThat(new TarIndexFiles(folder).of(shards.getFirst()))
                .usingRecursiveComparison()
                .isEqualTo(TarIndexBuilder.scan(shards.getFirst()));
        try (var samples = TarSamples.open(shards, SampleShards.PICTURES, folder)) {
            assertThat(samples.size()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                var key = List.of("a/0", "b/0", LONG).get(i);
                assertThat(samples.key(i)).isEqualTo(key);
                assertThat(samples.content(i).bytes()).isEqualTo(("picture " + key).getBytes(UTF_8));
                assertThat(samples.beside(i, "txt").orElseThrow().bytes()).isEqualTo(key.getBytes(UTF_8));
            }
        }
        assertThat(folder.resolve("out.unfinished")).doesNotExist();
    }

    @Test
    void tarCanReadThem() throws Exception {
        var tar = write("out", LARGE, "a/0", LONG).getFirst();
        var list = folder.resolve("list");
        var errors = folder.resolve("errors");
        assumeTrue(hasTar(), "there is no tar on this machine");
        var process = new ProcessBuilder("tar", "--list", "--quoting-style=literal", "--file", tar.toString())
                .redirectOutput(list.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(errors).isEmptyFile();
        assertThat(Files.readString(list)).isEqualTo("a/0.jpg\na/0.txt\n%1$s.jpg\n%1$s.txt\n".formatted(LONG));
    }

    private static boolean hasTar() throws InterruptedException {
        try {
            return new ProcessBuilder("tar", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void hasTheSameBytesForTheSameSamples() throws IOException {
        var first = write("first", LARGE, "a", "b").getFirst();
        var second = write("second", LARGE, "a", "b").getFirst();
        assertThat(first).hasSameBinaryContentAs(second);
    }

    // A sample has two files of less than a block: 2048 bytes, and an archive ends with 1024.
    @Test
    void beginsANewShardWhenOneIsFull() throws IOException {
        assertThat(sizes(write("samples", new ShardSize(1 << 20, 2), "a", "b", "c")))
                .containsExactly(5120L, 3072L);
        assertThat(sizes(write("exact", new ShardSize(5120, 1000), "a", "b", "c")))
                .containsExactly(5120L, 3072L);
        assertThat(sizes(write("less", new ShardSize(5119, 1000), "a", "b"))).containsExactly(3072L, 3072L);
        assertThat(sizes(write("tiny", new ShardSize(1, 1000), "a", "b"))).containsExactly(3072L, 3072L);
    }

    @Test
    void leavesNothingWhenItIsNotFinished() throws IOException {
        try (var writer = writer("out", false)) {
            writer.add("a", sample("a"));
            assertThat(ShardFiles.find(folder, SampleShards.PICTURES)).isEmpty();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void takesThePlaceOfWhatAKilledProcessLeft() throws IOException {
        Files.createDirectories(folder.resolve("out.unfinished"));
        Files.writeString(folder.resolve("out.unfinished/shard-000007.tar.unfinished"), "half");
        write("out", LARGE, "a");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("shard-000000.tar", "shard-000000.tar.d2v-index");
        }
    }

    @Test
    void replacesShardsOnlyWhenAskedAndNothingElseEver() throws IOException {
        write("out", LARGE, "a", "b");
        assertThatThrownBy(() -> writer("out", false)).hasMessageContaining("it is not empty; choose another --output");
        try (var writer = writer("out", true)) {
            writer.add("c", sample("c"));
            writer.finish();
        }
        try (var samples =
                TarSamples.open(List.of(folder.resolve("out/shard-000000.tar")), SampleShards.PICTURES, folder)) {
            assertThat(samples.key(0)).isEqualTo("c");
        }
        Files.writeString(folder.resolve("out/thesis.txt"), "three years of work");
        try (var writer = writer("out", true)) {
            writer.add("d", sample("d"));
            assertThatThrownBy(writer::finish).hasMessageContaining("it has other files than shards, such as");
        }
        assertThat(folder.resolve("out/thesis.txt")).exists();
        assertThat(folder.resolve("out/shard-000000.tar")).exists();
    }

    @Test
    void refusesKeysThatOthersWouldReadDifferently() throws IOException {
        try (var writer = writer("out", false)) {
            writer.add("a.b/c", sample("a"));
            assertThatThrownBy(() -> writer.add("a.b/c", sample("a")))
                    .hasMessageContaining("two samples have the key a.b/c");
            for (var key : List.of("", "a/", "a/b.c", ".a")) {
                assertThatThrownBy(() -> writer.add(key, sample("a"))).hasMessageContaining("is no key");
            }
        }
    }

    private List<Path> write(String output, ShardSize size, String... keys) throws IOException {
        try (var writer = new ShardWriter(new ShardOutput(folder.resolve(output), false), size)) {
            for (var key : keys) {
                writer.add(key, sample(key));
            }
            return writer.finish();
        }
    }

    private ShardWriter writer(String output, boolean overwrite) throws IOException {
        return new ShardWriter(new ShardOutput(folder.resolve(output), overwrite), LARGE);
    }

    private static SequencedMap<String, Content> sample(String key) {
        var files = new LinkedHashMap<String, Content>();
        files.put("jpg", new TextContent(key, "picture " + key));
        files.put("txt", new TextContent(key, key));
        return files;
    }

    private static List<Long> sizes(List<Path> files) throws IOException {
        var sizes = new ArrayList<Long>();
        for (var file : files) {
            sizes.add(Files.size(file));
        }
        return sizes;
    }
}
