package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/**
 * What is alive on the native side now.
 *
 * @param tensors handles that were given out and not released
 * @param tensorBytes bytes that their elements span; a view counts its own elements
 * @param heapBytes bytes in use in the process's C heap, autograd graphs included; -1 where it cannot be told
 */
public record NativeMemory(long tensors, long tensorBytes, long heapBytes) {

    /** Counts now. */
    public static NativeMemory now() {
        NativeLibraries.load();
        return new NativeMemory(d2v_live_tensors(), d2v_live_bytes(), d2v_heap_bytes());
    }

    /** How the C allocator was set when the library was loaded. */
    public static String allocatorSettings() {
        NativeLibraries.load();
        return NativeText.of(d2v_allocator_settings());
    }

    /** Kept tensors that became unreachable without being closed, since the start. */
    public static long leakedTensors() {
        return KeptTensor.LEAKED.get();
    }
}
