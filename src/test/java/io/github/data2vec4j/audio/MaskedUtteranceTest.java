package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Preview.Picture;
import io.github.data2vec4j.data2vec.Preview.Sound;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskedUtteranceTest {

    @Test
    void theFirstUtteranceIsHeardAndItsMaskedFramesAreShaded() {
        var samples = new float[2 * 4000];
        Arrays.fill(samples, 0, 2000, 4);
        Arrays.fill(samples, 2000, 4000, -2);
        try (var scope = Scope.open()) {
            // Of four frames the second.
            var mask = Mask.of(new boolean[] {false, true, false, false, true, true, true, true}, 2, 4);
            var shown = new MaskedUtterance(16_000).of(new Views(Input.of(Tensors.of(samples, 2, 4000)), null, mask));

            var sound = (Sound) shown.get(0);
            assertThat(sound.sampleRate()).isEqualTo(16_000);
            assertThat(sound.samples()).hasSize(4000);
            assertThat(sound.samples()[0]).isEqualTo(0.95f);
            assertThat(sound.samples()[3999]).isEqualTo(-0.475f);
            var image = ((Picture) shown.get(1)).image();
            assertThat(image.getRGB(100, 150) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            assertThat(image.getRGB(250, 150) & 0xFFFFFF).isEqualTo(0xF2C9A0);
            assertThat(image.getRGB(499, 150) & 0xFFFFFF).isEqualTo(0xF2C9A0);
            assertThat(image.getRGB(500, 10) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            // The line itself: (1 - 0.95) / 2 of 199 rows from the top.
            assertThat(image.getRGB(100, 5) & 0xFFFFFF).isEqualTo(0x1F4E9E);
        }
    }

    @Test
    void silenceStaysSilent() {
        try (var scope = Scope.open()) {
            var mask = Mask.of(new boolean[] {true}, 1, 1);
            var shown =
                    new MaskedUtterance(16_000).of(new Views(Input.of(Tensors.of(new float[10], 1, 10)), null, mask));
            assertThat(((Sound) shown.getFirst()).samples()).containsOnly(0);
        }
    }
}
