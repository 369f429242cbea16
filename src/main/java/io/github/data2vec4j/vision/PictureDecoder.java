package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Content;
import java.io.IOException;

/** Opens the files of pictures. Safe for use by many threads. */
sealed interface PictureDecoder permits ImageIoDecoder, TurboJpegDecoder {

    // Half a gigabyte of pixels; a header that asks for more is most likely broken.
    int MOST_PIXELS = 1 << 27;

    /**
     * Reads the size of a picture.
     *
     * @return to be closed by the caller
     * @throws BadPictureException if it is no picture, or a broken one
     * @throws IOException if it cannot be read at all
     */
    EncodedPicture open(Content content) throws IOException;

    /**
     * Checks a size before memory is taken for it.
     *
     * @throws BadPictureException if a picture has more pixels than can be decoded
     */
    static void refuseTooManyPixels(int width, int height, String name) throws BadPictureException {
        if ((long) width * height > MOST_PIXELS) {
            throw new BadPictureException(
                    name, "%d x %d pixels are too many, or its header is broken".formatted(width, height));
        }
    }
}
