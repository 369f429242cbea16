package io.github.data2vec4j.vision;

import io.github.data2vec4j.vision.TurboJpeg.Size;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A JPEG file in native memory. */
final class TurboJpegPicture implements EncodedPicture {

    private final TurboJpeg library;
    private final Arena memory;
    private final MemorySegment file;
    private final Size size;
    private final String name;

    /** @param memory of the file; the picture's from here on */
    TurboJpegPicture(TurboJpeg library, Arena memory, MemorySegment file, Size size, String name) {
        this.library = library;
        this.memory = memory;
        this.file = file;
        this.size = size;
        this.name = name;
    }

    @Override
    public int width() {
        return size.width();
    }

    @Override
    public int height() {
        return size.height();
    }

    @Override
    public ScaledPicture decode(double leastScale) throws BadPictureException {
        double scale = 1;
        while (scale / 2 >= leastScale && scale > TurboJpeg.LEAST_SCALE) {
            scale /= 2;
        }
        var scaled = new Size((int) Math.ceil(size.width() * scale), (int) Math.ceil(size.height() * scale));
        var decoded = memory.allocate(ValueLayout.JAVA_INT, (long) scaled.width() * scaled.height());
        if (!library.decode(file, scaled, decoded)) {
            return decodeByImageIo();
        }
        StoredPixels pixels = (from, some) ->
                MemorySegment.copy(decoded, ValueLayout.JAVA_INT, (long) from * Integer.BYTES, some, 0, some.length);
        return new ScaledPicture(new Picture(scaled.width(), scaled.height(), pixels), scale);
    }

    // What is wrong, and whether the picture is good nevertheless, shall not depend on the decoder. What ImageIO
    // decodes
    // is on the Java heap, and outlives its file.
    private ScaledPicture decodeByImageIo() throws BadPictureException {
        try (var other = ImageIoDecoder.open(file.toArray(ValueLayout.JAVA_BYTE), name)) {
            if (other.width() != size.width() || other.height() != size.height()) {
                throw new BadPictureException(name, "the file is broken: it has two sizes");
            }
            return other.decode(1);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
