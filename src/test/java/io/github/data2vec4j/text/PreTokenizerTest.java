package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreTokenizerTest {

    @Test
    void cutsAsGpt2Does() {
        assertThat(pieces("Hello world's  end!")).containsExactly("Hello", " world", "'s", " ", " end", "!");
        assertThat(pieces("they'll 'twas it's")).containsExactly("they", "'ll", " '", "twas", " it", "'s");
        assertThat(pieces("12ab 3.5 %")).containsExactly("12", "ab", " 3", ".", "5", " %");
        assertThat(pieces("a \t b ")).containsExactly("a", " \t", " b", " ");
        assertThat(pieces("naïve日本 ½Ⅷ")).containsExactly("naïve日本", " ½Ⅷ");
        assertThat(pieces("x\u00A0y\u3000\u3000z")).containsExactly("x", "\u00A0", "y", "\u3000", "\u3000", "z");
        assertThat(pieces("<s></s>")).containsExactly("<", "s", "></", "s", ">");
        assertThat(pieces("")).isEmpty();
    }

    @Test
    void cutsAsAScannerDoes() {
        var random = Randomness.of(1).generator();
        for (var line : Texts.lines(300, random)) {
            assertThat(pieces(line)).isEqualTo(PlainBytePairs.words(line));
        }
        for (int i = 0; i < 300; i++) {
            var text = Texts.anything(20, random);
            assertThat(pieces(text)).isEqualTo(PlainBytePairs.words(text));
        }
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        PreTokenizer.split(text, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(text);
        return pieces;
    }
}
