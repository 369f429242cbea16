package io.github.data2vec4j.cli;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.NativeLibraries;
import io.github.data2vec4j.torch.NativeLoadException;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.vision.JpegDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Looks at everything that data2vec4j stands on. */
final class Examination {

    private static final long NEEDED_CACHE_BYTES = 900_000_000;
    private static final int PRODUCT_SIZE = 1024;

    private final Host host;
    private final List<Finding> findings = new ArrayList<>();

    private Examination(Host host) {
        this.host = host;
    }

    static List<Finding> of(Host host) {
        var examination = new Examination(host);
        examination.examine();
        return examination.findings;
    }

    private void examine() {
        findings.add(java());
        findings.add(cache());
        findings.add(pictures());
        NativeLibraries.Loaded loaded;
        try {
            loaded = NativeLibraries.load();
        } catch (NativeLoadException e) {
            findings.add(Finding.fine("libtorch", "not loaded").broken(String.valueOf(e.getMessage())));
            return;
        }
        var build = Torch.build();
        findings.add(libtorch(loaded, build));
        findings.add(blas(loaded, build));
        findings.add(threads());
        findings.add(allocator());
        findings.add(gpu());
        findings.add(arithmetic());
    }

    private static Finding java() {
        var finding = Finding.fine(
                "Java",
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("java.home"),
                "heap up to " + Host.gigabytes(Runtime.getRuntime().maxMemory())
                        + "; tensors are outside of it, in native memory");
        return Examination.class.getModule().isNativeAccessEnabled()
                ? finding
                : finding.hint("Native access is not enabled: this JVM warns, and a later one will refuse. Start it"
                        + " with --enable-native-access=ALL-UNNAMED (./d2v does).");
    }

    private static Finding cache() {
        var folder = NativeLibraries.cacheFolder();
        try {
            var existing = nearestExisting(folder);
            long free = Files.getFileStore(existing).getUsableSpace();
            long used = Host.size(folder);
            var finding = Finding.fine(
                    "Cache", folder.toString(), Host.gigabytes(used) + " used, " + Host.gigabytes(free) + " free");
            if (!Files.isWritable(existing)) {
                return finding.broken(
                        "The native libraries are unpacked there, and it cannot be written to. Set DATA2VEC4J_CACHE to"
                                + " a folder of yours.");
            }
            return free + used < NEEDED_CACHE_BYTES
                    ? finding.broken("Unpacking the native libraries takes 0.9 GB. Free some space, or set"
                            + " DATA2VEC4J_CACHE to a folder on another disk.")
                    : finding;
        } catch (IOException e) {
            return Finding.fine("Cache", folder.toString()).broken("The folder cannot be read: " + e.getMessage());
        }
    }

    private static Finding pictures() {
        try {
            var library = JpegDecoder.turboJpegLibrary();
            return library.isPresent()
                    ? Finding.fine(
                            "Pictures", "JPEG through TurboJPEG (" + library.get() + "), PNG and WebP through ImageIO")
                    : Finding.fine("Pictures", "JPEG, PNG and WebP through ImageIO")
                            .hint("TurboJPEG reads JPEG files twice as fast. Install it (Debian and Ubuntu: apt"
                                    + " install libturbojpeg0), or name its file in TURBOJPEG_LIBRARY.");
        } catch (NativeLoadException e) {
            return Finding.fine("Pictures", "JPEG cannot be decoded").broken(String.valueOf(e.getMessage()));
        }
    }

    private static Path nearestExisting(Path folder) {
        var parent = folder.getParent();
        return parent == null || Files.exists(folder) ? folder : nearestExisting(parent);
    }

    private Finding libtorch(NativeLibraries.Loaded loaded, String build) {
        return Finding.fine(
                "libtorch",
                Torch.version() + " from " + loaded.origin(),
                "platform " + loaded.platform() + ", instructions "
                        + match(build, "CPU capability usage: (\\S+)", "unknown") + ", "
                        + match(build, "GCC ([0-9.]+)", "unknown compiler").replaceFirst("^(\\d)", "GCC $1"),
                libraryFolder(loaded));
    }

    private static String libraryFolder(NativeLibraries.Loaded loaded) {
        var last = loaded.libraries().getLast().getParent();
        return last == null ? "" : last.toString();
    }

    private Finding blas(NativeLibraries.Loaded loaded, String build) {
        boolean mkl =
                loaded.libraries().stream().anyMatch(path -> realName(path).startsWith("libmkl"));
        var name = mkl ? "oneMKL, beside libtorch" : "built in: " + match(build, "BLAS_INFO=(\\w+)", "unknown");
        var layer = host.variable("MKL_THREADING_LAYER");
        var finding = Finding.fine("BLAS", name, "MKL_THREADING_LAYER=" + (layer.isEmpty() ? "GNU (ours)" : layer));
        if (mkl && !layer.isEmpty() && !layer.equals("GNU")) {
            return finding.hint("Another threading layer than GNU brings a second thread pool, which competes with"
                    + " libtorch's. Unset MKL_THREADING_LAYER.");
        }
        return finding;
    }

