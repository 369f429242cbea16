package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {

    private static final int DRAWS = 40_000;

    // Means of a million crops drawn by a separate Python program; tolerances are four deviations of 40,000 draws.
    @Test
    void areaAspectAndPlaceAreDistributedAsInAnIndependentProgram() {
        assertThat(mean(320, 240, box -> area(box) / (320 * 240))).isCloseTo(0.4334, within(0.0045));
        assertThat(mean(320, 240, RandomResizedCropTest::logAspect)).isCloseTo(0.0306, within(0.0034));
        assertThat(mean(320, 240, box -> (box.left() + box.width() / 2.0) / 320))
                .isCloseTo(0.5, within(0.004));
        assertThat(mean(320, 240, box -> (box.top() + box.height() / 2.0) / 240))
                .isCloseTo(0.5, within(0.004));
        assertThat(mean(300, 100, box -> area(box) / (300 * 100))).isCloseTo(0.2248, within(0.002));
        assertThat(mean(300, 100, RandomResizedCropTest::logAspect)).isCloseTo(0.0445, within(0.0035));
    }

    @Test
    void everyCropLiesWithinThePicture() {
        for (int i = 0; i < DRAWS; i++) {
            int width = 1 + i % 37;
            int height = 1 + i % 23;
            var box = draw(width, height, i);
            assertThat(box.left()).isBetween(0, width - box.width());
            assertThat(box.top()).isBetween(0, height - box.height());
            assertThat(box.width()).isPositive();
            assertThat(box.height()).isPositive();
        }
    }

    // Area share 0.5 + 0.5 u and aspect 2^(2u - 1): u of 0.5 and 0.5 on 8x6 gives an area of 36, a square of 6.
    @Test
    void drawsAreaAspectTopLeft() {
        var crop = new RandomResizedCrop(0.5, 1, 0.5, 2);
        var random = new ScriptedRandom().thenDoubles(0.5, 0.5).thenInts(0, 2);
        assertThat(crop.draw(8, 6, random)).isEqualTo(new CropBox(2, 0, 6, 6));
        assertThat(random.isUsedUp()).isTrue();
    }

    // Ten times the whole area of a picture whose aspect is out of range; then the widest or tallest allowed in the
    // centre.
    @Test
    void afterTenMissesTheCentre() {
        assertThat(afterTenMisses(1000, 90)).isEqualTo(new CropBox(440, 0, 120, 90));
        assertThat(afterTenMisses(90, 1000)).isEqualTo(new CropBox(0, 440, 90, 120));
    }

    @Test
    void afterTenMissesOnAPictureOfAllowedShapeAllOfIt() {
        var crop = new RandomResizedCrop(1, 1, 0.5, 2);
        var random = new ScriptedRandom();
        for (int i = 0; i < 10; i++) {
            random.thenDoubles(0, 0);
        }
        assertThat(crop.draw(10, 10, random)).isEqualTo(new CropBox(0, 0, 10, 10));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new RandomResizedCrop(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomResizedCrop(0.5, 1.1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomResizedCrop(0.5, 1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomResizedCrop(0.5, 1, Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CropBox afterTenMisses(int width, int height) {
        var random = new ScriptedRandom();
        for (int i = 0; i < 10; i++) {
            random.thenDoubles(1, 0.5);
        }
        var box = RandomResizedCrop.DATA2VEC.draw(width, height, random);
        assertThat(random.isUsedUp()).isTrue();
        return box;
    }

    private static double mean(int width, int height, ToDoubleFunction<CropBox> quantity) {
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> draw(width, height, i))
                .flatMapToDouble(box -> DoubleStream.of(quantity.applyAsDouble(box)))
                .average()
                .orElseThrow();
    }

    private static CropBox draw(int width, int height, int sample) {
        return RandomResizedCrop.DATA2VEC.draw(
                width, height, Randomness.of(5).sample(sample).generator());
    }

    private static double area(CropBox box) {
        return (double) box.width() * box.height();
    }

    private static double logAspect(CropBox box) {
        return Math.log((double) box.width() / box.height());
    }
}
