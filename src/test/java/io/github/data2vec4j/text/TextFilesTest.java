package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.NoFilesException;
import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {

    @TempDir
    Path folder;

    @Test
    void findsTextInOrder() throws Exception {
        make(
                "b/2.txt",
                "b/10.txt",
                "a.TXT",
                "b.txt",
                "notes.md",
                "b/deep/er/x.txt",
                "txt",
                "b/y.txt.gz",
                "tokenizer.json",
                "z.jsonl",
                "z.jsonl.zst",
                "z.jsonl.xz",
                "c/c4.JSON.gz");
        var expected = List.of(
                folder.resolve("a.TXT"),
                folder.resolve("b.txt"),
                folder.resolve("b/10.txt"),
                folder.resolve("b/2.txt"),
                folder.resolve("b/deep/er/x.txt"),
                folder.resolve("b/y.txt.gz"),
                folder.resolve("c/c4.JSON.gz"),
                folder.resolve("z.jsonl"),
                folder.resolve("z.jsonl.zst"));
        var notes = new ArrayList<String>();
        var found = TextFiles.find(folder, "text", new SearchProgress() {
            @Override
            public void at(String what, int done, int all) {}

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        });
        assertThat(found).isEqualTo(new TextFiles(folder, expected, "text"));
        assertThat(notes).containsExactly("passed over 1 *.xz");
    }

    @Test
    void readsListsRelativeToTheirFolder() throws Exception {
        make("texts/b.txt", "texts/a.txt", "texts/c.txt");
        var list = write("lists/train.lst", "# some\n\n../texts/b.txt\r\n  ../texts/a.txt \n");
        assertThat(TextFiles.find(list).paths())
                .containsExactly(folder.resolve("texts/a.txt"), folder.resolve("texts/b.txt"));
        make("texts/d.json");
        assertThat(TextFiles.find(write("lists/json.lst", "\uFEFF../texts/d.json"))
                        .paths())
                .containsExactly(folder.resolve("texts/d.json"));
    }

    @Test
    void aListMayNameAFileThatIsMissing() throws Exception {
        make("a.txt");
        var found = TextFiles.find(write("train.lst", "a.txt\nmissing.txt"));
        assertThat(found.paths()).containsExactly(folder.resolve("a.txt"), folder.resolve("missing.txt"));
        assertThat(found.bytes()).isEqualTo(5);
        var bad = new ArrayList<BadSample>();
        try (var lines = found.lines(folder.resolve("missing.txt"), new BadText(found, 0.5, bad::add))) {
            assertThat(lines).isEmpty();
        }
        assertThat(bad)
                .extracting(BadSample::name)
                .containsExactly(folder.resolve("missing.txt").toString());
    }

    @Test
    void takesOneFileThatIsNoList() throws Exception {
        for (var name : List.of(
                "a.jsonl",
                "b.json",
                "c.json.gz",
                "d.txt.gz",
                "e.jsonl.zst",
                "news.2020.en.shuffled.deduped.gz",
                "f.xz")) {
            make(name);
            assertThat(TextFiles.find(folder.resolve(name)).paths()).containsExactly(folder.resolve(name));
        }
    }

    @Test
    void anArchiveIsNoText() throws Exception {
        Files.write(folder.resolve("texts.tar.gz"), TextReaderTest.gzip(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> TextFiles.find(folder.resolve("texts.tar.gz"))).isInstanceOf(NoFilesException.class);
    }

    @Test
    void saysWhatIsWrongWithAList() throws Exception {
        make("a.txt", "b.md");
        assertThatThrownBy(() -> TextFiles.find(write("one", "missing.txt\nlost.txt")))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("one: none of its 2 files is there, such as " + folder.resolve("lost.txt"))
                .hasMessageContaining("paths are relative to the list's folder");
        Files.createDirectory(folder.resolve("folder.txt"));
        assertThatThrownBy(() -> TextFiles.find(write("one", "a.txt\nfolder.txt")))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("one, line 2: " + folder.resolve("folder.txt") + " is no file");
        assertThatThrownBy(() -> TextFiles.find(write("two", "\nb.md")))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(
                        "two, line 2: b.md is no *.txt, *.txt.gz, *.txt.zst, *.jsonl, *.jsonl.gz, *.jsonl.zst, *.json, *.json.gz, *.json.zst or *.parquet file")
                .hasMessageContaining("give its folder");
        var book = write("book.txt", "It was the best of times, ".repeat(1000));
        assertThatThrownBy(() -> TextFiles.find(book))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("book.txt, line 1: It was the best of times, It was")
                .hasMessageContaining("... is no *.txt, *.txt.gz")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThatThrownBy(() -> TextFiles.find(write("three", "a\u0000b.txt")))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("three, line 1");
        assertThatThrownBy(() -> TextFiles.find(write("four", "# nothing\n\n")))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("in 2 lines");
    }

    @Test
    void saysWhereNothingWasFound() throws Exception {
        make("a.md", "b/c.pdf");
        assertThatThrownBy(() -> TextFiles.find(folder))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("2 files of other kinds");
        assertThatThrownBy(() -> TextFiles.find(folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void givesTheLinesOfFiles() throws Exception {
        var first = write("1.txt", "\uFEFFone \r\n\r\n \t\n  two\n");
        var second = write("2.txt", "");
        var third = write("3.txt", "three\uFEFF");
        assertThat(lines(first)).containsExactly("one", "two");
        assertThat(lines(second)).isEmpty();
        assertThat(lines(third)).containsExactly("three\uFEFF");
    }

    @Test
    void namesTheLineThatIsNoText() throws Exception {
        // In Latin-1; the reader sees it long before it gets there.
        var text = "good\nfine\n".repeat(30) + "caf\u00E9\nmore\n";
        var file = Files.write(folder.resolve("latin.txt"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> lines(file))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining("latin.txt, line 61: not UTF-8");
        var last = Files.write(folder.resolve("cut.txt"), new byte[] {'#', '\n', '#', (byte) 0xC3});
        assertThatThrownBy(() -> TextFiles.find(last))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("cut.txt is neither a folder nor a UTF-8 text file with one path per line");
    }

    private List<String> lines(Path file) {
        var files = new TextFiles(folder, List.of(file), "text");
        try (var lines = files.lines(file, new BadText(files, 0, bad -> {}))) {
            return lines.toList();
        }
    }

    private void make(String... names) throws IOException {
        for (var name : names) {
            write(name, name);
        }
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
