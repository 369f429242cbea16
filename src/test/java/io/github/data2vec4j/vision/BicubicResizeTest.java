package io.github.data2vec4j.vision;

import static io.github.data2vec4j.vision.TestPictures.patterned;
import static io.github.data2vec4j.vision.TestPictures.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values: Pillow 12.3, Image.resize(size, BICUBIC) of {@link TestPictures#patterned}. */
class BicubicResizeTest {

    @Test
    void shrinks() {
        assertThat(resized(9, 7, 5, 5))
                .containsExactly(
                        30, 142, 158, 94, 190, 81, 181, 151, 113, 158, 93, 121, 36, 120, 205, 114, 157, 66, 185, 111,
                        127, 136, 132, 105, 81, 129, 101, 118, 93, 82, 188, 68, 147, 70, 142, 99, 69, 83, 112, 148, 110,
                        107, 194, 167, 173, 105, 153, 147, 83, 121, 137, 174, 133, 107, 165, 162, 150, 99, 114, 145,
                        104, 144, 135, 181, 109, 116, 106, 111, 92, 64, 155, 85, 110, 170, 88);
    }

    @Test
    void grows() {
        assertThat(resized(3, 2, 7, 4))
                .containsExactly(
                        0, 92, 215, 0, 99, 224, 13, 113, 255, 32, 132, 255, 51, 151, 150, 66, 165, 35, 73, 172, 0, 12,
                        110, 157, 16, 117, 166, 31, 132, 195, 50, 152, 202, 69, 172, 132, 84, 187, 54, 91, 195, 24, 45,
                        145, 43, 51, 153, 52, 66, 171, 74, 85, 192, 95, 104, 213, 97, 119, 231, 92, 126, 238, 90, 62,
                        163, 0, 69, 171, 0, 84, 190, 14, 103, 212, 42, 122, 234, 79, 137, 253, 111, 144, 255, 124);
    }

    @Test
    void shrinksOneSideOnly() {
        assertThat(resized(9, 7, 9, 3))
                .containsExactly(
                        45, 154, 88, 90, 141, 144, 127, 184, 93, 164, 122, 87, 146, 164, 142, 183, 108, 77, 109, 97,
                        124, 48, 147, 125, 93, 76, 173, 179, 102, 129, 146, 98, 126, 75, 144, 113, 112, 120, 110, 87,
                        78, 126, 124, 144, 75, 137, 120, 162, 182, 107, 99, 149, 162, 175, 112, 158, 170, 94, 142, 114,
                        131, 104, 127, 168, 124, 133, 115, 100, 92, 152, 174, 91, 78, 143, 104, 115, 163, 168, 97, 140,
                        69);
    }

    @Test
    void sameSizeIsTheSamePicture() {
        assertThat(resized(5, 5, 5, 5)).isEqualTo(unsigned(patterned(5, 5).rgb()));
    }

    // Columns 3 to 5 and rows 1 to 2 of the 9x7 picture at 8x6.
    @Test
    void partEqualsThatPartOfTheWhole() {
        var part = resized(patterned(9, 7), new BicubicAxis(9, 8, 3, 3), new BicubicAxis(7, 6, 1, 2));
        assertThat(part)
                .containsExactly(181, 63, 148, 185, 145, 99, 83, 139, 75, 96, 142, 69, 34, 133, 102, 98, 78, 135);
    }

    // The same of Pillow with box=(1.5, 0.75, 7.25, 6).
    @Test
    void aPartThatBeginsAndEndsWithinPixels() {
        var part = resized(
                patterned(9, 7), new BicubicAxis(9, 1.5, 5.75, 4, 0, 4), new BicubicAxis(7, 0.75, 5.25, 3, 0, 3));
        assertThat(part)
                .containsExactly(
                        135, 162, 118, 169, 116, 113, 163, 140, 104, 89, 121, 101, 104, 116, 115, 83, 123, 107, 78, 95,
                        99, 151, 113, 127, 85, 142, 122, 138, 93, 135, 178, 167, 89, 126, 148, 148);
    }

    @Test
    void plainColourStaysPlain() {
        var rgb = new byte[3 * 31 * 17];
        Arrays.fill(rgb, (byte) 200);
        var plain = new Picture(31, 17, rgb);
        var resized = resized(plain, new BicubicAxis(31, 6, 0, 6), new BicubicAxis(17, 40, 0, 40));
        assertThat(resized).hasSize(3 * 6 * 40).containsOnly(200);
    }

    // 9 to 5, the curve stretched by 1.8: a separate Python program, in units of 2^-22, for the first and the middle
    // pixel.
    @Test
    void weights() {
        var axis = new BicubicAxis(9, 5, 0, 5);
        assertThat(weights(axis, 0)).containsExactly(2228973, 1941364, 195164, -171196, 0);
        assertThat(weights(axis, 2)).containsExactly(-85858, -101757, 1125689, 2318156, 1125689, -101757, -85858);
        assertThat(axis.first(2)).isEqualTo(1);
    }

    private static int[] weights(BicubicAxis axis, int pixel) {
        int from = axis.weightsAt(pixel);
        return Arrays.copyOfRange(axis.weights(), from, from + axis.taps(pixel));
    }

    private static int[] resized(int width, int height, int newWidth, int newHeight) {
        var columns = new BicubicAxis(width, newWidth, 0, newWidth);
        var rows = new BicubicAxis(height, newHeight, 0, newHeight);
        return resized(patterned(width, height), columns, rows);
    }

    private static int[] resized(Picture picture, BicubicAxis columns, BicubicAxis rows) {
        var mixer = BicubicResize.resize((y, row) -> picture.read(y, 0, row), picture.width(), columns, rows);
        return unsigned((y, row) -> mixer.row(y).write(row), columns.size(), rows.size());
    }
}
