package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.text.BreakMode;
import io.github.data2vec4j.text.TokenShards;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizeCommandTest {

    private static final Path TEXT = Path.of("src", "samples", "text", "austen");

    @TempDir
    private static Path shared;

    private static Path tokenizer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void learn() {
        CommandRun.of(
                "tokenizer", "train", "--data", TEXT.toString(), "--output", shared.toString(), "--vocabulary", "400");
        tokenizer = shared.resolve("tokenizer.json");
    }

    // Every line of every file, as the tokenizer has it alone.
    @Test
    void shardsHoldTheText() throws IOException {
        var run = tokenize(TEXT, "--shard-tokens", "30000");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("making tokens of 1 MB in 24 files")
                .containsPattern("[0-9]{3},[0-9]{3} tokens of [34],[0-9]{3} lines in [0-9,]+ documents, from 24 files,"
                        + " in [0-9]+ shards; [0-9.]+ seconds, [0-9,]+ tokens/s")
                .contains("They are in " + folder.resolve("tokens"));
        var expected = new StringBuilder();
        try (var files = Files.list(TEXT)) {
            for (var file : files.sorted().toList()) {
                boolean isOpen = false;
                for (var line : Files.readAllLines(file)) {
                    expected.append(line.isBlank() ? isOpen ? "</s>" : "" : line.strip() + "</s>");
                    isOpen = !line.isBlank();
                }
                expected.append(isOpen ? "</s>" : "");
            }
        }
        try (var shards = TokenShards.open(folder.resolve("tokens"));
                var read = Tokenizer.read(shards.tokenizer())) {
            assertThat(shards.size()).isGreaterThan(3);
            var blocks = shards.blocks(BreakMode.NONE, 1_000_000_000);
            assertThat(read.decode(blocks.block(0))).isEqualTo("<s>" + expected);
            shards.check();
        }
    }

    @Test
    void readsCompressedJsonLines() throws IOException {
        var corpus = folder.resolve("corpus.jsonl.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(corpus))) {
            gzip.write("{\"content\": \"one\\ntwo\"}\n{\"content\": \"three\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(tokenize(corpus, "--text-key", "content").status()).isZero();
        try (var shards = TokenShards.open(folder.resolve("tokens"));
                var read = Tokenizer.read(shards.tokenizer())) {
            var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 100);
            assertThat(blocks.size()).isEqualTo(2);
            assertThat(read.decode(blocks.block(0))).isEqualTo("<s>one</s>two</s>");
            assertThat(read.decode(blocks.block(1))).isEqualTo("<s>three</s>");
        }
        var learnt = CommandRun.of(
                "tokenizer",
                "train",
                "--data",
                corpus.toString(),
                "--text-key",
                "content",
                "--vocabulary",
                "262",
                "--output",
                folder.resolve("learnt").toString());
        assertThat(learnt.out()).contains("learned from 1 files", "Tried on 3 lines");
    }

    @Test
    void doesNotReplaceShardsUnlessTold() throws IOException {
        write("text/a.txt", "one");
        var texts = folder.resolve("text");
        assertThat(tokenize(texts).status()).isZero();

        var refused = tokenize(texts);
        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err())
                .contains(folder.resolve("tokens") + " holds token shards already")
                .contains("--overwrite");
        write("text/a.txt", "one two");
        assertThat(tokenize(texts, "--overwrite").status()).isZero();
        try (var shards = TokenShards.open(folder.resolve("tokens"));
                var read = Tokenizer.read(shards.tokenizer())) {
            assertThat(read.decode(shards.blocks(BreakMode.NONE, 100).block(0))).isEqualTo("<s>one two</s></s>");
        }
    }

    @Test
    void leavesOutWhatCannotBeRead() throws IOException {
        write("text/a.jsonl", "{\"text\": \"one\"}\n{}\n".repeat(12));
        var texts = folder.resolve("text");
        var run = tokenize(texts, "--max-bad-share", "0.5");
        assertThat(run.status()).isZero();
        var list = folder.resolve("tokens/bad-samples.tsv");
        assertThat(run.out())
                .contains("lines and files left out, because they cannot be read: 12; " + list + " lists them");
        assertThat(Files.readAllLines(list)).hasSize(12).first().asString().startsWith(texts + "/a.jsonl, line 2\t");
        try (var shards = TokenShards.open(folder.resolve("tokens"))) {
            assertThat(shards.documents()).isEqualTo(12);
        }
        var learning = List.of("tokenizer", "train", "--data", texts.toString(), "--output", folder.toString());
        assertThat(CommandRun.of(learning.toArray(String[]::new)).err())
                .contains("12 of 24 lines cannot be read, more than the 1 % that are tolerated", "--max-bad-share");
        assertThat(tokenize(texts, "--max-bad-share", "2").err())
                .contains("--max-bad-share", "'2' is no number from 0 to 1");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        assertRefused(folder.resolve("nowhere"), "nowhere does not exist");
        assertRefused(folder, "no text below " + folder);
        write("text/a.txt", "\n \n");
        var texts = folder.resolve("text");
        assertRefused(texts, "all lines are blank in 1 text files");
        write("text/b.jsonl", "{}");
        assertRefused(texts, "b.jsonl, line 1: there is no key text");
        assertThat(tokenize(TEXT, "--shard-tokens", "0").err()).contains("--shard-tokens must be at least 1, is 0");
        write("tokens/mine", "mine");
        assertRefused(TEXT, "tokens holds mine, which does not belong to token shards");
        assertThat(folder.resolve("tokens/mine")).hasContent("mine");
    }

    private void assertRefused(Path data, String problem) {
        var run = tokenize(data);
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(problem).doesNotContain("at io.github");
        assertThat(TokenShards.isIn(folder.resolve("tokens"))).isFalse();
        assertThat(folder.resolve("tokens.unfinished")).doesNotExist();
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private CommandRun tokenize(Path data, String... more) {
        var arguments = new ArrayList<>(List.of(
                "tokenize",
                "--data",
                data.toString(),
                "--tokenizer",
                tokenizer.toString(),
                "--output",
                folder.resolve("tokens").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
