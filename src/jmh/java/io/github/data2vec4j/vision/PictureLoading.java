package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Reading;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a JPEG file as ImageNet has them, 500 x 375 pixels in about 80 KB (the picture is enlarged, hence the quality),
 * to a view of 224 x 224 pixels in the slot of a batch, by one thread: pictures per second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class PictureLoading {

    private static final Path PICTURE = Path.of("src/samples/pictures/land-animals/crocodile.jpg");
    private static final float QUALITY = 0.95f;

    @Param({"IMAGEIO", "TURBOJPEG"})
    private JpegDecoder decoder;

    private final Randomness randomness = Randomness.of(1);
    private final Arena arena = Arena.ofConfined();
    private Path file;
    private PictureSource pictures;
    private MemorySegment slot;
    private long number;

    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("picture", ".jpg");
        write(scaled(ImageIO.read(PICTURE.toFile())), file);
        System.out.println("a file of " + Files.size(file) + " bytes");
        var augmentation = Augmentation.data2vec(224);
        pictures = new PictureSource(new FileSamples(List.of(file)), decoder, augmentation, 1, Reading.DEFAULT);
        slot = arena.allocate(augmentation.slotBytes(), Float.BYTES);
    }

    private static BufferedImage scaled(BufferedImage picture) {
        var scaled = new BufferedImage(500, 375, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = scaled.createGraphics();
        graphics.setBackground(Color.BLACK);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, 500, 375, null);
        graphics.dispose();
        return scaled;
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
        try (var stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        arena.close();
        Files.delete(file);
    }

    @Benchmark
    public void view() throws IOException {
        pictures.read(0, randomness.sample(number++), slot);
    }
}
