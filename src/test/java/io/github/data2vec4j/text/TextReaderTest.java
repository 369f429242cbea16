package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Randomness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

    @TempDir
    private Path folder;

    // Blank lines inside a text do not end its document; an object does, and so may blank lines between objects.
    @Test
    void anObjectIsADocument() throws IOException {
        write("a.jsonl", """
                {"text": "one\\n\\n  two \\r\\nthree", "meta": {"text": [1, {}]}}

                {"id": 7, "text": ""}
                {"text":"vier \\u00e9 \\ud83d\\ude00"}
                """);
        assertThat(lines("a.jsonl", "text"))
                .containsExactly("one", "two", "three", "", "", "vier \u00e9 \ud83d\ude00", "");
    }

    @Test
    void theTextMayHaveAnotherName() throws IOException {
        write("a.json", "{\"content\": \"one\", \"text\": null}");
        assertThat(lines("a.json", "content")).containsExactly("one", "");
    }

    @Test
    void nullIsNoDocument() throws IOException {
        write("a.jsonl", "{\"text\": \"one\"}\n{\"text\": null}\n{\"text\": \"two\"}\n");
        assertThat(lines("a.jsonl", "text")).containsExactly("one", "", "two", "");
        var table = Path.of("src/test/resources/io/github/data2vec4j/shard/parquet/texts.parquet");
        assertThat(lines(table.toAbsolutePath().toString(), "text"))
                .containsExactly("Erstes Dokument.", "Zweiter Absatz: ä €.", "", "", "the end", "");
    }

    @Test
    void plainTextHasBlankLines() throws IOException {
        write("a.txt", "\uFEFF one\r\n\t\ntwo");
        assertThat(lines("a.txt", "text")).containsExactly("one", "", "two");
    }

    @Test
    void zerosBehindGzipAreNoText() throws Exception {
        var whole = gzip("one\n");
        Files.write(folder.resolve("a.txt.gz"), Arrays.copyOf(whole, whole.length + 1000));
        assertThat(lines("a.txt.gz", "text")).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
    void utf16IsNamed(String encoding) throws Exception {
        var file = Files.write(folder.resolve("a.txt"), "one\ntwo\n".getBytes(Charset.forName(encoding)));
        var bad = new ArrayList<BadSample>();
        var files = new TextFiles(folder, List.of(file), "text");
        try (var lines = files.lines(file, new BadText(files, 1, bad::add))) {
            assertThat(lines).isEmpty();
        }
        // Cut after each 0x0A, the last zero of UTF-16LE is a line as well.
        assertThat(bad).hasSizeGreaterThanOrEqualTo(2);
        assertThat(bad.get(1).reason()).contains("if it is UTF-16, convert it to UTF-8");
    }

    // Also several files of gzip one after the other, as some tools write them.
    @Test
    void readsWhatIsCompressed() throws IOException {
        var packed = new ByteArrayOutputStream();
        packed.write(gzip("one\n\ntw"));
        packed.write(gzip("o\n"));
        Files.write(folder.resolve("a.txt.GZ"), packed.toByteArray());
        assertThat(lines("a.txt.GZ", "text")).containsExactly("one", "", "two");
        Files.write(folder.resolve("a.jsonl.gz"), gzip("{\"text\": \"one\"}\n"));
        assertThat(lines("a.jsonl.gz", "text")).containsExactly("one", "");
    }

    // Also several frames, as pzstd and cat write them.
    @Test
    void readsWhatZstdWrote() throws IOException {
        var packed = new ByteArrayOutputStream();
        packed.write(zstd("one\n\ntw"));
        packed.write(zstd("o\n"));
        Files.write(folder.resolve("a.txt.zst"), packed.toByteArray());
        assertThat(lines("a.txt.zst", "text")).containsExactly("one", "", "two");
        Files.write(folder.resolve("a.jsonl.ZST"), zstd("{\"text\": \"one\"}\n"));
        assertThat(lines("a.jsonl.ZST", "text")).containsExactly("one", "");
    }

    @Test
    void namesWhatZstdDidNotWrite() throws IOException {
        var tail = "cut off, or not what zstd writes, after line ";
        assertBroken(write("plain.txt.zst", "no zstd"), tail + "0: ");
        assertBroken(write("short.txt.zst", "no"), tail + "0: ");
        assertBroken(write("empty.txt.zst", ""), "the file is empty, which no file of zstd is");
        var whole = zstd("one\n" + "two\n".repeat(10));
        assertBroken(Files.write(folder.resolve("cut.txt.zst"), Arrays.copyOf(whole, whole.length - 2)), tail);
        var twice = Arrays.copyOf(whole, 2 * whole.length);
        assertBroken(Files.write(folder.resolve("zeros.txt.zst"), twice), tail + "11: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xz", "bz2"})
    void namesWhatUnpacksOtherFiles(String ending) throws IOException {
        assertBroken(
                write("a.jsonl." + ending, "..."),
                "it is compressed by %s, which is not supported: unpack it, or compress it with gzip or zstd"
                        .formatted(ending.equals("xz") ? "xz" : "bzip2"));
    }

    @Test
    void knowsHowFarItRead() throws IOException {
        var packed = gzip("one\n".repeat(1000));
        Files.write(folder.resolve("a.txt.gz"), packed);
        try (var reader = TextReader.open(folder.resolve("a.txt.gz"), "text")) {
            assertThat(reader.stream().count()).isEqualTo(1000);
            assertThat(reader.bytesRead()).isEqualTo(packed.length);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"text": "a"        | this is no JSON
            {"text": "a"} {}    | this is no JSON
            {"text": "a", "text": "b"} | this is no JSON: Duplicate
            ["a"]               | expected an object of JSON with the key text
            7                   | expected an object of JSON with the key text
            {"content": "a"}    | there is no key text, but [content] (--text-key names another)
            {"text": 7}         | text is not a string, but 7
            {"text": ["a"]}     | text is not a string, but ["a"]
            {"text": "a\\ud800"} | text is no text: character 1 of a text is U+D800
            """)
    void namesTheLineThatIsNoDocument(String line, String problem) throws IOException {
        var file = write("bad.jsonl", "{\"text\": \"good\"}\n\n" + line + "\n");
        assertThatThrownBy(() -> lines("bad.jsonl", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith("cannot read text " + file + ", line 3: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.txt.gz", "a.jsonl", "a.parquet"})
    void refusesFilesThatGitLfsDidNotFetch(String name) throws IOException {
        write(name, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        assertThatThrownBy(() -> lines(name, "text")).hasMessageEndingWith("fetch that with git lfs pull");
    }

    @Test
    void namesWhatIsNotCompressed() throws IOException {
        var plain = write("plain.txt.gz", "no gzip");
        assertBroken(plain, 0);
        assertBroken(write("empty.txt.gz", ""), "the file is empty, which no file of gzip is");
        var whole = gzip("one\n" + "two\n".repeat(10));
        // All lines come, and then the checksum is missing.
        assertBroken(Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(whole, whole.length - 5)), 11);
        var twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        twice[whole.length] ^= 1;
        assertBroken(Files.write(folder.resolve("second.txt.gz"), twice), 11);
        assertBroken(Files.write(folder.resolve("head.txt.gz"), Arrays.copyOf(twice, whole.length + 3)), 11);
    }

    private void assertBroken(Path file, int afterLine) {
        assertBroken(file, "cut off, or not what gzip writes, after line %d".formatted(afterLine));
    }

    private void assertBroken(Path file, String reason) {
        assertThatThrownBy(() -> lines(file.getFileName().toString(), "text"))
                .isInstanceOf(BadSampleException.class)
                .isNotInstanceOf(BadTextException.class)
                .hasMessageStartingWith("cannot read text %s: %s".formatted(file, reason))
                .message()
                .doesNotContain("null");
    }

    @Test
    void namesTheLineThatIsNoTextInsideToo() throws IOException {
        var latin = "good\nfine\ncaf\u00E9\nmore\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("latin.txt.gz"), gzip(latin));
        assertThatThrownBy(() -> lines("latin.txt.gz", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining("latin.txt.gz, line 3: not UTF-8 text");
    }

    // As of a small compressed file that unpacks to gigabytes without a line's end.
    @Test
    void passesOverALineThatIsTooLong() throws IOException {
        var file = write("long.txt", "four\nfive5\r\nsix666\rsevens7\n\neight");
        try (var reader = new LineReader(file, 6)) {
            assertThat(List.of(reader.next(), reader.next(), reader.next())).containsExactly("four", "five5", "six666");
            assertThatThrownBy(reader::next)
                    .isInstanceOf(BadTextException.class)
                    .hasMessage("cannot read text " + file + ", line 4: longer than 6 bytes, which is no line of text");
            assertThat(List.of(reader.next(), reader.next())).containsExactly("", "eight");
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    // Java's own reader is the truth, for ends of lines of every kind that fall on every place of the buffer.
    @Test
    void readsLinesAsJavaDoes() throws IOException {
        var random = Randomness.of(3).generator();
        var text = new StringBuilder();
        while (text.length() < 300_000) {
            text.append("x\u00e9\ud83d\ude00\uFFFD ".repeat(random.nextInt(3)).repeat(1 << random.nextInt(12)));
            text.append(List.of("\n", "\r", "\r\n", "\n\r").get(random.nextInt(4)));
        }
        var file = write("many.txt", "a" + text);
        var read = new ArrayList<String>();
        try (var reader = new LineReader(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                read.add(line);
            }
        }
        assertThat(read).isEqualTo(Files.readAllLines(file));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zstd(String text) {
        return zstd(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] zstd(byte[] bytes) {
        return Zstd.compress(bytes);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private List<String> lines(String name, String textKey) throws IOException {
        var lines = new ArrayList<String>();
        try (var reader = TextReader.open(folder.resolve(name), textKey)) {
            for (var line = reader.line(); line != null; line = reader.line()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
