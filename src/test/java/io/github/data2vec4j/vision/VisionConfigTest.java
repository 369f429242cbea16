package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionConfigTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            224, 15, 3, 12, 768, 12, 3072, 0, 0    | imageSize 224 is no multiple of patchSize 15
            8, 16, 3, 12, 768, 12, 3072, 0, 0      | imageSize 8 is no multiple of patchSize 16
            224, 0, 3, 12, 768, 12, 3072, 0, 0     | imageSize 224 is no multiple of patchSize 0
            224, 16, 0, 12, 768, 12, 3072, 0, 0    | channels must be at least 1, is 0
            224, 16, 3, 12, 768, 10, 3072, 0, 0    | width 768 cannot be shared by 10 heads
            224, 16, 3, 0, 768, 12, 3072, 0, 0     | layers, width, heads and feedForwardWidth are at least 1
            224, 16, 3, 12, 768, 12, 3072, 1, 0    | dropout is in [0, 1), not 1.0
            224, 16, 3, 12, 768, 12, 3072, 0, -0.5 | dropPath is in [0, 1), not -0.5
            """)
    void whatNoModelCanBeMadeOf(String numbers, String message) {
        var n = numbers.split(", ", -1);
        assertThatThrownBy(() -> new VisionConfig(
                        Integer.parseInt(n[0]),
                        Integer.parseInt(n[1]),
                        Integer.parseInt(n[2]),
                        Integer.parseInt(n[3]),
                        Integer.parseInt(n[4]),
                        Integer.parseInt(n[5]),
                        Integer.parseInt(n[6]),
                        1e-6,
                        null,
                        RelativePositions.NONE,
                        false,
                        true,
                        false,
                        Double.parseDouble(n[7]),
                        0,
                        Double.parseDouble(n[8].strip())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void patchesFormAGrid() {
        var config =
                new VisionConfig(48, 8, 3, 1, 8, 2, 8, 1e-6, null, RelativePositions.NONE, false, true, false, 0, 0, 0);
        assertThat(config.grid()).isEqualTo(6);
        assertThat(config.patches()).isEqualTo(36);
    }
}
