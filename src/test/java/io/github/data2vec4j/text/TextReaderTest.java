package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    void plainTextHasBlankLines() throws IOException {
        write("a.txt", "\uFEFF one\r\n\t\ntwo");
        assertThat(lines("a.txt", "text")).containsExactly("one", "", "two");
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
            {"text": null}      | text is not a string, but null
            {"text": ["a"]}     | text is not a string, but ["a"]
            {"text": "a\\ud800"} | text is no text: character 1 of a text is U+D800
            """)
    void namesTheLineThatIsNoDocument(String line, String problem) throws IOException {
        var file = write("bad.jsonl", "{\"text\": \"good\"}\n\n" + line + "\n");
        assertThatThrownBy(() -> lines("bad.jsonl", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith(file + ", line 3: " + problem);
    }

    @Test
    void namesWhatIsNotCompressed() throws IOException {
        var plain = write("plain.txt.gz", "no gzip");
        assertThatThrownBy(() -> lines("plain.txt.gz", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith(plain + ", line 1: not what gzip writes, or cut off");
        var empty = write("empty.txt.gz", "");
        assertThatThrownBy(() -> lines("empty.txt.gz", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith(empty + ", line 1: not what gzip writes");
        var whole = gzip("one\n" + "two\n".repeat(10));
        var cut = Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> lines("cut.txt.gz", "text"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith(cut + ", line ")
                .hasMessageContaining("not what gzip writes, or cut off: ");
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
    void endsWhereALineIsTooLong() throws IOException {
        var bytes = "four\nfive5\r\nsix66\rsevens7\n".getBytes(StandardCharsets.UTF_8);
        try (var fits = new LineLimit(new ByteArrayInputStream(bytes), Path.of("a"), 7)) {
            assertThat(fits.readAllBytes()).isEqualTo(bytes);
        }
        try (var tooLong = new LineLimit(new ByteArrayInputStream(bytes), Path.of("/a"), 6)) {
            assertThatThrownBy(tooLong::readAllBytes)
                    .isInstanceOf(BadTextException.class)
                    .hasMessage("/a, line 3: longer than 6 bytes, which is no line of text");
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
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
