package io.github.data2vec4j.vision;

import static io.github.data2vec4j.vision.TestPictures.patterned;
import static io.github.data2vec4j.vision.TestPictures.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.vision.ColorStep.Brightness;
import io.github.data2vec4j.vision.ColorStep.Contrast;
import io.github.data2vec4j.vision.ColorStep.Saturation;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expected values: Pillow 12.3, ImageEnhance.Brightness, Contrast and Color one after another on the 4x3 picture of
 * {@link TestPictures#patterned}.
 */
class ColorMapTest {

    @Test
    void brightness() {
        assertThat(recoloured(new Brightness(0.7f)))
                .containsExactly(
                        0, 70, 141, 25, 96, 167, 51, 122, 14, 77, 148, 39, 42, 113, 4, 68, 144, 40, 94, 175, 76, 120,
                        26, 112, 85, 156, 47, 111, 12, 93, 137, 48, 138, 163, 84, 4);
        assertThat(recoloured(new Brightness(1.4f)))
                .containsExactly(
                        0, 141, 255, 51, 193, 255, 103, 245, 28, 155, 255, 79, 85, 226, 9, 137, 255, 81, 189, 255, 152,
                        240, 53, 224, 170, 255, 95, 222, 25, 186, 255, 96, 255, 255, 168, 9);
    }

    @Test
    void contrast() {
        assertThat(recoloured(new Contrast(0.65f)))
                .containsExactly(
                        45, 111, 177, 69, 135, 201, 93, 159, 58, 118, 183, 82, 85, 151, 50, 109, 179, 83, 133, 208, 116,
                        157, 70, 149, 125, 190, 90, 149, 57, 132, 173, 90, 174, 197, 123, 50);
        assertThat(recoloured(new Contrast(1.35f)))
                .containsExactly(
                        0, 90, 226, 4, 140, 255, 54, 190, 0, 104, 240, 31, 36, 172, 0, 86, 232, 32, 136, 255, 101, 186,
                        5, 170, 118, 255, 45, 168, 0, 133, 218, 47, 221, 255, 116, 0);
    }

    @Test
    void saturation() {
        assertThat(recoloured(new Saturation(0.6f)))
                .containsExactly(
                        32, 93, 154, 69, 130, 191, 95, 155, 62, 132, 192, 99, 82, 142, 49, 121, 186, 97, 161, 230, 145,
                        140, 59, 132, 143, 203, 110, 124, 40, 109, 166, 90, 167, 196, 128, 60);
        assertThat(recoloured(new Saturation(1.4f)))
                .containsExactly(
                        0, 108, 250, 4, 145, 255, 52, 194, 0, 89, 231, 14, 39, 181, 0, 74, 225, 18, 109, 255, 72, 204,
                        16, 187, 100, 242, 25, 193, 0, 157, 225, 47, 228, 255, 111, 0);
    }

    @Test
    void factorZeroLeavesGreyAndFactorOneEverything() {
        assertThat(recoloured(new Saturation(0)))
                .containsExactly(
                        82, 82, 82, 119, 119, 119, 127, 127, 127, 164, 164, 164, 114, 114, 114, 157, 157, 157, 200, 200,
                        200, 92, 92, 92, 175, 175, 175, 73, 73, 73, 122, 122, 122, 141, 141, 141);
        var picture = patterned(4, 3);
        var same = ColorMap.of(picture, List.of(new Saturation(1), new Contrast(1), new Brightness(1)));
        assertThat(recoloured(picture, same)).isEqualTo(unsigned(picture.rgb()));
        var mean = ColorMap.of(picture, List.of(new Contrast(0)));
        assertThat(recoloured(picture, mean)).containsOnly(131);
    }

    @Test
    void orderOfTheStepsMatters() {
        assertThat(recoloured(new Brightness(0.7f), new Contrast(1.35f), new Saturation(0.6f)))
                .containsExactly(
                        21, 58, 116, 32, 89, 147, 57, 114, 35, 92, 149, 60, 45, 103, 31, 81, 143, 59, 119, 184, 104, 99,
                        23, 93, 102, 160, 71, 89, 18, 74, 124, 52, 125, 154, 90, 41);
        assertThat(recoloured(new Saturation(1.4f), new Contrast(0.65f), new Brightness(1.25f)))
                .containsExactly(
                        56, 145, 255, 60, 175, 255, 98, 213, 56, 128, 245, 67, 88, 203, 56, 116, 240, 71, 145, 255, 115,
                        222, 70, 208, 137, 253, 77, 213, 56, 183, 240, 95, 242, 255, 147, 56);
        assertThat(recoloured(new Contrast(1.2f), new Saturation(1.3f), new Brightness(0.8f)))
                .containsExactly(
                        0, 79, 204, 0, 116, 204, 33, 160, 0, 69, 196, 2, 21, 147, 0, 55, 190, 5, 91, 204, 59, 166, 0,
                        151, 80, 204, 12, 155, 0, 122, 188, 29, 190, 204, 86, 0);
        assertThat(recoloured(new Saturation(0.75f), new Brightness(1.3f), new Contrast(1.4f)))
                .containsExactly(
                        0, 108, 246, 38, 175, 255, 92, 229, 17, 159, 255, 84, 68, 207, 0, 137, 255, 82, 208, 255, 172,
                        210, 26, 193, 179, 255, 105, 183, 0, 148, 255, 82, 255, 255, 161, 7);
    }

    // The mean that contrast needs is of the whole picture, whatever part is shown.
    @Test
    void partEqualsThatPartOfTheWhole() {
        var picture = patterned(4, 3);
        var map = ColorMap.of(picture, List.of(new Saturation(0.75f), new Brightness(1.3f), new Contrast(1.4f)));
        assertThat(unsigned(map.rows(picture, new CropBox(1, 1, 2, 2)), 2, 2))
                .containsExactly(137, 255, 82, 208, 255, 172, 183, 0, 148, 255, 82, 255);
    }

    private static int[] recoloured(ColorStep... steps) {
        var picture = patterned(4, 3);
        return recoloured(picture, ColorMap.of(picture, List.of(steps)));
    }

    private static int[] recoloured(Picture picture, ColorMap map) {
        var whole = new CropBox(0, 0, picture.width(), picture.height());
        return unsigned(map.rows(picture, whole), picture.width(), picture.height());
    }
}
