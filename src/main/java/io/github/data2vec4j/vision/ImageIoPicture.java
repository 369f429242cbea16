package io.github.data2vec4j.vision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/** A picture that one of ImageIO's readers has begun to read. */
final class ImageIoPicture implements EncodedPicture {

    private final ImageReader reader;
    private final PictureFormat format;
    private final byte[] file;
    private final String name;
    private final InMemoryImageStream stream;
    private final List<String> warnings = new ArrayList<>();
    private final int width;
    private final int height;

    @Nullable
    private final FourInks inks;

    private ImageIoPicture(ImageReader reader, PictureFormat format, byte[] file, String name) throws IOException {
        this.reader = reader;
        this.format = format;
        this.file = file;
        this.name = name;
        this.stream = new InMemoryImageStream(format.withoutProfile(file));
        reader.setInput(stream, true, true);
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        this.width = reader.getWidth(0);
        this.height = reader.getHeight(0);
        PictureDecoder.refuseTooManyPixels(width, height, name);
        this.inks = format == PictureFormat.JPEG ? FourInks.in(file) : null;
        // Where a reader cannot make sense of a header, it says so here at the latest.
        if (!reader.getImageTypes(0).hasNext() && inks == null) {
            throw new IIOException("its colours are stored in a way that is not supported");
        }
    }

    /** Reads the size. */
    static ImageIoPicture open(ImageReaderSpi provider, PictureFormat format, byte[] file, String name)
            throws IOException {
        var reader = provider.createReaderInstance();
        try {
            return new ImageIoPicture(reader, format, file, name);
        } catch (IOException | RuntimeException e) {
            reader.dispose();
            throw e;
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public ScaledPicture decode(double leastScale) throws BadPictureException {
        try {
            if (format.isCutOff(file)) {
                throw cutOff();
            }
            var picture = picture();
            if (lacksData()) {
                throw cutOff();
            }
            return new ScaledPicture(picture, 1);
        } catch (IOException | RuntimeException e) {
            // ImageIO answers some broken files with IllegalArgumentException, IndexOutOfBoundsException and the like.
            throw BadPictureException.because(e, name);
        }
    }

    private Picture picture() throws IOException {
        if (inks != null) {
            return new Picture(width, height, inks.toRgb(reader.readRaster(0, null)));
        }
        var param = reader.getDefaultReadParam();
        if (reader.getImageTypes(0).next().getNumBands() == 3) {
            // Naming the bands makes the JPEG reader leave colour profiles alone; applying them would take ten times
            // longer.
            param.setSourceBands(new int[] {0, 1, 2});
            if (format == PictureFormat.JPEG && PictureFormat.isOfJdk(reader)) {
                var rgb = new RgbBytes(width, height);
                param.setDestination(rgb.image());
                reader.read(0, param);
                return new Picture(width, height, rgb);
            }
        }
        return new Picture(width, height, RgbPixels.of(reader.read(0, param)));
    }

    // Where data is missing the JDK's JPEG reader fills in grey; it warns in most cases, but not in all. TwelveMonkeys'
    // readers look beyond the end of whole files too.
    private boolean lacksData() {
        return (PictureFormat.isOfJdk(reader) && stream.ranOut())
                || warnings.stream().anyMatch(ImageIoPicture::tellsOfMissingData);
    }

    private static boolean tellsOfMissingData(String warning) {
        var words = warning.toLowerCase(Locale.ROOT);
        return words.contains("premature end") || words.contains("truncated file");
    }

    private BadPictureException cutOff() {
        return new BadPictureException(name, "the file is cut off or lacks data in its middle");
    }

    @Override
    public void close() {
        // The stream is memory of the Java heap.
        reader.dispose();
    }
}
