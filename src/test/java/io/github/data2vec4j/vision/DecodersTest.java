package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both decoders against what Pillow reads: src/test/resources/vision/README.md says where the files come from. */
class DecodersTest {

    private static final Path FILES = Path.of("src/test/resources/vision");

    private static final List<String> ORDINARY = List.of(
            "rgb-444.jpg", "rgb-422.jpg", "rgb-420.jpg", "progressive.jpg", "restart.jpg", "grey.jpg", "rotated.jpg");

    @TempDir
    Path folder;

    // The JDK has an older version of the library that Pillow has, which computes the same.
    @ParameterizedTest
    @CsvSource({
        "rgb-444.jpg, 0",
        "grey.jpg, 0",
        "rgb-422.jpg, 0",
        "rgb-420.jpg, 0",
        "progressive.jpg, 0",
        "restart.jpg, 0",
        "rotated.jpg, 0",
        "short-jfif.jpg, 0",
        "cmyk.jpg, 0",
        "ycck.jpg, 0",
        "lossy.webp, 1.5",
        "lossless.webp, 0",
        "alpha.webp, 0"
    })
    void imageIo(String file, double bound) throws Exception {
        var picture = decoded(new ImageIoDecoder(), FILES.resolve(file));
        assertThat(picture.width()).isEqualTo(47);
        assertThat(picture.height()).isEqualTo(33);
        assertThat(difference(picture.rgb(), expected(file))).isLessThanOrEqualTo(bound);
    }

    // The same library as Pillow's, and the same settings.
    @Test
    void turboJpeg() throws Exception {
        var turbo = turbo();
        for (var file : ORDINARY) {
            assertThat(decoded(turbo, FILES.resolve(file)).rgb()).as(file).isEqualTo(expected(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "ycck.jpg", "lossy.webp", "lossless.webp", "alpha.webp"})
    void whatTurboJpegCannotReadImageIoReads(String file) throws Exception {
        assertThat(decoded(turbo(), FILES.resolve(file)).rgb())
                .isEqualTo(decoded(new ImageIoDecoder(), FILES.resolve(file)).rgb());
    }

    @Test
    void bothRefuseTheSameFilesForTheSameReasons() throws Exception {
        var turbo = turbo();
        for (var file : ORDINARY) {
            var whole = Files.readAllBytes(FILES.resolve(file));
            for (int length : new int[] {0, 1, 3, 30, 400, whole.length / 2, whole.length - 20, whole.length - 2}) {
                var cut = Files.write(folder.resolve(file), Arrays.copyOf(whole, length));
                assertThat(refusal(turbo, cut))
                        .as("%s, %d bytes", file, length)
                        .isEqualTo(refusal(new ImageIoDecoder(), cut))
                        .startsWith("cannot read picture " + cut + ": ");
            }
        }
    }

    // A few bytes too many between two parts are harmless, and frequent.
    @Test
    void whatImageIoOnlyWarnsOfIsReadByBoth() throws Exception {
        var plain = Files.readAllBytes(FILES.resolve("rgb-420.jpg"));
        var extra = new byte[plain.length + 3];
        System.arraycopy(plain, 0, extra, 0, 20);
        System.arraycopy(plain, 20, extra, 23, plain.length - 20);
        var file = Files.write(folder.resolve("extra.jpg"), extra);
        var byImageIo =
                decoded(new ImageIoDecoder(), FILES.resolve("rgb-420.jpg")).rgb();
        assertThat(decoded(new ImageIoDecoder(), file).rgb()).isEqualTo(byImageIo);
        assertThat(decoded(turbo(), file).rgb()).isEqualTo(byImageIo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "alpha.webp"})
    void webPThatEndsTooEarlyIsRefused(String name) throws Exception {
        var whole = Files.readAllBytes(FILES.resolve(name));
        for (int length : new int[] {12, 30, whole.length / 2, whole.length - 1}) {
            var cut = Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, length));
            assertThat(refusal(new ImageIoDecoder(), cut)).contains("cut.webp: the file is ");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.51, 1", "0.5, 0.5", "0.3, 0.5", "0.25, 0.25", "0.01, 0.125", "2, 1"})
    void turboJpegTakesTheSmallestScaleThatIsEnough(double least, double taken) throws Exception {
        try (var picture = turbo().open(new FileContent(FILES.resolve("rgb-420.jpg")))) {
            assertThat(picture.width()).isEqualTo(47);
            assertThat(picture.height()).isEqualTo(33);
            var scaled = picture.decode(least);
            assertThat(scaled.scale()).isEqualTo(taken);
            assertThat(scaled.picture().width()).isEqualTo((int) Math.ceil(47 * taken));
            assertThat(scaled.picture().height()).isEqualTo((int) Math.ceil(33 * taken));
        }
    }

    // Boxes that begin and end between the pixels of the smaller picture, flipped and not.
    @Test
    void aViewOfASmallerPictureIsNearlyThatOfTheWhole() throws Exception {
        var turbo = turbo();
        var bytes = new PixelNorm.Rgb(1 / 255f, 1 / 255f, 1 / 255f);
        var augmentation = new Augmentation(
                20,
                new ColorJitter(0, 0, 0),
                0.5,
                new RandomResizedCrop(0.3, 1, 0.75, 4.0 / 3),
                new PixelNorm(new PixelNorm.Rgb(0, 0, 0), bytes));
        var file = new FileContent(Path.of("src/samples/pictures/buildings/chambord.jpg"));
        var random = Randomness.of(1).generator();
        for (int i = 0; i < 20; i++) {
            try (var picture = turbo.open(file)) {
                var view = augmentation.draw(picture.width(), picture.height(), random);
                var small = picture.decode(view.leastScale(20));
                assertThat(small.scale()).isLessThan(1);
                var ofWhole = shown(augmentation, picture.decode(1), view);
                var ofSmall = shown(augmentation, small, view);
                double sum = 0;
                for (int j = 0; j < ofWhole.length; j++) {
                    sum += Math.abs(ofWhole[j] - ofSmall[j]);
                }
                assertThat(sum / ofWhole.length).isLessThan(4);
            }
        }
    }

    private static float[] shown(Augmentation augmentation, ScaledPicture picture, View view) {
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(augmentation.slotBytes(), Float.BYTES);
            augmentation.show(picture, view, slot);
            return slot.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static PictureDecoder turbo() {
        assumeTrue(JpegDecoder.turboJpegLibrary().isPresent(), "TurboJPEG is not installed");
        return JpegDecoder.TURBOJPEG.open();
    }

    private static Picture decoded(PictureDecoder decoder, Path file) throws IOException {
        try (var picture = decoder.open(new FileContent(file))) {
            var decoded = picture.decode(1).picture();
            // A copy, since the picture ends with its file.
            return new Picture(decoded.width(), decoded.height(), decoded.rgb());
        }
    }

    private static String refusal(PictureDecoder decoder, Path file) {
        var refusal = catchThrowableOfType(BadPictureException.class, () -> decoded(decoder, file));
        return String.valueOf(refusal.getMessage());
    }

    private static byte[] expected(String file) throws IOException {
        return Files.readAllBytes(FILES.resolve(file + ".rgb"));
    }

    private static double difference(byte[] rgb, byte[] expected) {
        assertThat(rgb).hasSameSizeAs(expected);
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            sum += Math.abs((rgb[i] & 255) - (expected[i] & 255));
        }
        return sum / rgb.length;
    }
}
