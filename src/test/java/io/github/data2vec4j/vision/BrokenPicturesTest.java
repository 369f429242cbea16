package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.Randomness;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Files that were damaged at random are read or refused by name, whoever reads them. {@code make fuzz} damages more of
 * them.
 */
class BrokenPicturesTest {

    private static final Path FILES = Path.of("src/test/resources/vision");
    private static final int COUNT = Integer.getInteger("data2vec4j.fuzz.files", 300);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<PictureDecoder> decoders = JpegDecoder.turboJpegLibrary().isPresent()
            ? List.of(JpegDecoder.IMAGEIO.open(), JpegDecoder.TURBOJPEG.open())
            : List.of(JpegDecoder.IMAGEIO.open());

    /** A file in memory. */
    private record Bytes(String name, byte[] file) implements Content {
        @Override
        public MemorySegment read(SegmentAllocator allocator) {
            return allocator.allocate(file.length, 1).copyFrom(MemorySegment.ofArray(file));
        }
    }

    @Test
    void jpeg() throws Exception {
        damageAndRead("rgb-420.jpg", "progressive.jpg", "restart.jpg", "grey.jpg", "cmyk.jpg", "ycck.jpg");
    }

    @Test
    void webP() throws Exception {
        damageAndRead("lossy.webp", "lossless.webp", "alpha.webp");
    }

    @Test
    void png() throws Exception {
        damageAndRead(
                png(BufferedImage.TYPE_3BYTE_BGR),
                png(BufferedImage.TYPE_4BYTE_ABGR),
                png(BufferedImage.TYPE_BYTE_GRAY),
                png(BufferedImage.TYPE_BYTE_INDEXED));
    }

    private static Bytes png(int type) throws IOException {
        var image = new BufferedImage(47, 33, type);
        var random = Randomness.of(7).generator();
        for (int i = 0; i < 200; i++) {
            image.setRGB(random.nextInt(47), random.nextInt(33), random.nextInt());
        }
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return new Bytes("kind-" + type + ".png", file.toByteArray());
    }

    private void damageAndRead(String... names) throws IOException {
        var files = new Bytes[names.length];
        for (int i = 0; i < files.length; i++) {
            files[i] = new Bytes(names[i], Files.readAllBytes(FILES.resolve(names[i])));
        }
        damageAndRead(files);
    }

    private void damageAndRead(Bytes... files) {
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            var whole = files[i % files.length];
            var random = Randomness.of(11).sample(i).generator();
            var damaged = new Bytes(whole.name() + " damaged as number " + i, damaged(whole.file(), random));
            var read =
                    decoders.stream().map(decoder -> isRead(decoder, damaged)).toList();
            // What ImageIO reads, TurboJPEG's decoder reads too; it makes sense of a few more.
            assertThat(read.getLast() || !read.getFirst()).as(damaged.name()).isTrue();
            refused += read.getLast() ? 0 : 1;
        }
        assertThat(refused).isBetween(1, COUNT - 1);
    }

    private static boolean isRead(PictureDecoder decoder, Bytes file) {
        return assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    try (var picture = decoder.open(file)) {
                        var decoded = picture.decode(1).picture();
                        assertThat(decoded.pixels()).hasSize(decoded.width() * decoded.height());
                        return true;
                    } catch (BadPictureException e) {
                        assertThat(e.name()).isEqualTo(file.name());
                        assertThat(e.reason()).isNotBlank();
                        return false;
                    }
                },
                file.name());
    }

    /** One to four random changes. */
    private static byte[] damaged(byte[] whole, RandomGenerator random) {
        var file = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && file.length > 1; i++) {
            // Half of them hit what stands before the pixels.
            int at = random.nextInt(random.nextBoolean() ? file.length : Math.min(file.length, 200));
            int length = Math.min(1 + random.nextInt(16), file.length - at);
            file = switch (random.nextInt(7)) {
                case 0 -> flipped(file, at, random.nextInt(8));
                case 1 -> filled(file, at, 1, random.nextInt(256));
                case 2 -> filled(file, at, length, random.nextBoolean() ? 0 : 255);
                case 3 -> without(file, at, length);
                case 4 -> doubled(file, at, length);
                case 5 -> exchanged(file, at, random.nextInt(file.length));
                default -> Arrays.copyOf(file, Math.max(1, file.length - random.nextInt(file.length) / 4));
            };
        }
        return file;
    }

    private static byte[] flipped(byte[] file, int at, int bit) {
        file[at] ^= (byte) (1 << bit);
        return file;
    }

    private static byte[] filled(byte[] file, int at, int length, int value) {
        Arrays.fill(file, at, at + length, (byte) value);
        return file;
    }

    private static byte[] without(byte[] file, int at, int length) {
        var shorter = Arrays.copyOf(file, file.length - length);
        System.arraycopy(file, at + length, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] doubled(byte[] file, int at, int length) {
        var longer = Arrays.copyOf(file, file.length + length);
        System.arraycopy(file, at, longer, at + length, file.length - at);
        return longer;
    }

    private static byte[] exchanged(byte[] file, int one, int other) {
        var value = file[one];
        file[one] = file[other];
        file[other] = value;
        return file;
    }
}
