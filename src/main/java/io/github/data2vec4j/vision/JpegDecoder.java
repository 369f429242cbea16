package io.github.data2vec4j.vision;

import java.util.Optional;

/**
 * What decodes ordinary JPEG files. The two differ in single levels of some pixels, so a run that is to be repeated
 * elsewhere needs the same one there. Everything else (PNG, WebP, JPEG in CMYK or with faults) ImageIO reads in any
 * case.
 */
public enum JpegDecoder {
    /** {@link #TURBOJPEG} where its library is installed, else {@link #IMAGEIO}. */
    AUTO,
    /** The JDK, which every machine has. */
    IMAGEIO,
    /**
     * libjpeg-turbo, about three times as fast: its TurboJPEG library is found among the system's (Debian and Ubuntu:
     * package libturbojpeg0), or by its path in the environment variable TURBOJPEG_LIBRARY.
     */
    TURBOJPEG;

    /** Where this machine's TurboJPEG library is: the name it was found by, or its path. */
    public static Optional<String> turboJpegLibrary() {
        return TurboJpeg.find().map(TurboJpeg::name);
    }

    /** {@link #AUTO} settled for this machine; the others as they are. */
    public JpegDecoder settled() {
        if (this != AUTO) {
            return this;
        }
        return TurboJpeg.find().isPresent() ? TURBOJPEG : IMAGEIO;
    }

    /** @throws IllegalStateException if the library is needed and missing */
    PictureDecoder open() {
        return switch (settled()) {
            case TURBOJPEG -> new TurboJpegDecoder(TurboJpeg.find().orElseThrow(() -> new IllegalStateException(
                    "JPEG files are to be decoded by TurboJPEG, which is not installed here (Debian and Ubuntu: apt"
                            + " install libturbojpeg0), nor named by " + TurboJpeg.VARIABLE
                            + "; install it, or choose the decoder imageio")));
            default -> new ImageIoDecoder();
        };
    }
}
