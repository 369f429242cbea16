package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.nn.Convolution.Kernel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioConfigTest {

    /** Of the paper's base model. */
    static final List<AudioConfig.Convolution> CONVOLUTIONS = List.of(
            new AudioConfig.Convolution(512, 10, 5),
            new AudioConfig.Convolution(512, 3, 2),
            new AudioConfig.Convolution(512, 3, 2),
            new AudioConfig.Convolution(512, 3, 2),
            new AudioConfig.Convolution(512, 3, 2),
            new AudioConfig.Convolution(512, 2, 2),
            new AudioConfig.Convolution(512, 2, 2));

    static final AudioConfig BASE = new AudioConfig(
            CONVOLUTIONS, Kernel.CONV1D, 5, 19, 16, 12, 768, 12, 3072, 1e-5, true, 0, 0.1, 0.1, 0, 0.05);

    /** Two convolutions, and a transformer of two blocks with 8 channels. */
    static AudioConfig small(double dropout) {
        return new AudioConfig(
                List.of(new AudioConfig.Convolution(4, 3, 2), new AudioConfig.Convolution(6, 2, 2)),
                Kernel.MATRIX_PRODUCTS,
                2,
                3,
                2,
                2,
                8,
                2,
                12,
                1e-5,
                true,
                dropout,
                dropout,
                dropout,
                dropout,
                0);
    }

    // 20 seconds are 999 frames, one frame sees 400 samples, and each further one 320 more.
    @ParameterizedTest
    @CsvSource({"320000, 999", "400, 1", "399, 0", "719, 1", "720, 2", "0, 0", "5, 0"})
    void countsFrames(long samples, long frames) {
        assertThat(BASE.frames(samples)).isEqualTo(frames);
    }

    @Test
    void featuresAreAsWideAsTheLastConvolution() {
        assertThat(small(0).featureWidth()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 19 | 16 | 12 | 768 | 12 | 0   | 0   | positionLayers must not be negative, is -1
            5  | 18 | 16 | 12 | 768 | 12 | 0   | 0   | positionKernel must be odd and above 0, is 18
            5  | -1 | 16 | 12 | 768 | 12 | 0   | 0   | positionKernel must be odd and above 0, is -1
            5  | 19 | 15 | 12 | 768 | 12 | 0   | 0   | width 768 cannot be shared by 15 positionGroups
            5  | 19 | 0  | 12 | 768 | 12 | 0   | 0   | width 768 cannot be shared by 0 positionGroups
            5  | 19 | 16 | 0  | 768 | 12 | 0   | 0   | layers, width, heads and feedForwardWidth are at least 1
            5  | 19 | 16 | 12 | 768 | 7  | 0   | 0   | width 768 cannot be shared by 7 heads
            5  | 19 | 16 | 12 | 768 | 12 | 1   | 0   | projectionDropout is in [0, 1), not 1.0
            5  | 19 | 16 | 12 | 768 | 12 | 0   | NaN | layerDrop is in [0, 1), not NaN
            """)
    void whatCannotBeIsNamed(
            int positionLayers,
            int positionKernel,
            int positionGroups,
            int layers,
            int width,
            int heads,
            double projectionDropout,
            double layerDrop,
            String reason) {
        assertThatThrownBy(() -> new AudioConfig(
                        CONVOLUTIONS,
                        Kernel.CONV1D,
                        positionLayers,
                        positionKernel,
                        positionGroups,
                        layers,
                        width,
                        heads,
                        3072,
                        1e-5,
                        true,
                        projectionDropout,
                        0,
                        0,
                        0,
                        layerDrop))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void convolutionsThatCannotBeAreNamed() {
        assertThatThrownBy(() -> new AudioConfig.Convolution(4, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels, kernel and stride are at least 1, not 4, 0 and 2");
        assertThatThrownBy(() -> new AudioConfig(
                        List.of(), Kernel.CONV1D, 5, 19, 16, 12, 768, 12, 3072, 1e-5, true, 0, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("convolutions must not be empty");
    }
}
