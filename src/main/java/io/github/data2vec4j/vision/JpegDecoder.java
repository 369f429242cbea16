package io.github.data2vec4j.vision;

import java.util.Optional;

/**
 * What decodes ordinary JPEG files. At full size the two give the same pixels; but only TurboJPEG decodes at a reduced
 * one, where a crop allows it, so a run that is to be repeated elsewhere needs the same one there. Everything else
 * (PNG, WebP, JPEG in CMYK or with faults) ImageIO reads in any case.
 */
public enum JpegDecoder {
    /** {@link #TURBOJPEG} where its library is installed, else {@link #IMAGEIO}. */
    AUTO("ImageIO or TurboJPEG"),
    /** The JDK, which every machine has. */
    IMAGEIO("ImageIO"),
    /**
     * libjpeg-turbo, about twice as fast: its TurboJPEG library is found among the system's (Debian and Ubuntu: package
     * libturbojpeg0), or by its path in the environment variable TURBOJPEG_LIBRARY.
     */
    TURBOJPEG("TurboJPEG");

    private final String title;

    JpegDecoder(String title) {
        this.title = title;
    }

    /** How to call it in messages. */
    public String title() {
        return title;
    }

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

    /** @throws io.github.data2vec4j.torch.NativeLoadException if the library is needed and missing */
    PictureDecoder open() {
        return settled() == TURBOJPEG ? new TurboJpegDecoder(TurboJpeg.load()) : new ImageIoDecoder();
    }
}
