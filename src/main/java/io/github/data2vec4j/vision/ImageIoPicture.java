package io.github.data2vec4j.vision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;

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

    private ImageIoPicture(ImageReader reader, PictureFormat format, byte[] file, String name) throws IOException {
        this.reader = reader;
        this.format = format;
        this.file = file;
        this.name = name;
        this.stream = new InMemoryImageStream(file);
        reader.setInput(stream, true, true);
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        this.width = reader.getWidth(0);
        this.height = reader.getHeight(0);
        PictureDecoder.refuseTooManyPixels(width, height, name);
        // Where a reader cannot make sense of a header, it says so here at the latest.
        reader.getImageTypes(0);
    }

    /** Reads the size. The reader is the picture's from here on, also where this fails. */
    static ImageIoPicture open(ImageReader reader, PictureFormat format, byte[] file, String name) throws IOException {
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
            var pixels = pixels();
            if (lacksData()) {
                throw cutOff();
            }
            return new ScaledPicture(new Picture(width, height, pixels), 1);
        } catch (IOException | RuntimeException e) {
            // ImageIO answers some broken files with IllegalArgumentException, IndexOutOfBoundsException and the like.
            throw BadPictureException.because(e, name);
        }
    }

    private int[] pixels() throws IOException {
        var inks = format == PictureFormat.JPEG ? FourInks.in(file) : null;
        if (inks != null && reader.canReadRaster()) {
            return inks.toRgb(reader.readRaster(0, null));
        }
        var types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            throw new BadPictureException(
                    name, "its colours are stored in a way that is not supported; convert the file to RGB");
        }
        var param = reader.getDefaultReadParam();
        if (types.next().getNumBands() == 3) {
            // Naming the bands makes the JPEG reader leave colour profiles alone; applying them would take ten times
            // longer.
            param.setSourceBands(new int[] {0, 1, 2});
        }
        return RgbPixels.of(reader.read(0, param));
    }

    // Where data is missing the JDK's JPEG reader fills in grey; it warns in most cases, but not in all. TwelveMonkeys'
    // readers look beyond the end of whole files too.
    private boolean lacksData() {
        return PictureFormat.isOfJdk(reader) && stream.ranOut()
                || warnings.stream()
                        .anyMatch(warning -> warning.toLowerCase(Locale.ROOT).contains("premature end"));
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
