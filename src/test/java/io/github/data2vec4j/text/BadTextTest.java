package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.TooManyBadSamplesException;
import io.github.data2vec4j.shard.NoColumnException;
import io.github.data2vec4j.shard.SampleShards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and files that cannot be read are left out, told and counted, and what is good around them is read. */
class BadTextTest {

    @TempDir
    private Path folder;

    private final List<BadSample> told = new ArrayList<>();

    @Test
    void readsWhatIsGoodAroundBadLines() throws IOException {
        var file = write("latin.txt", "one\ntw\u00F6\nthree\n\nfour\n");
        assertThat(read(0.5, file)).containsExactly("one", "", "three", "", "four");
        assertThat(told).containsExactly(new BadSample(file + ", line 2", "not UTF-8 text"));
    }

    @Test
    void readsTheOtherDocumentsOfJsonLines() throws IOException {
        var file = write("a.jsonl", "{\"text\": \"one\"}\n{\"text\": 2}\n{\"text\": \"three\"\n{\"text\": \"four\"}\n");
        assertThat(read(0.5, file)).containsExactly("one", "", "", "", "four", "");
        assertThat(told).extracting(BadSample::name).containsExactly(file + ", line 2", file + ", line 3");
        assertThat(told.getFirst().reason()).isEqualTo("text is not a string, but 2");
    }

