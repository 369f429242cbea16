package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.Mutator;
import io.github.data2vec4j.data.Randomness;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Files that were damaged at random are read or refused by name, whoever reads them. {@code make fuzz} damages more of
 * them.
 */
class BrokenPicturesTest {

    private static final Path FILES = Path.of("src/test/resources/vision");
    private static final int COUNT = Mutator.files(300);
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
            var mutator = new Mutator(Randomness.of(11).sample(i).generator());
            var damaged = new Bytes(whole.name() + " damaged as number " + i, mutator.mutated(whole.file()));
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
                        assertThat(decoded.rgb()).hasSize(3 * decoded.width() * decoded.height());
                        return true;
                    } catch (BadPictureException e) {
                        assertThat(e.name()).isEqualTo(file.name());
                        assertThat(e.reason()).isNotBlank();
                        return false;
                    }
                },
                file.name());
    }
}
