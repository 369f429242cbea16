package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void knowsWhatIsNoText() {
        var vocabulary = Vocabulary.of(10, 0, 1, 2, 9, 3, 0);
        assertThat(vocabulary.size()).isEqualTo(10);
        assertThat(vocabulary.begin()).isZero();
        assertThat(vocabulary.padding()).isEqualTo(1);
        assertThat(vocabulary.end()).isEqualTo(2);
        assertThat(vocabulary.mask()).isEqualTo(9);
        assertThat(IntStream.range(0, 10).filter(vocabulary::isSpecial)).containsExactly(0, 1, 2, 3, 9);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Vocabulary.of(10, 0, 1, 2, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10");
        assertThatThrownBy(() -> Vocabulary.of(10, -1, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Vocabulary.of(10, 0, 1, 2, 3, 12)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Vocabulary.of(10, 0, 1, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token 1 is given two of the roles");
        assertThatThrownBy(() -> Vocabulary.of(4, 0, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 4 tokens are special");
    }
}
