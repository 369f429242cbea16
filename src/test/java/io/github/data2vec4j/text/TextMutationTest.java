package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.Mutator;
import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.txt"})
    void brokenFilesAreRefusedByName(String name, @TempDir Path folder) throws Exception {
        var random = Randomness.of(name.length()).generator();
        var mutator = new Mutator(random);
        var file = folder.resolve(name);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, name.endsWith(".gz") ? brokenGzip(mutator, random) : mutator.mutated(JSON_BYTES));
            try {
                read(file);
                read++;
            } catch (BadTextException e) {
                assertThat(e).message().startsWith(file + ", line ");
            }
        }
        // Of broken JSON most is refused, of plain text what is not UTF-8.
        assertThat((double) read / FILES).isBetween(0.02, 0.95);
    }

    /** Whose checksum refuses nearly all, if it is not broken before it is compressed. */
    private static byte[] brokenGzip(Mutator mutator, RandomGenerator random) throws IOException {
        return random.nextBoolean()
                ? mutator.mutated(TextReaderTest.gzip(JSON_BYTES))
                : TextReaderTest.gzip(mutator.mutated(JSON_BYTES));
    }

    private static void read(Path file) throws IOException {
        try (var reader = TextReader.open(file, "text")) {
            for (var line = reader.line(); line != null; line = reader.line()) {
                assertThat(line).isEqualTo(line.strip());
                // What a tokenizer takes.
                WellFormed.require(line);
            }
            assertThat(reader.bytesRead()).isLessThanOrEqualTo(Files.size(file));
        }
    }
}
