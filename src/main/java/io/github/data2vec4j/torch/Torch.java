package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;

/** The loaded libtorch as a whole. */
public final class Torch {

    private static final int BUILD_TEXT_BYTES = 1 << 14;

    private Torch() {}

    /** Version of the loaded libtorch, such as {@code 2.13.0}. */
    public static String version() {
        NativeLibraries.load();
        long version = d2v_torch_version();
        return version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000;
    }

    /** libtorch's own description of how it was built and of its parallel back end. */
    public static String build() {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(BUILD_TEXT_BYTES);
            Gate.current().check("show_config", d2v_torch_build(text, BUILD_TEXT_BYTES));
            return text.getString(0);
        }
    }

    /** Threads that one operator may use on the CPU. */
    public static int threads() {
        var gate = Gate.current();
        gate.check("get_num_threads", d2v_get_num_threads(gate.cells()));
        return gate.cells().get(JAVA_INT, 0);
    }

    /** Sets how many threads one operator may use on the CPU. */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        Gate.current().check("set_num_threads", d2v_set_num_threads(threads));
    }

    /** Seeds libtorch's generators on all devices. */
    public static void manualSeed(long seed) {
        Gate.current().check("manual_seed", d2v_manual_seed(seed));
    }

    /** Number of CUDA devices that libtorch can use; 0 with a CPU build. */
    public static int cudaDevices() {
        var gate = Gate.current();
        gate.check("cuda_device_count", d2v_cuda_device_count(gate.cells()));
        return (int) gate.cells().get(JAVA_LONG, 0);
    }

    /** Waits until all work queued on a CUDA device is done. */
    public static void synchronize(int cudaDevice) {
        Gate.current().check("synchronize", d2v_cuda_synchronize(cudaDevice));
    }
}
