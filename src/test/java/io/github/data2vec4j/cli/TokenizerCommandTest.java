package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizerCommandTest {

    private static final Path TEXT = Path.of("src", "samples", "text", "austen");

    @TempDir
    private Path folder;

    // Numbers and cuts as Python's tokenizers 0.23.2 has them.
    @Test
    void learnsFromTheSampleText() throws IOException {
        var output = folder.resolve("made/tokenizer");
        var run = train(TEXT, output, "--vocabulary", "1000");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("1,000 tokens, 739 of them merges, learned from 24 files.")
                .containsPattern(
                        "Tried on [34],[0-9]{3} lines: all come back unchanged, none with <unk>; [23]\\.[0-9]{2}")
                .contains("The first one is cut like this: \"S|ir| Walter| Elliot|,| of| Kellynch| H|all|,| in|")
                .contains("It is in " + output.resolve("tokenizer.json"))
                .doesNotContain("Note:");
        try (var tokenizer = Tokenizer.read(output.resolve("tokenizer.json"))) {
            assertThat(tokenizer.vocabulary().size()).isEqualTo(1000);
            assertThat(tokenizer.vocabulary().mask()).isEqualTo(999);
        }
    }

    @Test
    void readsAListAndWritesAFile() throws IOException {
        write("text.txt", "aa aa");
        var list = write("list", "text.txt");
        var output = folder.resolve("mine.json");

        assertThat(train(list, output, "--vocabulary", "262").status()).isZero();
        assertThat(output).isRegularFile();
    }

    // The pair of two a comes twice, that of a blank and "aa" once.
    @Test
    void saysWhyThereAreFewerTokens() throws IOException {
        var text = folderWith("aa aa");

        var twice = train(text, folder.resolve("twice"), "--vocabulary", "1300");
        assertThat(twice.status()).isZero();
        assertThat(twice.out())
                .contains("Note: 1 of 1,039 merges.")
                .contains("at least 2 times; more text or a lower --min-frequency would give more")
                .contains("262 tokens, 1 of them merges, learned from 1 files.");
        var once = train(text, folder.resolve("once"), "--vocabulary", "1300", "--min-frequency", "1");
        assertThat(once.out()).contains("Note: 2 of 1,039 merges.").contains("side by side at all; more text would");
    }

    @Test
    void theSmallestVocabularyHasNoMerges() throws IOException {
        var run = train(folderWith("aa aa"), folder, "--vocabulary", "261");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("261 tokens, 0 of them merges")
                .contains("1.00 bytes per token")
                .contains("\"a|a| |a|a\"");
    }

    @Test
    void doesNotReplaceAFileUnlessTold() throws IOException {
        var text = folderWith("aa aa");
        var file = write("tokenizer.json", "mine");

        var refused = train(text, folder);
        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err()).contains(file + " is there already").contains("--overwrite");
        assertThat(file).hasContent("mine");
        assertThat(train(text, folder, "--overwrite").status()).isZero();
        assertThat(file).content().contains("added_tokens");
    }

    @Test
    void refusesNumbersThatAreTooSmall() {
        var vocabulary = train(TEXT, folder, "--vocabulary", "260");
        assertThat(vocabulary.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(vocabulary.err())
                .contains("--vocabulary must be at least 261")
                .contains("but is 260");

        var frequency = train(TEXT, folder, "--min-frequency", "0");
        assertThat(frequency.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(frequency.err()).contains("--min-frequency must be at least 1, but is 0");
    }

    @Test
    void namesWhatHoldsNoText() throws IOException {
        assertRefused(folder.resolve("nowhere"), "nowhere does not exist");
        assertRefused(folder, "no text below " + folder);
        assertRefused(folderWith("\n \n"), "all lines are blank in 1 text files; the first is " + folder);
        Files.write(folder.resolve("text/text.txt"), new byte[] {'o', 'k', '\n', (byte) 0xFF});
        assertRefused(folder.resolve("text"), "text.txt, line 2: not UTF-8 text");
    }

    private void assertRefused(Path data, String problem) {
        var run = train(data, folder.resolve("made"));
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(problem).doesNotContain("at io.github");
    }

    // Numbers counted by hand: four special tokens, then the bytes in the order of ByteAlphabetTest.
    @Test
    void showsTokensAndTheirNumbers() throws IOException {
        train(folderWith("aa aa"), folder, "--vocabulary", "262");

        for (var tokenizer : List.of(folder, folder.resolve("tokenizer.json"))) {
            var run = CommandRun.of("tokenizer", "show", tokenizer.toString(), "aab é\t");
            assertThat(run.status()).isZero();
            assertThat(run.out().lines())
                    .containsExactly(
                            "    260  \"aa\"",
                            "     69  \"b\"",
                            "    224  \" \"",
                            "131 106  \"é\"",
                            "    201  \"\\u0009\"",
                            "6 tokens for 7 bytes");
        }
        assertThat(CommandRun.of("tokenizer", "show", folder.toString(), "")
                        .out()
                        .lines())
                .containsExactly("0 tokens for 0 bytes");
        assertThat(CommandRun.of("tokenizer", "show", folder.toString(), "\uFFFD")
                        .out())
                .contains("\"\uFFFD\"")
                .contains("locale");
    }

    @Test
    void showsWhatATokenizerLoses() throws IOException {
        train(folderWith("aa aa"), folder, "--vocabulary", "262");
        var file = folder.resolve("tokenizer.json");
        Files.writeString(
                file,
                Files.readString(file).replace("\"normalizer\" : null", "\"normalizer\" : {\"type\": \"Lowercase\"}"));

        var run = CommandRun.of("tokenizer", "show", file.toString(), "AB");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("2 tokens for 2 bytes").contains("Decoded it is another text: \"ab\"");
    }

    @Test
    void namesATokenizerThatIsNone() throws IOException {
        var missing = CommandRun.of("tokenizer", "show", folder.toString(), "a");
        assertThat(missing.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(missing.err()).contains(folder.resolve("tokenizer.json") + " does not exist");

        write("tokenizer.json", "{}");
        var empty = CommandRun.of("tokenizer", "show", folder.toString(), "a");
        assertThat(empty.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(empty.err()).contains("there is no model.vocab").doesNotContain("at io.github");

        var half = CommandRun.of("tokenizer", "show", folder.toString(), "\uD800");
        assertThat(half.status()).isEqualTo(Main.WRONG_INPUT);
    }

    @Test
    void asksWhatToDo() {
        var run = CommandRun.of("tokenizer");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("say what to do: train or show");
    }

    private Path folderWith(String text) throws IOException {
        write("text/text.txt", text);
        return folder.resolve("text");
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static CommandRun train(Path data, Path output, String... more) {
        var arguments = new ArrayList<>(
                List.of("tokenizer", "train", "--data", data.toString(), "--output", output.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
