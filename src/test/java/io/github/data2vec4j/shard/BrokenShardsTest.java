package io.github.data2vec4j.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Mutator;
import io.github.data2vec4j.data.StoredSamples;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken files, many of them: each is read or refused with file and reason, and nothing else happens. */
final class BrokenShardsTest {

    private static final int FILES = Mutator.files(300);

    // Far more than the sound files hold, and far less than a number from broken bytes asks for.
    private static final long MUCH = 4 << 20;

    @TempDir
    private Path folder;

    private int read;
    private int refused;

    @Test
    @Timeout(1800)
    void tarArchives() throws IOException {
        var kinds = List.of("gnu", "pax", "ustar", "v7");
        for (int i = 0; i < FILES; i++) {
            var tar = mutated(SampleShards.tar(kinds.get(i % kinds.size())), i, "broken.tar");
            attempt(tar, i, () -> TarSamples.open(List.of(tar), SampleShards.PICTURES, folder));
        }
        assertThat(read).isGreaterThan(FILES / 20);
        assertThat(refused).isGreaterThan(FILES / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "plain-v2", "zstd-pages", "gzip-v2", "dictionary"})
    @Timeout(1800)
    void parquetFiles(String kind) throws IOException {
        for (int i = 0; i < FILES / 5; i++) {
            var file = mutated(SampleShards.parquet(kind), i, "broken.parquet");
            attempt(file, i, () -> ParquetSamples.open(List.of(file), SampleShards.PICTURES, MUCH));
        }
        assertThat(read).isGreaterThan(FILES / 200);
        assertThat(refused).isGreaterThan(FILES / 5 / 3);
    }

    // What reads such a range takes this for a broken file, and an IOException for a broken disk.
    @Test
    void rangesOutsideOfAParquetFileAreMistakesOfTheFile() throws IOException {
        var file = SampleShards.parquet("snappy");
        int size = Math.toIntExact(Files.size(file));
        try (var input = new ParquetInput(file)) {
            assertThat(input.readRange(0, size).remaining()).isEqualTo(size);
            for (long[] range : new long[][] {{10, -52}, {-1, 4}, {size - 3, 4}}) {
                assertThatThrownBy(() -> input.readRange(range[0], (int) range[1]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("%d bytes at %d are asked for, but the file has %d"
                                .formatted(range[1], range[0], size));
            }
        }
    }

    @Test
    void indices() throws IOException {
        var tar = Files.copy(SampleShards.tar("gnu"), folder.resolve("sound.tar"));
        var sound = new TarIndexFiles(folder).of(tar);
        var index = TarIndexFiles.beside(tar);
        var kept = Files.readAllBytes(index);
        for (int i = 0; i < FILES; i++) {
            Files.write(index, new Mutator(new SplittableRandom(i)).mutated(kept));
            assertThat(new TarIndexFiles(folder).of(tar))
                    .as("mutation %d", i)
                    .usingRecursiveComparison()
                    .isEqualTo(sound);
        }
    }

    private Path mutated(Path original, int seed, String name) throws IOException {
        var bytes = new Mutator(new SplittableRandom(seed)).mutated(Files.readAllBytes(original));
        var file = folder.resolve(name);
        Files.deleteIfExists(TarIndexFiles.beside(file));
        return Files.write(file, bytes);
    }

    /** Opens samples. */
    @FunctionalInterface
    private interface Opening {
        StoredSamples open() throws IOException;
    }

    private void attempt(Path file, int seed, Opening opening) throws IOException {
        int before = refused;
        try (var samples = opening.open()) {
            for (int i = 0; i < samples.size(); i++) {
                readOne(samples, i, file, seed);
            }
            read += refused == before ? 1 : 0;
        } catch (BadShardException e) {
            refused++;
            assertThat(e.getMessage())
                    .as("mutation %d", seed)
                    .contains(file.toString())
                    .hasSizeLessThan(2000);
        }
    }

    private void readOne(StoredSamples samples, int sample, Path file, int seed) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var content = samples.content(sample).read((size, alignment) -> bounded(arena, size, alignment, seed));
            assertThat(content.byteSize()).isLessThan(MUCH);
        } catch (BadSampleException e) {
            refused++;
            assertThat(e.getMessage()).as("mutation %d", seed).contains(file.toString());
        }
    }

    private static MemorySegment bounded(Arena arena, long size, long alignment, int seed) {
        assertThat(size).as("mutation %d", seed).isLessThan(MUCH);
        return arena.allocate(size, alignment);
    }
}
