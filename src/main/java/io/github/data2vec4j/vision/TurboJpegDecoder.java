package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/** Reads ordinary JPEG files through TurboJPEG, and everything else as {@link ImageIoDecoder} does. */
final class TurboJpegDecoder implements PictureDecoder {

    private final TurboJpeg library;

    TurboJpegDecoder(TurboJpeg library) {
        this.library = library;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // The picture closes it.
    public EncodedPicture open(Content content) throws IOException {
        var memory = Arena.ofConfined();
        try {
            var file = content.read(memory);
            var size = library.size(file);
            if (size != null) {
                PictureDecoder.refuseTooManyPixels(size.width(), size.height(), content.name());
                return new TurboJpegPicture(library, memory, file, size, content.name());
            }
            var other = ImageIoDecoder.open(file.toArray(ValueLayout.JAVA_BYTE), content.name());
            memory.close();
            return other;
        } catch (IOException | RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }
}
