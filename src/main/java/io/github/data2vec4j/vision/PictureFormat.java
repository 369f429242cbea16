package io.github.data2vec4j.vision;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, told by its first bytes, and who reads it. The readers are chosen here and not by ImageIO's order,
 * so that what else is on a user's class path changes no pixel.
 */
enum PictureFormat {
    /** By the JDK's reader; by TwelveMonkeys' where that one cannot make sense of what stands before the pixels. */
    JPEG {
        @Override
        List<ImageReaderSpi> providers() {
            var forgiving = IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
            return forgiving == null ? List.of(ofJdk("jpeg")) : List.of(ofJdk("jpeg"), forgiving);
        }
    },
    /** By the JDK's reader. */
    PNG {
        @Override
        List<ImageReaderSpi> providers() {
            return List.of(ofJdk("png"));
        }
    },
    /** By TwelveMonkeys' reader. */
    WEBP {
        @Override
        List<ImageReaderSpi> providers() {
            return List.of(new WebPImageReaderSpi());
        }

        // Its reader fills in what it likes.
        @Override
        boolean isCutOff(byte[] file) {
            return file.length < RIFF_HEADER + Integer.toUnsignedLong((int) INT.get(file, RIFF_SIZE_AT));
        }

        // Its reader applies a profile that the header announces, and passes over one that it does not.
        @Override
        byte[] withoutProfile(byte[] file) {
            if (!holds(file, WEBP_CHUNK_AT, EXTENDED_WEBP)
                    || file.length <= WEBP_FLAGS_AT
                    || (file[WEBP_FLAGS_AT] & HAS_PROFILE) == 0) {
                return file;
            }
            var copy = file.clone();
            copy[WEBP_FLAGS_AT] &= ~HAS_PROFILE;
            return copy;
        }
    };

    // "RIFF", how many bytes follow, "WEBP".
    private static final int RIFF_SIZE_AT = 4;
    private static final int WEBP_AT = 8;
    private static final int RIFF_HEADER = 8;
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] WEBP_IN_RIFF = {'W', 'E', 'B', 'P'};

    // The first chunk: "VP8X", how many bytes follow, flags.
    private static final int WEBP_CHUNK_AT = 12;
    private static final int WEBP_FLAGS_AT = 20;
    private static final byte[] EXTENDED_WEBP = {'V', 'P', '8', 'X'};
    private static final int HAS_PROFILE = 0x20;

    private static final byte[] JPEG_START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The format of a file; null if it is none of these. */
    @Nullable
    static PictureFormat of(byte[] file) {
        if (holds(file, 0, JPEG_START)) {
            return JPEG;
        }
        if (holds(file, 0, PNG_START)) {
            return PNG;
        }
        return holds(file, 0, RIFF) && holds(file, WEBP_AT, WEBP_IN_RIFF) ? WEBP : null;
    }

    /** Those who make its readers; the one to try first at the beginning. */
    abstract List<ImageReaderSpi> providers();

    /** Whether the file says itself that it should be longer. */
    boolean isCutOff(byte[] file) {
        return false;
    }

    /** The file, or a copy in which a reader finds no colour profile to apply. */
    byte[] withoutProfile(byte[] file) {
        return file;
    }

    static boolean isOfJdk(ImageReader reader) {
        return reader.getClass().getModule() == ImageIO.class.getModule();
    }

    private static boolean holds(byte[] file, int at, byte[] expected) {
        return file.length >= at + expected.length
                && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
    }

    private static ImageReaderSpi ofJdk(String format) {
        var all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            var provider = all.next();
            if (provider.getClass().getModule() == ImageIO.class.getModule()
                    && List.of(provider.getFormatNames()).contains(format)) {
                return provider;
            }
        }
        throw new IllegalStateException(
                "this JDK has no reader for " + format + "; its module java.desktop is incomplete");
    }
}
