package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.LfsPointer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads JPEG, PNG and WebP through ImageIO. */
final class ImageIoDecoder implements PictureDecoder {

    @Override
    public EncodedPicture open(Content content) throws IOException {
        return open(content.bytes(), content.name());
    }

    /** The same for a file in memory. */
    static EncodedPicture open(byte[] file, String name) throws BadPictureException {
        if (file.length == 0) {
            throw new BadPictureException(name, "the file is empty");
        }
        var format = PictureFormat.of(file);
        if (format == null) {
            throw new BadPictureException(
                    name,
                    LfsPointer.isAt(MemorySegment.ofArray(file))
                            ? LfsPointer.REASON
                            : "its content is neither JPEG, PNG nor WebP");
        }
        try {
            return open(format, file, name);
        } catch (IOException | RuntimeException e) {
            throw BadPictureException.because(e, name);
        }
    }

    private static EncodedPicture open(PictureFormat format, byte[] file, String name) throws IOException {
        var providers = format.providers();
        for (var provider : providers.subList(0, providers.size() - 1)) {
            try {
                return ImageIoPicture.open(provider, format, file, name);
            } catch (BadPictureException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // The next one may be more forgiving.
            }
        }
        return ImageIoPicture.open(providers.getLast(), format, file, name);
    }
}
