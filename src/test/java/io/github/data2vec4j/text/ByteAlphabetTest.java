package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteAlphabetTest {

    // As in the vocabulary of GPT-2; ranks counted by hand: 94 visible characters of ASCII, 12 and 82 of Latin-1.
    @ParameterizedTest
    @CsvSource({
        "0x00, 0x0100, 188",
        "0x0A, 0x010A, 198",
        "0x20, 0x0120, 220",
        "0x21, 0x0021, 0",
        "0x41, 0x0041, 32",
        "0x7E, 0x007E, 93",
        "0x7F, 0x0121, 221",
        "0xA0, 0x0142, 254",
        "0xA1, 0x00A1, 94",
        "0xAC, 0x00AC, 105",
        "0xAD, 0x0143, 255",
        "0xAE, 0x00AE, 106",
        "0xFF, 0x00FF, 187"
    })
    void bytesHaveTheCharactersOfGpt2(String value, String character, int rank) {
        byte one = (byte) (int) Integer.decode(value);
        assertThat((int) ByteAlphabet.character(one)).isEqualTo(Integer.decode(character));
        assertThat(ByteAlphabet.rank(one)).isEqualTo(rank);
        assertThat(ByteAlphabet.sorted()[rank]).isEqualTo(ByteAlphabet.character(one));
    }

    @Test
    void charactersAreAllDifferentAndSorted() {
        var sorted = ByteAlphabet.sorted();
        assertThat(sorted).hasSize(256).isSorted().doesNotHaveDuplicates();
        var spelled = new StringBuilder();
        for (byte one : "é!".getBytes(StandardCharsets.UTF_8)) {
            spelled.append(ByteAlphabet.character(one));
        }
        assertThat(spelled).hasToString("Ã©!");
    }
}
