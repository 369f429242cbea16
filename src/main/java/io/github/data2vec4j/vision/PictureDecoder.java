package io.github.data2vec4j.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** From the bytes of a file to a {@link Picture}, through ImageIO. */
final class PictureDecoder {

    private static final String CMYK =
            "it is stored in CMYK, the inks of a printer, instead of RGB; convert the file to RGB";

    private PictureDecoder() {}

    static Picture decode(byte[] file, String name) throws BadPictureException {
        if (file.length == 0) {
            throw new BadPictureException(name, "the file is empty");
        }
        try (var stream = new InMemoryImageStream(file)) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new BadPictureException(name, "its content is neither JPEG nor PNG");
            }
            var reader = readers.next();
            try {
                return decode(reader, stream, name);
            } finally {
                reader.dispose();
            }
        } catch (BadPictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO answers some broken files with IllegalArgumentException, IndexOutOfBoundsException and the like.
            throw new BadPictureException(name, "the file is broken or cut off (" + e + ")", e);
        }
    }

    private static Picture decode(ImageReader reader, InMemoryImageStream stream, String name) throws IOException {
        reader.setInput(stream, true, true);
        var warnings = new ArrayList<String>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (3L * width * height > Integer.MAX_VALUE - 8) {
            throw new BadPictureException(name, "%d x %d pixels are too many".formatted(width, height));
        }
        var image = read(reader, name);
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            throw new BadPictureException(name, CMYK);
        }
        // Where data is missing the JPEG reader fills in grey; it warns in most cases, but not in all.
        if (stream.ranOut() || warnings.stream().anyMatch(PictureDecoder::tellsOfMissingData)) {
            throw new BadPictureException(name, "the file is cut off or lacks data in its middle");
        }
        return new Picture(width, height, RgbBytes.of(image));
    }

    private static BufferedImage read(ImageReader reader, String name) throws IOException {
        var types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            refuseFourInks(reader, name);
            throw new BadPictureException(
                    name, "its colours are stored in a way that is not supported; convert the file to RGB");
        }
        var param = reader.getDefaultReadParam();
        if (types.next().getNumBands() == 3) {
            // Naming the bands makes the JPEG reader leave colour profiles alone; applying them would take ten times
            // longer.
            param.setSourceBands(new int[] {0, 1, 2});
        }
        return reader.read(0, param);
    }

    // A JDK without CMYK pictures still reads their raw samples.
    private static void refuseFourInks(ImageReader reader, String name) throws IOException {
        if (reader.canReadRaster() && reader.readRaster(0, null).getNumBands() == 4) {
            throw new BadPictureException(name, CMYK);
        }
    }

    private static boolean tellsOfMissingData(String warning) {
        return warning.toLowerCase(Locale.ROOT).contains("premature end");
    }
}
