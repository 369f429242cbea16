package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads the native libraries: data2vec4j's own, and libtorch. libtorch comes from the jars on the class path,
 * or from the folder that LIBTORCH_HOME (or the system property {@code data2vec4j.libtorch}) names: an unpacked archive
 * or the {@code torch} folder of a pip installation, version 2.10 or newer, CPU or CUDA. No other place is searched,
 * and nothing is downloaded.
 */
public final class NativeLibraries {

    /**
     * What was loaded.
     *
     * @param platform name of the platform
     * @param origin where libtorch comes from, in words
     * @param libraries the files that were loaded, in order
     */
    public record Loaded(String platform, String origin, List<Path> libraries) {}

    static final int INTERFACE_VERSION = 1;
    private static final String SHIM_FOLDER = "/io/github/data2vec4j/native/";

    @Nullable
    private static Loaded loaded;

    @Nullable
    private static String failure;

    private NativeLibraries() {}

    /**
     * Loads everything on the first call. Every class of this package that needs it calls this itself.
     *
     * @throws NativeLoadException if something is missing or does not fit
     */
    public static synchronized Loaded load() {
        if (loaded != null) {
            return loaded;
        }
        if (failure != null) {
            // A library cannot be loaded twice, and a second attempt would only give a poorer message.
            throw new NativeLoadException(failure);
        }
        try {
            var result = loadAll(Platform.current());
            loaded = result;
            return result;
        } catch (NativeLoadException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** Whether {@link #load} succeeded before. */
    static synchronized boolean isLoaded() {
        return loaded != null;
    }

    /** Where unpacked libraries are kept. */
    public static Path cacheFolder() {
        return LibraryCache.ofUser().root();
    }

    private static Loaded loadAll(Platform platform) {
        var shim = shim(platform);
        try {
            System.load(shim.toString());
        } catch (UnsatisfiedLinkError e) {
            throw new NativeLoadException("cannot load " + shim + ": " + e.getMessage(), e);
        } catch (IllegalCallerException e) {
            throw new NativeLoadException(
                    "this JVM forbids native access; start it with --enable-native-access=ALL-UNNAMED"
                            + " (or =io.github.data2vec4j on the module path)",
                    e);
        }
        if (d2v_interface_version() != INTERFACE_VERSION) {
            throw new NativeLoadException(shim + " has interface version " + d2v_interface_version()
                    + ", and this data2vec4j needs " + INTERFACE_VERSION + "; run 'make native'");
        }
        var home = home();
        var libraries = home == null ? published(platform) : installed(platform, home);
        prepareEnvironment();
        open(libraries);
        var origin = home == null ? "the jars on the class path" : "LIBTORCH_HOME=" + home;
        return new Loaded(platform.name(), origin, List.copyOf(libraries));
    }

    /** data2vec4j's own library, unpacked. */
    static Path shim(Platform platform) {
        var resource = SHIM_FOLDER + platform.name() + "/" + platform.shim();
        var url = NativeLibraries.class.getResource(resource);
        if (url == null) {
            throw new NativeLoadException("this build of data2vec4j has no native library for " + platform.name() + " ("
                    + resource + "); run 'make native' there and package it again");
        }
        return LibraryCache.ofUser()
                .unpacked("shim-" + platform.name(), Map.of(platform.shim(), url))
                .resolve(platform.shim());
    }

    @Nullable
    private static Path home() {
        var property = System.getProperty("data2vec4j.libtorch", "");
        var setting = property.isEmpty() ? System.getenv().getOrDefault("LIBTORCH_HOME", "") : property;
        return setting.isEmpty() ? null : Path.of(setting).toAbsolutePath().normalize();
    }

    /** The files of a libtorch that the user installed. */
    private static List<Path> installed(Platform platform, Path home) {
        for (var folder : List.of(home, home.resolve("lib"), home.resolve("torch/lib"))) {
            if (Files.isRegularFile(folder.resolve(platform.torch()))) {
                var files = new ArrayList<Path>();
                for (var library : platform.libraries()) {
                    var file = folder.resolve(library.file());
                    // What lies beside libtorch there is its own; what does not, its run path finds.
                    if (library.role() == Platform.Role.LOAD && Files.isRegularFile(file)) {
                        files.add(file);
                    }
                }
                var cuda = folder.resolve(platform.cuda());
                if (Files.isRegularFile(cuda)) {
                    files.add(cuda);
                }
                return files;
            }
        }
        throw new NativeLoadException("LIBTORCH_HOME is " + home + ", but there is no " + platform.torch()
                + " in it, nor in its folders lib and torch/lib; name the folder of an unpacked libtorch or of the"
                + " 'torch' package of a pip installation, or unset it to use the jars");
    }

    /** The files from the jars on the class path, unpacked. */
    private static List<Path> published(Platform platform) {
        var files = new LinkedHashMap<String, URL>();
        for (var library : platform.libraries()) {
            var url = NativeLibraries.class.getClassLoader().getResource(library.resource());
            if (url == null) {
                var artifact = library.resource().contains("/mkl/") ? "mkl" : "pytorch";
                throw new NativeLoadException("libtorch is not on the class path: no jar has " + library.resource()
                        + "; add org.bytedeco:" + artifact + " with the classifier of this platform ("
                        + platform.name() + "; see the README), or set LIBTORCH_HOME to an installed libtorch");
            }
            files.put(library.file(), url);
        }
        var folder = LibraryCache.ofUser().unpacked("libtorch-" + platform.name(), files);
        return platform.libraries().stream()
                .filter(library -> library.role() == Platform.Role.LOAD)
                .map(library -> folder.resolve(library.file()))
                .toList();
    }

    /** What the libraries read when they load, where the user has not decided otherwise. */
    private static void prepareEnvironment() {
        // With libtorch's own OpenMP there is one thread pool in the process, not two.
        setUnlessSet("MKL_THREADING_LAYER", "GNU");
        // Threads that spin for long while they wait starve the loader's, and a machine that does anything else comes
        // to
        // a halt. To wake one that sleeps takes longer than a small operator, so they spin for some microseconds.
        if (setUnlessSet("OMP_WAIT_POLICY", "passive")) {
            setUnlessSet("GOMP_SPINCOUNT", "300");
        }
        // oneDNN keeps 1,024 compiled operators, one for each shape. Where the number of masked positions is random,
        // few
        // come again, and memory would grow for thousands of steps.
        setUnlessSet("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64");
    }

    /** @return whether it was for us to decide */
    private static boolean setUnlessSet(String name, String value) {
        if (System.getenv().containsKey(name)) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            requireOk(d2v_set_environment(arena.allocateFrom(name), arena.allocateFrom(value)));
        }
        return true;
    }

    private static void open(List<Path> libraries) {
        try (var arena = Arena.ofConfined()) {
            var paths = arena.allocate(ValueLayout.ADDRESS, libraries.size());
            for (int i = 0; i < libraries.size(); i++) {
                MemorySegment path =
                        arena.allocateFrom(realPath(libraries.get(i)).toString());
                paths.setAtIndex(ValueLayout.ADDRESS, i, path);
            }
            requireOk(d2v_load(paths, libraries.size()));
        }
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new NativeLoadException("cannot read " + path + ": " + e, e);
        }
    }

    private static void requireOk(int status) {
        if (status != D2V_OK()) {
            throw new NativeLoadException("cannot load libtorch: " + NativeText.of(d2v_last_error()));
        }
    }
}