    @Test
    void readsUntilAFileBreaksOff() throws IOException {
        var whole = TextReaderTest.gzip("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        var file = Files.write(folder.resolve("a.txt.gz"), Arrays.copyOf(whole, whole.length - 5));
        var missing = folder.resolve("gone.txt");
        assertThat(read(0.8, file, missing, write("b.txt", "three"))).containsExactly("one", "two", "three");
        assertThat(told).extracting(BadSample::name).containsExactly(file.toString(), missing.toString());
    }

    @Test
    void refusesTooManyLines() throws IOException {
        var file = write("a.txt", "\u00F6\n" + "good\n\n".repeat(99));
        assertThat(read(0.01, file)).hasSize(1 + 2 * 99);
        var worse = write("b.txt", "\u00F6\n" + "good\n".repeat(98));
        assertThatThrownBy(() -> read(0.01, worse))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessage("1 of 99 lines cannot be read, more than the 1 % that are tolerated:\n  " + worse
                        + ", line 1: not UTF-8 text");
    }

    // A key that no line has should not need hours to be told.
    @Test
    void stopsBeforeTheEndWhereItIsPlain() throws IOException {
        var file = write("a.jsonl", "{\"content\": \"one\"}\n".repeat(150_000));
        assertThatThrownBy(() -> read(0.01, file))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("100,000 of 100,000 lines cannot be read")
                .hasMessageContaining("there is no key text, but [content]")
                .hasMessageEndingWith("and 99,990 more");
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        var good = write("a.txt", "one\n".repeat(10_000));
        var missing = folder.resolve("gone.txt");
        assertThatThrownBy(() -> read(0.49, good, missing))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("1 of 2 files cannot be read, more than the 49 %")
                .hasMessageContaining(missing.toString());
    }

    @Test
    void throwsWhatIsWrongWhereNothingIsTolerated() throws IOException {
        var file = write("a.txt", "\u00F6");
        assertThatThrownBy(() -> read(0, file)).isInstanceOf(BadTextException.class);
        assertThatThrownBy(() -> read(0, folder.resolve("gone.txt")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    // Another table would not have it either, and whole files in its place would not help.
    @Test
    void aTableWithoutTheColumnEndsItAtOnce() throws IOException {
        var good = write("good.txt", "one\n");
        var table = Path.of("src/test/resources/io/github/data2vec4j/shard/parquet/binary.parquet");
        assertThatThrownBy(() -> read(1, good, table))
                .isInstanceOf(NoColumnException.class)
                .hasMessageContaining(
                        "there is no column text with text; its columns are jpg (BYTE_ARRAY), name (BYTE_ARRAY)")
                .hasMessageContaining("--text-key names another");
        assertThat(told).isEmpty();
    }

    @Test
    void tokensOfTheRestAreThoseOfTheGoodText() throws IOException {
        var tokenizer = folder.resolve("tokenizer.json");
        new BytePairTrainer(BytePairTrainer.SMALLEST, 1)
                .train(List.of("any").stream())
                .write(tokenizer);
        var bad = write("bad.txt", "one\ntw\u00F6\nthree\n");
        var good = write("good.txt", "one\n\nthree\n");
        tokenize(tokenizer, bad, folder.resolve("bad"));
        tokenize(tokenizer, good, folder.resolve("good"));
        assertThat(folder.resolve("bad/tokens-00000.bin"))
                .hasSameBinaryContentAs(folder.resolve("good/tokens-00000.bin"));
        assertThat(folder.resolve("bad").resolve(BadSamples.FILE)).hasContent(bad + ", line 2\tnot UTF-8 text\n");
        assertThat(folder.resolve("good").resolve(BadSamples.FILE)).doesNotExist();
        assertThat(told).hasSize(1);
        // Also in the place of what is there.
        tokenize(tokenizer, good, folder.resolve("bad"));
        assertThat(folder.resolve("bad").resolve(BadSamples.FILE)).doesNotExist();
    }

    // Encoding asks for lines in pieces, and once more after the last one.
    @Test
    void aFileThatBreaksOffIsListedOnce() throws IOException {
        var tokenizer = folder.resolve("tokenizer.json");
        new BytePairTrainer(BytePairTrainer.SMALLEST, 1)
                .train(List.of("any").stream())
                .write(tokenizer);
        var whole = TextReaderTest.gzip("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        var cut = Files.write(folder.resolve("a.txt.gz"), Arrays.copyOf(whole, whole.length - 5));
        tokenize(tokenizer, List.of(cut, write("b.txt", "three\n")), folder.resolve("tokens"));
        assertThat(told).extracting(BadSample::name).containsExactly(cut.toString());
        assertThat(folder.resolve("tokens").resolve(BadSamples.FILE))
                .hasContent(told.getFirst().toLine() + "\n");
    }

    // Later row groups are whole, but whoever learns a vocabulary does not see them either.
    @Test
    void nothingIsReadBehindABrokenRowGroup() throws IOException {
        var bytes = Files.readAllBytes(SampleShards.parquet("texts"));
        Arrays.fill(bytes, 4, 12, (byte) 0xFF);
        var file = Files.write(folder.resolve("a.parquet"), bytes);
        var files = new TextFiles(folder, List.of(file), TextFiles.TEXT_KEY);
        try (var reader = files.open(file, new BadText(files, 1, told::add))) {
            assertThat(reader.line()).isNull();
            assertThat(reader.line()).isNull();
        }
        assertThat(told).hasSize(1);
    }

    private void tokenize(Path tokenizer, Path file, Path output) throws IOException {
        tokenize(tokenizer, List.of(file), output);
    }

    private void tokenize(Path tokenizer, List<Path> paths, Path output) throws IOException {
        var files = new TextFiles(folder, paths, TextFiles.TEXT_KEY);
        new Tokenization(files, tokenizer, 1000, 0.5).writeTo(output, new TokenizeListener() {
            @Override
            public void onProgress(int read, long bytes, long tokens) {}

            @Override
            public void onBadText(BadSample one) {
                told.add(one);
            }
        });
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> read(double maxShare, Path... paths) throws IOException {
        var files = new TextFiles(folder, List.of(paths), TextFiles.TEXT_KEY);
        var bad = new BadText(files, maxShare, told::add);
        var lines = new ArrayList<String>();
        for (var path : paths) {
            try (var reader = files.open(path, bad)) {
                for (var line = reader.line(); line != null; line = reader.line()) {
                    lines.add(line);
                }
            }
        }
        bad.judgeLines();
        return lines;
    }
}
