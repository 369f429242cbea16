package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTrainerTest {

    @TempDir
    Path folder;

    // The words of Sennrich et al. 2016. First "e s" and "s t" are 9 each, and e is the smaller; then "es t" is 9. Then
    // "l o" and "o w" are 7; then "lo w". Then "e w", "n e" and "w est" are 6; then "n ew" and "ew est"; and then the
    // pair "new est". What is left of "widest" are "d est", "i d" and "w i", 3 each.
    @Test
    void mergesTheExampleOfThePaper() {
        var lines = Stream.of("newest widest low lower".split(" ", -1))
                .flatMap(word -> Collections.nCopies(
                        switch (word) {
                            case "newest" -> 6;
                            case "widest" -> 3;
                            case "low" -> 5;
                            default -> 2;
                        },
                        word)
                        .stream());
        var pairs = new BytePairTrainer(261 + 8, 1).train(lines);
        assertThat(merges(pairs)).containsExactly("e s", "es t", "l o", "lo w", "e w", "n ew", "new est", "d est");
    }

    @Test
    void tokensAreSpecialThenBytesThenMergesThenMask() {
        var pairs = new BytePairTrainer(263, 1).train(Stream.of("a a a"));
        assertThat(pairs.size()).isEqualTo(262);
        assertThat(pairs.tokens().subList(0, 6)).containsExactly("<s>", "<pad>", "</s>", "<unk>", "!", "\"");
        assertThat(pairs.tokens().subList(259, 262)).containsExactly("Ń", "Ġa", "<mask>");
        assertThat(merges(pairs)).containsExactly("Ġ a");
    }

    // aaaaa has four pairs; they merge from the left and leave one a.
    @Test
    void aRunOfOneByteMergesFromTheLeft() {
        var pairs = new BytePairTrainer(1000, 1).train(Stream.of("aaaaa"));
        assertThat(merges(pairs)).containsExactly("a a", "aa a", "aa aaa");
    }

    @Test
    void stopsAtTheSizeAndAtTheFrequency() {
        assertThat(new BytePairTrainer(261, 1).train(Stream.of("abab")).merges())
                .isEmpty();
        assertThat(merges(new BytePairTrainer(1000, 2).train(Stream.of("abc ab", "x"))))
                .containsExactly("a b");
        assertThat(new BytePairTrainer(1000, 3).train(Stream.of("abc ab", "x")).size())
                .isEqualTo(261);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void mergesAsThePlainProgramDoes(int seed) {
        var lines = Texts.lines(40, Randomness.of(seed).generator());
        int minFrequency = 1 + seed % 3;
        var pairs = new BytePairTrainer(261 + 60, minFrequency).train(lines.stream());
        assertThat(merges(pairs)).isEqualTo(PlainBytePairs.train(lines, 60, minFrequency));
    }

    @Test
    void orderOfLinesDoesNotMatter() {
        var lines = Texts.lines(200, Randomness.of(9).generator());
        var pairs = new BytePairTrainer(400, 2).train(lines.stream());
        Collections.shuffle(lines, new Random(4));
        assertThat(new BytePairTrainer(400, 2).train(lines.stream())).isEqualTo(pairs);
        assertThat(new BytePairTrainer(400, 2).train(lines.parallelStream())).isEqualTo(pairs);
    }

    // All 1,739 merges that Python's tokenizers 0.23.2 learns from the same lines, for vocab_size=2000, min_frequency=2
    // and five special tokens, as a digest of "first second" lines.
    @Test
    void agreesWithPythonOnTheSampleText() throws Exception {
        var files = TextFiles.find(Path.of("src", "samples", "text"));
        var merges = merges(new BytePairTrainer(2000, 2).train(files, noneTolerated(files), new BytePairListener() {}));
        assertThat(merges).startsWith("Ġ t", "h e", "Ġ a", "Ġt he").endsWith("Ġperform ance", "a le", "i ence");
        var digest = MessageDigest.getInstance("SHA-256")
                .digest(String.join("\n", merges).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("1704df03ed3b7c93f0e4594d33e4965ce3c8ceda27751d98a7c008185d1ec1ec");
    }

    @Test
    void learnsFromFilesAsFromTheirLines() throws IOException {
        // No file of text has U+0000.
        var lines = Texts.lines(100, Randomness.of(5).generator()).stream()
                .map(line -> line.replace('\0', '0'))
                .toList();
        var first = write("1.txt", String.join("\n", lines.subList(0, 60)));
        var second = write("2.txt", String.join("\n", lines.subList(60, 100)));
        var heard = new ArrayList<String>();
        var listener = new BytePairListener() {
            @Override
            public void onFile(int read, int total) {
                heard.add("file " + read + "/" + total);
            }

            @Override
            public void onMerge(int learned, int wanted) {
                heard.add("merge " + learned + "/" + wanted);
            }
        };
        var pairs = new BytePairTrainer(261 + 3, 1)
                .train(files(first, second), noneTolerated(files(first, second)), listener);
        assertThat(pairs)
                .isEqualTo(new BytePairTrainer(261 + 3, 1).train(lines.stream().map(String::strip)));
        assertThat(heard).containsExactly("file 1/2", "file 2/2", "merge 0/3", "merge 1/3", "merge 2/3", "merge 3/3");
    }

    // Each word counts its length and 16: more than 100 are too many, and more than 50 too many to go on with.
    @Test
    void ofTooManyWordsTheRarestAreForgotten() {
        var counts = new WordCounts(100);
        for (var word : List.of("abcd", "abcd", "e", "fghi", "abcd", "fghi", "jklm")) {
            counts.add(word);
        }
        assertThat(counts.occurrences())
                .containsOnly(entry("abcd", 3L), entry("e", 1L), entry("fghi", 2L), entry("jklm", 1L));
        counts.add("nopqrstu");
        assertThat(counts.occurrences()).containsOnly(entry("abcd", 3L), entry("fghi", 2L));
        assertThat(counts.forgotten()).isEqualTo(3);
        // Nothing else is as rare as a new word, until all are.
        for (var word : List.of("abcd", "e", "e", "e", "jklm", "jklm", "nopqrstu")) {
            counts.add(word);
        }
        assertThat(counts.occurrences()).containsOnly(entry("abcd", 4L), entry("e", 3L));
        assertThat(counts.forgotten()).isEqualTo(6);
    }

    @Test
    void saysHowManyRareWordsItLeavesOut() throws IOException {
        var file = write("1.txt", "aa aa aa\nb\nc\nd\n");
        var heard = new ArrayList<Long>();
        var pairs = new BytePairTrainer(1000, 1, 60)
                .train(files(file), noneTolerated(files(file)), new BytePairListener() {
                    @Override
                    public void onRareWords(long leftOut) {
                        heard.add(leftOut);
                    }
                });
        assertThat(heard).containsExactly(3L);
        assertThat(merges(pairs)).containsExactly("a a", "Ġ aa");
    }

    private static BadText noneTolerated(TextFiles files) {
        return new BadText(files, 0, bad -> {});
    }

    private TextFiles files(Path... texts) {
        return new TextFiles(folder, List.of(texts), TextFiles.TEXT_KEY);
    }

    @Test
    void namesFilesThatHoldNoText() throws IOException {
        var blank = write("blank.txt", "\n  \n");
        assertThatThrownBy(() -> new BytePairTrainer(300, 1)
                        .train(files(blank), noneTolerated(files(blank)), new BytePairListener() {}))
                .isInstanceOf(NoTextException.class)
                .hasMessageContaining("1 text files")
                .hasMessageContaining(blank.toString());
        var latin = Files.write(folder.resolve("latin.txt"), new byte[] {'o', 'k', '\n', (byte) 0xE9});
        assertThatThrownBy(() -> new BytePairTrainer(300, 1)
                        .train(files(latin), noneTolerated(files(latin)), new BytePairListener() {}))
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining("latin.txt, line 2: not UTF-8");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new BytePairTrainer(260, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("261")
                .hasMessageContaining("260");
        assertThatThrownBy(() -> new BytePairTrainer(300, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BytePairTrainer(300, 1).train(Stream.of("", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no text");
        assertThatThrownBy(() -> new BytePairTrainer(300, 1).train(Stream.of("ab\uD83D cd")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character 2 of a text is U+D83D");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> merges(BytePairs pairs) {
        return pairs.merges().stream()
                .map(merge -> merge.first() + " " + merge.second())
                .toList();
    }
}
