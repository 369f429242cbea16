package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Preview.Picture;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class MaskedPicturesTest {

    private static final int SIZE = 4;

    private static VisionConfig config() {
        return new VisionConfig(
                SIZE, 2, 3, 1, 8, 1, 8, 1e-6, 0.1, RelativePositions.SHARED, false, true, false, 0, 0, 0);
    }

    /** A picture of one colour, normalised by the mean 0.5 and the deviation 0.5. */
    private static void fill(float[] pixels, int picture, int red, int green, int blue) {
        int plane = SIZE * SIZE;
        int[] levels = {red, green, blue};
        for (int i = 0; i < 3 * plane; i++) {
            pixels[picture * 3 * plane + i] = (levels[i / plane] / 255f - 0.5f) / 0.5f;
        }
    }

    @Test
    void maskedPatchesAreGreyBesideTheWhole() {
        var pixels = new float[2 * 3 * SIZE * SIZE];
        fill(pixels, 0, 0x12, 0x34, 0x56);
        fill(pixels, 1, 255, 0, 200);
        try (var scope = Scope.open()) {
            // The upper right patch of the first picture, the lower left one of the second.
            var mask = Mask.of(new boolean[] {false, true, false, false, false, false, true, false}, 2, 4);
            var input = Input.of(Tensors.of(pixels, 2, 3, SIZE, SIZE));
            var shown = new MaskedPictures(config(), PixelNorm.HALF).of(new Views(input, input, mask));

            assertThat(shown).hasSize(1);
            var image = ((Picture) shown.getFirst()).image();
            // Pictures of 4 pixels are shown 48 times as large, 4 apart.
            assertThat(image.getWidth()).isEqualTo(388);
            assertThat(image.getHeight()).isEqualTo(388);
            assertThat(color(image, 144, 48)).isEqualTo(0x123456);
            assertThat(color(image, 196 + 95, 95)).isEqualTo(0x123456);
            assertThat(color(image, 196 + 96, 95)).isEqualTo(0x808080);
            assertThat(color(image, 196 + 96, 96)).isEqualTo(0x123456);
            assertThat(color(image, 193, 10)).isEqualTo(0xFFFFFF);
            assertThat(color(image, 10, 196 + 100)).isEqualTo(0xFF00C8);
            assertThat(color(image, 196 + 10, 196 + 100)).isEqualTo(0x808080);
        }
    }

    private static int color(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }
}
