package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    @TempDir
    Path folder;

    private BytePairs pairs;
    private Path file;
    private Tokenizer tokenizer;

    @BeforeEach
    void train() throws IOException {
        pairs = new BytePairTrainer(400, 2)
                .train(Texts.lines(300, Randomness.of(1).generator()).stream());
        file = folder.resolve("tokenizer.json");
        pairs.write(file);
        tokenizer = Tokenizer.read(file);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void knowsTheVocabulary() {
        var vocabulary = tokenizer.vocabulary();
        assertThat(vocabulary.size()).isEqualTo(400);
        assertThat(List.of(vocabulary.begin(), vocabulary.padding(), vocabulary.end(), vocabulary.mask()))
                .containsExactly(0, 1, 2, 399);
        assertThat(IntStream.range(0, 400).filter(vocabulary::isSpecial)).containsExactly(0, 1, 2, 3, 399);
    }

    @Test
    void encodesAsThePlainProgramDoes() {
        var merges = pairs.merges().stream()
                .map(merge -> merge.first() + " " + merge.second())
                .toList();
        var random = Randomness.of(2).generator();
        var texts = Stream.concat(
                Texts.lines(200, random).stream(),
                Stream.generate(() -> Texts.anything(30, random)).limit(200));
        texts.forEach(text -> assertThat(IntStream.of(tokenizer.encode(text))
                        .mapToObj(pairs.tokens()::get)
                        .toList())
                .isEqualTo(PlainBytePairs.encode(text, merges)));
    }

    @Test
    void decodesWhatItEncodes() {
        var random = Randomness.of(3).generator();
        for (int length = 0; length < 300; length++) {
            var text = Texts.anything(length, random);
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    // By itself the library stops at 512 tokens.
    @Test
    void textsAreOfAnyLength() {
        var text = "the moth\u3000".repeat(5_000);
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        assertThat(tokenizer.encode(text)).hasSizeGreaterThan(5_000);
        assertThat(tokenizer.encode("")).isEmpty();
    }

    @Test
    void textThatSpellsSpecialTokensIsText() {
        for (var text : List.of("<s>", "a <mask> b", "</s></s><pad>", "<<s>s>", "x<unk>", "<s>".repeat(9), "")) {
            var tokens = tokenizer.encode(text);
            assertThat(IntStream.of(tokens).filter(tokenizer.vocabulary()::isSpecial))
                    .isEmpty();
            assertThat(tokenizer.decode(tokens)).isEqualTo(text);
        }
        assertThat(tokenizer.decode(0, 2, 1, 399)).isEqualTo("<s></s><pad><mask>");
    }

    // From Python's tokenizers 0.23.2: a ByteLevelBPETokenizer trained on these lines, for one token less, without
    // mask.
    @Test
    void agreesWithPython() throws IOException {
        var lines = Stream.of(
                "It was the best of times, it was the worst of times,",
                "it was the age of wisdom, it was the age of foolishness,",
                "it was the epoch of belief, it was the epoch of incredulity,",
                "it was the season of Light, it was the season of Darkness,",
                "it was the spring of hope, it was the winter of despair.");
        var small = new BytePairTrainer(300, 2).train(lines);
        small.write(file);
        try (var python = Tokenizer.read(file)) {
            assertThat(python.vocabulary().size()).isEqualTo(292 + 1);
            assertThat(python.encode("It was the worst of hopes, déjà vu: 12 😀"))
                    .containsExactly(
                            44, 87, 267, 268, 260, 82, 85, 86, 87, 266, 224, 75, 82, 83, 269, 15, 224, 71, 131, 106, 77,
                            131, 258, 224, 89, 88, 29, 224, 20, 21, 224, 176, 257, 250, 226);
        }
    }

    @Test
    void otherNumbersOfSpecialTokensAreReadFromTheFile() throws IOException {
        var json = Files.readString(file)
                .replace("\"<s>\"", "\"<x>\"")
                .replace("\"<unk>\"", "\"<s>\"")
                .replace("\"<x>\"", "\"<unk>\"");
        Files.writeString(file, json);
        try (var other = Tokenizer.read(file)) {
            assertThat(other.vocabulary().begin()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<s>", "<pad>", "</s>", "<mask>"})
    void namesAMissingSpecialToken(String token) throws IOException {
        Files.writeString(file, Files.readString(file).replace('"' + token + '"', "\"<other>\""));
        assertThatThrownBy(() -> Tokenizer.read(file))
                .isInstanceOf(BadTokenizerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("special token " + token + " is missing");
    }

    @Test
    void namesAFileThatIsNoTokenizer() throws IOException {
        assertThatThrownBy(() -> Tokenizer.read(folder.resolve("missing.json")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.json");
        assertRefused("{\n\"model\": 3,\n oops", "line 3 is not valid JSON");
        assertRefused("[]", "no model.vocab");
        assertRefused("", "no model.vocab");
        assertRefused("{\"model\": {\"vocab\": {\"a\": \"b\"}}}", "token \"a\" of model.vocab has no number");
        assertRefused("{\"model\": {\"vocab\": {}}, \"added_tokens\": [{\"id\": 1}]}", "has no content");
        assertRefused(
                "{\"model\": {\"vocab\": {}}, \"added_tokens\": [{\"id\": 1, \"content\": \"\"}]}", "has no content");
        var unknown = Files.readString(file).replace("\"BPE\"", "\"Telepathy\"");
        assertRefused(unknown, "Hugging Face's tokenizers library refuses it");
    }

    @Test
    void refusesOneNumberForTwoSpecialTokens() throws IOException {
        var twice = Files.readString(file).replaceFirst("\"id\" : 2", "\"id\" : 1");
        assertRefused(twice, "token 1 is given two of the roles of <s> 0, <pad> 1, </s> 1");
    }

    // Its only token for text is a, and for what is none it names a token that is missing.
    @Test
    void namesTheTokenizerThatCannotEncode() throws IOException {
        var json = Files.readString(file)
                .replaceFirst("(?s)\"vocab\" : \\{.*", """
                        "vocab": {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "<mask>": 399}, "merges": []}}
                        """)
                .replace("\"unk_token\" : null", "\"unk_token\" : \"<gone>\"");
        var poor = Files.writeString(folder.resolve("poor.json"), json);
        var text = Files.writeString(folder.resolve("text.txt"), "a\nab\n");
        try (var other = Tokenizer.read(poor)) {
            assertThat(other.encode("aa")).containsExactly(4, 4);
            assertThatThrownBy(() -> other.encode("ab"))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isInstanceOf(BadTokenizerException.class)
                    .hasMessageContaining(poor.toString())
                    .hasMessageContaining("cannot encode some of the text")
                    .hasMessageContaining("<gone>");
            assertThatThrownBy(() -> tokenize(poor, text))
                    .isInstanceOf(BadTokenizerException.class)
                    .hasMessageStartingWith(poor + ": ");
            assertThat(folder.resolve("tokens")).doesNotExist();
        }
    }

    private void assertRefused(String json, String problem) throws IOException {
        var bad = Files.writeString(folder.resolve("bad.json"), json);
        assertThatThrownBy(() -> Tokenizer.read(bad))
                .isInstanceOf(BadTokenizerException.class)
                .hasMessageContaining(bad.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void refusesHalfCharacters() {
        assertThatThrownBy(() -> tokenizer.encode("ab\uDE00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character 2 of a text is U+DE00");
    }

    @Test
    void doesNothingAfterItIsClosed() {
        tokenizer.close();
        tokenizer.close();
        assertThatThrownBy(() -> tokenizer.encode("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tokenizer.decode(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsFilesIntoBlocks() throws IOException {
        var first = Files.writeString(folder.resolve("1.txt"), "the moth\n then\n\nother\n");
        var second = Files.writeString(folder.resolve("2.txt"), "moth");
        try (var shards = tokenize(file, first, second)) {
            var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 32);
            assertThat(blocks.size()).isEqualTo(3);
            assertThat(tokenizer.decode(blocks.block(0))).isEqualTo("<s>the moth</s>then</s>");
            assertThat(tokenizer.decode(blocks.block(1))).isEqualTo("<s>other</s>");
            assertThat(tokenizer.decode(blocks.block(2))).isEqualTo("<s>moth</s>");
            assertThat(IntStream.range(0, blocks.size()).map(blocks::source)).containsExactly(0, 0, 1);
            assertThat(blocks.name(2)).isEqualTo(second + ", block 2");
            assertThat(shards.documents()).isEqualTo(3);
            assertThat(shards.lines()).isEqualTo(4);
        }
    }

    // More lines than are encoded at once.
    @Test
    void manyLinesKeepTheirOrder() throws IOException {
        var lines = IntStream.range(0, 2_500).mapToObj(i -> "moth " + i).toList();
        var all = Files.write(folder.resolve("all.txt"), lines);
        var read = new StringBuilder();
        try (var shards = tokenize(file, all, all)) {
            var blocks = shards.blocks(BreakMode.NONE, 100);
            for (int i = 0; i < blocks.size(); i++) {
                read.append(tokenizer.decode(blocks.block(i)).substring("<s>".length()));
            }
        }
        var once = String.join("</s>", lines) + "</s></s>";
        assertThat(read).hasToString(once + once);
    }

    @Test
    void saysWhatHoldsNoText() throws IOException {
        var blank = Files.writeString(folder.resolve("3.txt"), " \n\n");
        assertThatThrownBy(() -> tokenize(file, blank))
                .isInstanceOf(NoTextException.class)
                .hasMessageContaining(blank.toString());
    }

    private TokenShards tokenize(Path tokenizerJson, Path... texts) throws IOException {
        var files = new TextFiles(folder, List.of(texts), TextFiles.TEXT_KEY);
        new Tokenization(files, tokenizerJson, 1_000, 0).writeTo(folder.resolve("tokens"), (read, bytes, tokens) -> {});
        return TokenShards.open(folder.resolve("tokens"));
    }
}
