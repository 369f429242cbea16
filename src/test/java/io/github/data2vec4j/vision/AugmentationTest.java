package io.github.data2vec4j.vision;

import static io.github.data2vec4j.vision.TestPictures.patterned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final PixelNorm BYTES =
            new PixelNorm(new PixelNorm.Rgb(0, 0, 0), new PixelNorm.Rgb(1 / 255f, 1 / 255f, 1 / 255f));

    // The script asks for contrast 0.8, saturation 1.25, brightness 1.15 in this order, a flip, and the 7x6 crop at (2,
    // 1).
    // Expected values: Pillow 12.3 with ImageEnhance, transpose, crop, resize(4x4, BICUBIC), then PyTorch 2.13 for the
    // normalisation; elements 0, 1, 15, 16, 31, 32 and 47.
    @Test
    void oneViewStepByStep() {
        var random = new ScriptedRandom()
                .thenDoubles((1.15 - 0.6) / 0.8, (0.8 - 0.6) / 0.8, (1.25 - 0.6) / 0.8)
                .thenInts(0, 0)
                .thenDoubles(0.2)
                .thenDoubles((42.0 / 120 - 0.08) / 0.92, (Math.log(7.0 / 6) - Math.log(0.75)) / (2 * Math.log(4.0 / 3)))
                .thenInts(1, 2);
        var view = view(Augmentation.data2vec(4), patterned(12, 10), random);
        assertThat(random.isUsedUp()).isTrue();
        assertThat(new float[] {view[0], view[1], view[15], view[16], view[31], view[32], view[47]})
                .containsExactly(0.878928f, -0.6280504f, 0.72480524f, -0.582633f, 0.4677872f, 1.4373858f, 0.2522005f);
    }

    @Test
    void allOfThePixelsOfThatView() {
        var random = new ScriptedRandom()
                .thenDoubles((1.15 - 0.6) / 0.8, (0.8 - 0.6) / 0.8, (1.25 - 0.6) / 0.8)
                .thenInts(0, 0)
                .thenDoubles(0.2)
                .thenDoubles((42.0 / 120 - 0.08) / 0.92, (Math.log(7.0 / 6) - Math.log(0.75)) / (2 * Math.log(4.0 / 3)))
                .thenInts(1, 2);
        var augmentation = new Augmentation(4, ColorJitter.DATA2VEC, 0.5, RandomResizedCrop.DATA2VEC, BYTES);
        assertThat(interleaved(view(augmentation, patterned(12, 10), random)))
                .containsExactly(
                        175, 83, 186, 87, 145, 103, 137, 164, 101, 203, 103, 144, 144, 159, 142, 199, 143, 147, 110,
                        116, 124, 90, 141, 120, 79, 143, 123, 154, 132, 184, 198, 185, 125, 157, 104, 153, 175, 134,
                        111, 85, 196, 118, 93, 150, 93, 166, 143, 118);
    }

    @Test
    void flipExchangesLeftAndRight() {
        var picture = patterned(6, 6);
        var all = new RandomResizedCrop(1, 1, 1, 1);
        var none = new ColorJitter(0, 0, 0);
        var straight = view(new Augmentation(6, none, 0, all, BYTES), picture, generator(0));
        var mirrored = view(new Augmentation(6, none, 1, all, BYTES), picture, generator(0));
        for (int row = 0; row < 18; row++) {
            for (int column = 0; column < 6; column++) {
                assertThat(mirrored[6 * row + column]).isEqualTo(straight[6 * row + 5 - column]);
            }
        }
        assertThat(interleaved(straight)).isEqualTo(TestPictures.unsigned(picture.rgb()));
    }

    @Test
    void sameNumbersSameView() {
        var augmentation = Augmentation.data2vec(8);
        var first = view(augmentation, patterned(40, 30), generator(3));
        assertThat(view(augmentation, patterned(40, 30), generator(3))).isEqualTo(first);
        assertThat(view(augmentation, patterned(40, 30), generator(4))).isNotEqualTo(first);
    }

    @Test
    void onePixelIsEnough() {
        var view = view(Augmentation.data2vec(3), new Picture(1, 1, new byte[] {10, 20, 30}), generator(0));
        assertThat(view).hasSize(27);
        assertThat(view[0]).isEqualTo(view[8]);
    }

    @Test
    void refusesASlotOfAnotherSize() {
        var augmentation = Augmentation.data2vec(8);
        assertThat(augmentation.slotBytes()).isEqualTo(3 * 8 * 8 * 4);
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(100);
            assertThatThrownBy(() -> augmentation.apply(patterned(9, 9), generator(0), slot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3, 8, 8]")
                    .hasMessageContaining("768")
                    .hasMessageContaining("100");
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Augmentation.data2vec(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new Augmentation(8, ColorJitter.DATA2VEC, 1.5, RandomResizedCrop.DATA2VEC, PixelNorm.IMAGENET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new PixelNorm(new PixelNorm.Rgb(0, 0, 0), new PixelNorm.Rgb(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RandomGenerator generator(long sample) {
        return Randomness.of(1).purpose(Purpose.AUGMENT).sample(sample).generator();
    }

    private static float[] view(Augmentation augmentation, Picture picture, RandomGenerator random) {
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(augmentation.slotBytes(), Float.BYTES);
            augmentation.apply(picture, random, slot);
            return slot.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static int[] interleaved(float[] planes) {
        int pixels = planes.length / 3;
        var values = new int[planes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(planes[i % 3 * pixels + i / 3]);
        }
        return values;
    }
}
