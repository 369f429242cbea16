package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "abc, abc, 0",
        "kitten, sitting, 3",
        "sede, seed, 1",
        "ca, abc, 3",
        "flaw, lawn, 2"
    })
    void distance(String a, String b, int expected) {
        assertThat(Spelling.distance(a, b)).isEqualTo(expected);
        assertThat(Spelling.distance(b, a)).isEqualTo(expected);
    }

    @Test
    void nearest() {
        var valid = List.of("lr", "betas", "warmupSteps", "weightDecay");

        assertThat(Spelling.nearest("lrr", valid)).contains("lr");
        assertThat(Spelling.nearest("warmup_steps", valid)).contains("warmupSteps");
        assertThat(Spelling.nearest("weigthDecay", valid)).contains("weightDecay");
        assertThat(Spelling.nearest("eps", valid)).isEmpty();
        assertThat(Spelling.nearest("", valid)).isEmpty();
    }
}
