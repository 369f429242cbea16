package io.github.data2vec4j.vision;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.data2vec4j.torch.SystemLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is used of libjpeg-turbo's TurboJPEG library, version 2 or 3; its documentation explains the functions. It says
 * only whether a file is without fault: why not, ImageIO finds out. Safe for use by many threads.
 */
final class TurboJpeg {

    private static final String VARIABLE = "TURBOJPEG_LIBRARY";

    /** The smallest scale that is as fast as it is small; between the powers of two full scale is faster. */
    static final double LEAST_SCALE = 0.125;

    private static final List<String> NAMES =
            List.of("libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib", "turbojpeg.dll");

    // The library's constants. In the memory of all processors that we know blue comes first in 0xRRGGBB.
    private static final int PIXELS_BGRX = 3;
    private static final int COLOURS_CMYK = 3;
    private static final int ACCURATE_DCT = 4096;
    private static final int STOP_ON_WARNING = 8192;

    private final String name;
    private final MethodHandle init;
    private final MethodHandle header;
    private final MethodHandle decompress;
    private final MethodHandle destroy;

    /** In pixels. */
    record Size(int width, int height) {}

    private TurboJpeg(SystemLibrary library) {
        name = library.name();
        init = library.function("tjInitDecompress", FunctionDescriptor.of(ADDRESS));
        // A file's size is unsigned long: where that has 32 bits, the upper half of the register is ignored.
        header = library.function(
                "tjDecompressHeader3",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        decompress = library.function(
                "tjDecompress2",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                        JAVA_INT));
        destroy = library.function("tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /** The library of this machine, if it has one. */
    static Optional<TurboJpeg> find() {
        return SystemLibrary.find(VARIABLE, NAMES).map(TurboJpeg::new);
    }

    /** @throws io.github.data2vec4j.torch.NativeLoadException if this machine has none */
    static TurboJpeg load() {
        return new TurboJpeg(SystemLibrary.load(
                VARIABLE,
                NAMES,
                "install TurboJPEG (Debian and Ubuntu: apt install libturbojpeg0), or choose the decoder imageio"));
    }

    /** The name or path of the library's file. */
    String name() {
        return name;
    }

    /**
     * The size of a picture.
     *
     * @param file off the Java heap
     * @return null unless the file is a JPEG in grey or three colours
     */
    @Nullable
    Size size(MemorySegment file) {
        try (var arena = Arena.ofConfined()) {
            var found = arena.allocate(JAVA_INT, 4);
            boolean read = withDecoder(decoder -> (int) header.invokeExact(
                    decoder, file, file.byteSize(), found, found.asSlice(4), found.asSlice(8), found.asSlice(12)));
            int colours = found.getAtIndex(JAVA_INT, 3);
            return read && colours < COLOURS_CMYK
                    ? new Size(found.getAtIndex(JAVA_INT, 0), found.getAtIndex(JAVA_INT, 1))
                    : null;
        }
    }

    /**
     * Decodes.
     *
     * @param file off the Java heap
     * @param size of the picture at a scale that the library has, rounded up
     * @param pixels receives [height, width] ints, each 0xRRGGBB with anything above; off the Java heap
     * @return whether the file is without fault
     */
    boolean decode(MemorySegment file, Size size, MemorySegment pixels) {
        if (pixels.byteSize() < 4L * size.width() * size.height()) {
            throw new IllegalArgumentException(size + " does not fit into " + pixels.byteSize() + " bytes");
        }
        return withDecoder(decoder -> (int) decompress.invokeExact(
                decoder,
                file,
                file.byteSize(),
                pixels,
                size.width(),
                0,
                size.height(),
                PIXELS_BGRX,
                ACCURATE_DCT | STOP_ON_WARNING));
    }

    /** Has a decoder do something, and gives what the library's functions give: 0 where all is well. */
    @FunctionalInterface
    private interface Work {
        int with(MemorySegment decoder) throws Throwable;
    }

    // A new one for each call takes half a microsecond, and leaves nothing behind.
    private boolean withDecoder(Work work) {
        try {
            var decoder = (MemorySegment) init.invokeExact();
            if (decoder.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("TurboJPEG has no memory for a decoder");
            }
            try {
                return work.with(decoder) == 0;
            } finally {
                int ignored = (int) destroy.invokeExact(decoder);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of TurboJPEG failed: " + e, e);
        }
    }
}
