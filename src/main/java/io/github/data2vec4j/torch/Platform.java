package io.github.data2vec4j.torch;

import java.util.List;
import java.util.Locale;

/**
 * A platform that libtorch is published for, and which files of the published artifacts a process needs there. The
 * order of the files is the order in which they are loaded.
 *
 * @param name the classifier of the artifacts, such as {@code linux-x86_64}
 * @param shim file name of data2vec4j's own library
 * @param torch file name of the library that shows a folder to hold a libtorch
 * @param cuda file name of libtorch's CUDA part, which nothing refers to and which is therefore loaded by name
 * @param libraries what to take from the artifacts
 */
record Platform(String name, String shim, String torch, String cuda, List<Library> libraries) {

    /**
     * A file of an artifact.
     *
     * @param resource where it is in its jar
     * @param file its name in the cache
     * @param role what it is for
     */
    record Library(String resource, String file, Role role) {}

    /** What a library is for. */
    enum Role {
        /** Loaded by its absolute path. */
        LOAD,
        /** Found by a library that is loaded, in the same folder. */
        BESIDE
    }

    static final Platform LINUX_X86_64 = new Platform(
            "linux-x86_64",
            "libd2v_torch.so",
            "libtorch_cpu.so",
            "libtorch_cuda.so",
            List.of(
                    load("pytorch/linux-x86_64/", "libgomp.so.1"),
                    // libtorch asks for OpenBLAS by name; MKL answers to it, and takes its kernels from beside it.
                    new Library("org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.3", "libopenblas.so.0", Role.LOAD),
                    beside("mkl/linux-x86_64/", "libmkl_core.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_intel_lp64.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_gnu_thread.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_def.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_avx2.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_avx512.so.3"),
                    beside("mkl/linux-x86_64/", "libmkl_avx10.so.3"),
                    load("pytorch/linux-x86_64/", "libc10.so"),
                    load("pytorch/linux-x86_64/", "libtorch_cpu.so")));

    static final Platform MACOS_ARM64 = new Platform(
            "macosx-arm64",
            "libd2v_torch.dylib",
            "libtorch_cpu.dylib",
            "libtorch_cuda.dylib",
            List.of(
                    load("pytorch/macosx-arm64/", "libomp.dylib"),
                    beside("openblas/macosx-arm64/", "libgcc_s.1.1.dylib"),
                    beside("openblas/macosx-arm64/", "libquadmath.0.dylib"),
                    beside("openblas/macosx-arm64/", "libgfortran.5.dylib"),
                    load("openblas/macosx-arm64/", "libopenblas.0.dylib"),
                    load("pytorch/macosx-arm64/", "libc10.dylib"),
                    load("pytorch/macosx-arm64/", "libtorch_cpu.dylib")));

    static final Platform WINDOWS_X86_64 = new Platform(
            "windows-x86_64",
            "d2v_torch.dll",
            "torch_cpu.dll",
            "torch_cuda.dll",
            List.of(
                    load("openblas/windows-x86_64/", "libopenblas.dll"),
                    load("pytorch/windows-x86_64/", "uv.dll"),
                    load("pytorch/windows-x86_64/", "c10.dll"),
                    load("pytorch/windows-x86_64/", "torch_cpu.dll")));

    /**
     * The platform of this process.
     *
     * @throws NativeLoadException if libtorch is not published for it
     */
    static Platform current() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        if (system.contains("linux") && x86) {
            return LINUX_X86_64;
        }
        if (system.contains("mac") && arm) {
            return MACOS_ARM64;
        }
        if (system.contains("windows") && x86) {
            return WINDOWS_X86_64;
        }
        throw new NativeLoadException("data2vec4j has no native library for " + system + " on " + processor
                + "; it runs on Linux x86-64, and is prepared for macOS arm64 and Windows x86-64");
    }

    private static Library load(String folder, String file) {
        return new Library("org/bytedeco/" + folder + file, file, Role.LOAD);
    }

    private static Library beside(String folder, String file) {
        return new Library("org/bytedeco/" + folder + file, file, Role.BESIDE);
    }
}
