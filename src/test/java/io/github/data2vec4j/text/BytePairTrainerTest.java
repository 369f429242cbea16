package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Randomness;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTrainerTest {

    // The words of Sennrich et al. 2016. First "e s" and "s t" are 9 each, and e is the smaller; then "es t" is 9. Then
    // "l o" and "o w" are 7; then "lo w". Then "e w", "n e" and "w est" are 6; then "n ew" and "ew est"; then "new
    // est".
    // What is left of "widest" are "d est", "i d" and "w i", 3 each.
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

    private static List<String> merges(BytePairs pairs) {
        return pairs.merges().stream()
                .map(merge -> merge.first() + " " + merge.second())
                .toList();
    }
}