    private static String realName(Path library) {
        try {
            // The cache holds MKL under the name that libtorch asks for, so its content decides.
            var folder = library.getParent();
            return folder != null
                            && library.getFileName().toString().startsWith("libopenblas")
                            && Files.exists(folder.resolve("libmkl_core.so.3"))
                    ? "libmkl"
                    : library.toRealPath().getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    private Finding threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = Torch.threads();
        var setting = host.variable("OMP_NUM_THREADS");
        var policy = host.variable("OMP_WAIT_POLICY");
        var finding = Finding.fine(
                "Threads",
                threads + " for an operator, " + cores + " cores",
                "OMP_NUM_THREADS " + (setting.isEmpty() ? "not set" : "= " + setting),
                "OMP_WAIT_POLICY=" + (policy.isEmpty() ? "passive, after a moment (ours)" : policy));
        var maps = host.file("proc/self/maps");
        if (maps.contains("libiomp5") && maps.contains("libgomp")) {
            return finding.hint("Two OpenMP runtimes are loaded (libiomp5 and libgomp); their threads compete. Use a"
                    + " libtorch and a BLAS that share one.");
        }
        if (policy.equalsIgnoreCase("active")) {
            return finding.hint("Threads that spin while they wait make everything slow as soon as the machine does"
                    + " something else. Unset OMP_WAIT_POLICY.");
        }
        if (threads > cores) {
            return finding.hint("More threads than cores slow each other down. Set OMP_NUM_THREADS=" + cores + ".");
        }
        return threads < cores
                ? finding.hint("Some cores stay idle. Set OMP_NUM_THREADS=" + cores + " unless that is meant.")
                : finding;
    }

    private Finding allocator() {
        var pages = match(host.file("sys/kernel/mm/transparent_hugepage/enabled"), "\\[(\\w+)\\]", "unknown");
        var tunables = host.variable("GLIBC_TUNABLES");
        var finding = Finding.fine(
                "Allocator",
                NativeMemory.allocatorSettings(),
                "transparent huge pages: " + pages + "; GLIBC_TUNABLES "
                        + (tunables.isEmpty() ? "not set" : "= " + tunables),
                "MALLOC_ARENA_MAX "
                        + (host.variable("MALLOC_ARENA_MAX").isEmpty()
                                ? "not set"
                                : "= " + host.variable("MALLOC_ARENA_MAX")));
        return pages.equals("never")
                ? finding.hint("The kernel gives no huge pages, which costs about a tenth of the speed. An"
                        + " administrator can write madvise to /sys/kernel/mm/transparent_hugepage/enabled.")
                : finding;
    }

    private Finding gpu() {
        int devices = Torch.cudaDevices();
        if (devices > 0) {
            return Finding.fine("GPU", devices + " CUDA device" + (devices == 1 ? "" : "s"));
        }
        var finding = Finding.fine("GPU", "none that this libtorch can use");
        return host.has("dev/nvidia0")
                ? finding.hint("There is an NVIDIA GPU, but this libtorch is built for CPUs, or finds no driver. Set"
                        + " LIBTORCH_HOME to a CUDA build of libtorch 2.10 or newer.")
                : finding;
    }

    /** A product whose result is known, and how fast it is. */
    private static Finding arithmetic() {
        try (var scope = Scope.open()) {
            var ones = Tensors.ones(DType.FLOAT32, PRODUCT_SIZE, PRODUCT_SIZE);
            var product = Functional.matmul(ones, ones);
            boolean right =
                    product.amin().item() == PRODUCT_SIZE && product.amax().item() == PRODUCT_SIZE;
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                Functional.matmul(ones, ones).close();
                best = Math.min(best, System.nanoTime() - start);
            }
            double operations = 2.0 * PRODUCT_SIZE * PRODUCT_SIZE * PRODUCT_SIZE;
            var finding = Finding.fine(
                    "Arithmetic",
                    String.format(
                            Locale.ROOT,
                            "a matrix product is %s, at %.0f GFLOP/s in float32",
                            right ? "right" : "WRONG",
                            operations / best));
            return right
                    ? finding
                    : finding.broken("libtorch and its BLAS do not fit this processor. Try another libtorch through"
                            + " LIBTORCH_HOME.");
        }
    }

    private static String match(String text, String pattern, String otherwise) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
