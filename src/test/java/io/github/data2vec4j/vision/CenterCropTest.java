package io.github.data2vec4j.vision;

import static io.github.data2vec4j.vision.TestPictures.patterned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** Expected values: Pillow 12.3, resize(BICUBIC) and crop of {@link TestPictures#patterned}. */
class CenterCropTest {

    private static final PixelNorm BYTES =
            new PixelNorm(new PixelNorm.Rgb(0, 0, 0), new PixelNorm.Rgb(1 / 255f, 1 / 255f, 1 / 255f));

    // 12x10 becomes 7x6, of which 4x4 at (2, 1) are shown: 1.5 is rounded to the even number.
    @Test
    void wide() {
        assertThat(view(patterned(12, 10), 6, 4))
                .containsExactly(
                        109, 124, 98, 85, 119, 107, 134, 115, 95, 166, 124, 151, 108, 83, 123, 173, 143, 124, 177, 128,
                        165, 56, 134, 91, 151, 130, 102, 98, 158, 94, 80, 157, 125, 152, 121, 113, 60, 97, 71, 118, 103,
                        91, 175, 142, 99, 166, 113, 133);
    }

    // 10x13 becomes 8x10, of which 6x6 at (1, 2) are shown.
    @Test
    void tall() {
        assertThat(view(patterned(10, 13), 8, 6))
                .startsWith(148, 72, 151, 76, 164, 69, 55, 85, 127, 88, 100, 78, 153, 99, 124, 202, 186, 167)
                .endsWith(126, 214, 67, 164, 137, 161, 98, 26, 153, 120, 76, 115, 54);
    }

    @Test
    void usualNumbers() {
        assertThat(CenterCrop.imageNet(224)).isEqualTo(new CenterCrop(256, 224, PixelNorm.IMAGENET));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new CenterCrop(5, 6, BYTES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 and 5");
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(4);
            assertThatThrownBy(() -> new CenterCrop(5, 5, BYTES).apply(patterned(3, 3), slot))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int[] view(Picture picture, int shorterSide, int size) {
        var crop = new CenterCrop(shorterSide, size, BYTES);
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(crop.slotBytes(), Float.BYTES);
            crop.apply(picture, slot);
            var planes = slot.toArray(ValueLayout.JAVA_FLOAT);
            var values = new int[planes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(planes[i % 3 * size * size + i / 3]);
            }
            return values;
        }
    }
}
