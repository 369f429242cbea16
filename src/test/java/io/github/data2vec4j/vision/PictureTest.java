package io.github.data2vec4j.vision;

import static io.github.data2vec4j.vision.TestPictures.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by Pillow 12.3, those with 16 or 4 bits by hand with zlib; the values are what was put in. */
class PictureTest {

    private static final int[] PATTERN = {0, 101, 202, 37, 138, 239, 74, 175, 20, 61, 162, 7, 98, 206, 58, 135, 250, 109
    };

    private static final String RGB =
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAHElEQVR42mNkSD2lqqqqqqrKaLuIXVXHWFXH"
                    + "GAArUQP+alOOpgAAAABJRU5ErkJggg==";

    // Two halves of 16x16 in (200, 60, 30) and (20, 120, 220), without subsampling.
    private static final String JPEG =
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJ"
                    + "BwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK"
                    + "CgoKCgr/wAARCAAQABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABQf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAA"
                    + "AAAACQoI/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8Ag7MZICBqE+48K6gggahPu//Z";

    private static final String GREY_JPEG =
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4R"
                    + "DgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEA"
                    + "AD8ANH//2Q==";

    private static final String CMYK_JPEG =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4L"
                    + "CxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAgJ/8QAFBABAAAAAAAAAAAAAAAAAAAA"
                    + "AP/aAA4EQwBNAFkASwAAPwCnAeKBnQ//2Q==";

    @TempDir
    Path folder;

    @Test
    void rgb() throws Exception {
        var picture = decode(RGB);
        assertThat(picture.width()).isEqualTo(3);
        assertThat(picture.height()).isEqualTo(2);
        assertThat(unsigned(picture.rgb())).isEqualTo(PATTERN);
    }

    // ImageIO's own conversion would take 82 for linear light and give 154.
    @Test
    void grey() throws Exception {
        assertGrey(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAEElEQVR4nGMMUuVgUVDTBgAEOwD2W2iKEgAAAABJRU5ErkJggg==",
                82,
                119,
                127,
                114,
                157,
                200);
    }

    @Test
    void greyOfOneBitAndOfFour() throws Exception {
        assertGrey(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACAQAAAAC1D1u3AAAADElEQVR4nGNIYFIAAAFIAIMySF1YAAAAAElFTkSuQmCC",
                0,
                255,
                255,
                255,
                0,
                0);
        assertGrey(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABBAAAAAD7e6ZpAAAAC0lEQVR42mPgDwAAAHEAYGgMGaIAAAAASUVORK5CYII=",
                0,
                255,
                85);
    }

