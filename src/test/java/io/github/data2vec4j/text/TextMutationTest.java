package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Mutator;
import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broken file of text is read or refused with its name and line; nothing else happens, whatever is in it. */
class TextMutationTest {

    private static final int FILES = Mutator.files(200);

    private static final String JSON = """
            {"text": "It was the best of times,\\nit was the worst of times.", "id": 1}
            {"id": 2.5e3, "text": "caf\\u00e9 \u65e5\u672c", "meta": {"tags": ["a", null, true]}}
            {"text": ""}
            """;

    private static final byte[] JSON_BYTES = JSON.getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.txt"})
    void brokenFilesAreRefusedByName(String name, @TempDir Path folder) throws Exception {
        var random = Randomness.of(name.length()).generator();
        var mutator = new Mutator(random);
        var file = folder.resolve(name);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, broken(name, mutator, random));
            var beforeTheFirstBad = new ArrayList<String>();
            var told = new ArrayList<BadSample>();
            try (var reader = TextReader.open(file, "text")) {
                read(reader, file, beforeTheFirstBad);
                read++;
            } catch (BadSampleException e) {
                assertThat(e).message().startsWith("cannot read text " + file);
                told.add(BadSample.of("", e));
            }
            var all = readOn(file, told);
            assertThat(all.subList(0, beforeTheFirstBad.size())).isEqualTo(beforeTheFirstBad);
        }
        // Of broken JSON most is refused, of plain text what is not UTF-8.
        assertThat((double) read / FILES).isBetween(0.02, 0.95);
    }

    private static byte[] broken(String name, Mutator mutator, RandomGenerator random) throws IOException {
        if (name.endsWith(".gz")) {
            return brokenPack(TextReaderTest::gzip, mutator, random);
        }
        return name.endsWith(".zst") ? brokenPack(TextReaderTest::zstd, mutator, random) : mutator.mutated(JSON_BYTES);
    }

    private interface Packer {
        byte[] pack(byte[] bytes) throws IOException;
    }

    /** Whose checksum refuses nearly all, if it is not broken before it is compressed. */
    private static byte[] brokenPack(Packer packer, Mutator mutator, RandomGenerator random) throws IOException {
        return random.nextBoolean()
                ? mutator.mutated(packer.pack(JSON_BYTES))
                : packer.pack(mutator.mutated(JSON_BYTES));
    }

    private static void read(TextReader reader, Path file, List<String> lines) throws IOException {
        for (var line = reader.line(); line != null; line = reader.line()) {
            assertThat(line).isEqualTo(line.strip());
            // What a tokenizer takes.
            WellFormed.require(line);
            lines.add(line);
        }
        assertThat(reader.bytesRead()).isLessThanOrEqualTo(Files.size(file));
    }

    /** What is good in it, up to its end; the first that is bad is known. */
    private static List<String> readOn(Path file, List<BadSample> first) throws IOException {
        var lines = new ArrayList<String>();
        var told = new ArrayList<BadSample>();
        var files = new TextFiles(file, List.of(file), "text");
        try (var reader = files.open(file, new BadText(files, 1, told::add))) {
            read(reader, file, lines);
        }
        assertThat(told.stream().limit(1)).containsExactlyElementsOf(first);
        return lines;
    }
}
