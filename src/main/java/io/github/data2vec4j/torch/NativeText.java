package io.github.data2vec4j.torch;

import java.lang.foreign.MemorySegment;

/** Texts that the native side owns. */
final class NativeText {

    private NativeText() {}

    static String of(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