    // 0x00ff, 0x8000, 0xffff; and 0x01ff, 0x7f80, 0xff00, 0x1234, 0xabcd, 0x0fff.
    @Test
    void of16BitsTheHighByte() throws Exception {
        assertGrey(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAAAAABuG5crAAAAD0lEQVR42mNg+N/A8P8/AAn/A374s8nHAAAAAElFTkSuQmCC",
                0,
                128,
                255);
        var rgb = decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAIAAAAr0DSeAAAAFUlEQVR42mNg/F/f8J9ByGT1Wf7/ACQcBctYaTMfAAAAAElFTkSu"
                        + "QmCC");
        assertThat(unsigned(rgb.rgb())).containsExactly(0x01, 0x7f, 0xff, 0x12, 0xab, 0x0f);
    }

    // Opacity 0, 51, 102 and 153, 204, 255 over white, worked out by hand: 37 * 0.2 + 255 * 0.8 = 211.4 and so on.
    @Test
    void transparencyLiesOverWhite() throws Exception {
        var rgba = decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAIklEQVR4nGNkSD3FoKqqaqyqqmrMaLuIfaaqjrGxqo6xMQBHkgVjNRoi"
                        + "TAAAAABJRU5ErkJggg==");
        assertThat(unsigned(rgba.rgb()))
                .containsExactly(
                        255, 255, 255, 211, 232, 252, 183, 223, 161, 139, 199, 106, 129, 216, 97, 135, 250, 109);
        assertGrey(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAQAAAA3fa6RAAAAFklEQVR4nGMMYlA15jBmUZipZqxtDAAPTgJbfI+tuAAAAABJRU5ErkJggg==",
                255,
                228,
                204,
                170,
                177,
                200);
    }

    // The palette is (10, 20, 30), (200, 100, 50), (1, 2, 3), (255, 0, 127); in the second file colour 1 is
    // transparent.
    @Test
    void palette() throws Exception {
        var opaque = decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACAgMAAADgGo6JAAAADFBMVEUKFB7IZDIBAgP/AH9N3xXkAAAADElEQVR4nGOQYLgAAAEcAOn8"
                        + "lUkKAAAAAElFTkSuQmCC");
        assertThat(unsigned(opaque.rgb()))
                .containsExactly(10, 20, 30, 200, 100, 50, 1, 2, 3, 255, 0, 127, 200, 100, 50, 10, 20, 30);
        var transparent = decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACAgMAAADgGo6JAAAADFBMVEUKFB7IZDIBAgP/AH9N3xXkAAAAAnRSTlP/AOW3MEoAAAAM"
                        + "SURBVHicY5BguAAAARwA6fyVSQoAAAAASUVORK5CYII=");
        assertThat(unsigned(transparent.rgb()))
                .containsExactly(10, 20, 30, 255, 255, 255, 1, 2, 3, 255, 0, 127, 255, 255, 255, 10, 20, 30);
    }

    // What Pillow decodes the same files to.
    @Test
    void jpeg() throws Exception {
        var picture = decode(JPEG);
        assertThat(picture.width()).isEqualTo(16);
        assertThat(pixel(picture, 3, 2)).containsExactly(199, 60, 29);
        assertThat(pixel(picture, 13, 12)).containsExactly(21, 120, 221);
        assertThat(unsigned(decode(GREY_JPEG).rgb())).hasSize(192).containsOnly(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp"})
    void aProfileOfWebPIsIgnored(String name) throws Exception {
        var plain = Files.readAllBytes(Path.of("src", "test", "resources", "vision", name));
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        int padded = profile.length + (profile.length & 1);
        // 47 x 33 pixels.
        var file = ByteBuffer.allocate(plain.length + 18 + 8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(plain.length + 18 + padded)
                .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .putInt(0x20)
                .put(new byte[] {46, 0, 0, 32, 0, 0})
                .put("ICCP".getBytes(StandardCharsets.US_ASCII))
                .putInt(profile.length)
                .put(Arrays.copyOf(profile, padded))
                .put(plain, 12, plain.length - 12)
                .array();
        var before = file.clone();
        assertThat(Picture.decode(file, "with-profile.webp").rgb())
                .isEqualTo(Picture.decode(plain, "plain.webp").rgb());
        assertThat(file).isEqualTo(before);
    }

    // With its profile applied, linear light, the picture would be much brighter.
    @Test
    void colourProfilesAreIgnored() throws Exception {
        var plain = bytes(JPEG);
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var file = new ByteArrayOutputStream();
        file.write(plain, 0, 20);
        int length = 2 + 14 + profile.length;
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
        file.writeBytes("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(new byte[] {1, 1});
        file.writeBytes(profile);
        file.write(plain, 20, plain.length - 20);
        assertThat(Picture.decode(file.toByteArray(), "with-profile.jpg").rgb())
                .isEqualTo(Picture.decode(plain, "plain.jpg").rgb());
    }

    @Test
    void contentDecidesNotTheName() throws Exception {
        var file = Files.write(folder.resolve("really-a-png.jpg"), bytes(RGB));
        assertThat(unsigned(Picture.read(file).rgb())).isEqualTo(PATTERN);
    }

    // What Pillow 12.3 makes of the same file.
    @Test
    void cmyk() throws Exception {
        assertThat(pixel(decode(CMYK_JPEG), 3, 2)).containsExactly(207, 46, 190);
    }

    @Test
    void brokenFilesAreRefusedByName() {
        assertBad(new byte[0], "empty");
        assertBad("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8), "git lfs pull");
        assertBad("no picture at all".getBytes(StandardCharsets.UTF_8), "neither JPEG, PNG nor WebP");
        assertBad(Arrays.copyOf(bytes(RGB), 60), "");
        assertBad(Arrays.copyOf(bytes(RGB), 20), "");
        assertBad(Arrays.copyOf(bytes(JPEG), 200), "");
        assertBad(Arrays.copyOf(bytes(JPEG), 3), "");
    }

    // The JPEG reader itself would give out grey where the file ends. The last cut is one byte before the pixels begin.
    @Test
    void jpegThatEndsInTheMiddleOfItsPixelsIsRefused() {
        var file = bytes(JPEG);
        assertBad(Arrays.copyOf(file, file.length - 5), "cut off");
        assertBad(Arrays.copyOf(file, file.length - 10), "cut off");
        assertBad(Arrays.copyOf(file, file.length - 19), "cut off");
    }

    // An end marker among the pixels, with the rest of the file behind it.
    @Test
    void jpegThatLacksPixelsInItsMiddleIsRefused() {
        var file = bytes(JPEG);
        file[file.length - 12] = (byte) 0xff;
        file[file.length - 11] = (byte) 0xd9;
        assertBad(file, "lacks data in its middle");
    }

    @Test
    void whatFollowsAfterThePictureIsIgnored() throws Exception {
        for (var file : new String[] {JPEG, RGB}) {
            var longer = Arrays.copyOf(bytes(file), bytes(file).length + 1000);
            assertThat(Picture.decode(longer, "longer").rgb())
                    .isEqualTo(decode(file).rgb());
        }
    }

    @Test
    void damagedPngIsRefused() {
        var file = bytes(RGB);
        Arrays.fill(file, 45, 60, (byte) 0x55);
        assertBad(file, "");
    }

    @Test
    void sidesAndBytesMustAgree() {
        assertThatThrownBy(() -> new Picture(2, 2, new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2")
                .hasMessageContaining("11");
        assertThatThrownBy(() -> new Picture(0, 2, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertGrey(String file, int... expected) throws BadPictureException {
        var rgb = unsigned(decode(file).rgb());
        assertThat(rgb).hasSize(3 * expected.length);
        for (int i = 0; i < rgb.length; i++) {
            assertThat(rgb[i]).isEqualTo(expected[i / 3]);
        }
    }

    private static void assertBad(byte[] file, String reason) {
        assertThatThrownBy(() -> Picture.decode(file, "shelf/broken.png"))
                .isInstanceOf(BadPictureException.class)
                .hasMessageStartingWith("cannot read picture shelf/broken.png: ")
                .hasMessageContaining(reason);
    }

    private static int[] pixel(Picture picture, int x, int y) {
        int from = 3 * (y * picture.width() + x);
        return unsigned(Arrays.copyOfRange(picture.rgb(), from, from + 3));
    }

    private static Picture decode(String file) throws BadPictureException {
        return Picture.decode(bytes(file), "test");
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
