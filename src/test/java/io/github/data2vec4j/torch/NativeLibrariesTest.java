package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when libraries are missing or do not fit; each in a JVM that has not loaded them yet. */
class NativeLibrariesTest {

    private static final String PLATFORM = Platform.current().name();

    @TempDir
    private Path folder;

    /** Fails twice: through an operator, then by loading. */
    static final class Loading {
        public static void main(String[] arguments) {
            say(() -> Tensors.zeros(DType.FLOAT32, 1));
            say(() -> NativeMemory.now());
            System.out.println(NativeLibraries.isLoaded());
        }

        private static void say(Runnable use) {
            try {
                use.run();
            } catch (NativeLoadException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Expects one message, both times. */
    private static void assertSays(ChildJvm child, String message) throws Exception {
        var result = child.run();
        assertThat(result.output()).as(result.errors()).isEqualTo(message + "\n" + message + "\nfalse\n");
    }

    private ChildJvm loading() {
        return ChildJvm.of(Loading.class);
    }

    private static List<Path> classPathWithout(String... parts) {
        return ChildJvm.classPathOfTests().stream()
                .filter(path -> List.of(parts).stream().noneMatch(path.toString()::contains))
                .toList();
    }

    @Test
    void whatIsLoadedIsTold() {
        var loaded = NativeLibraries.load();

        assertThat(NativeLibraries.isLoaded()).isTrue();
        assertThat(NativeLibraries.load()).isSameAs(loaded);
        assertThat(loaded.platform()).isEqualTo(PLATFORM);
        assertThat(loaded.libraries())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
        assertThat(loaded.libraries().getLast().getFileName())
                .hasToString(Platform.current().torch());
    }

    // libgomp itself tells what it goes by.
    @ParameterizedTest
    @CsvSource({", , PASSIVE, 300", ", 7, PASSIVE, 7", "active, , ACTIVE, 30000000000", "passive, , PASSIVE, 0"})
    void threadsSpinForAMomentUnlessTheUserDecides(String policy, String spins, String itsPolicy, String itsSpins)
            throws Exception {
        var child = loading().environment("OMP_DISPLAY_ENV", "verbose");
        if (policy != null) {
            child.environment("OMP_WAIT_POLICY", policy);
        }
        if (spins != null) {
            child.environment("GOMP_SPINCOUNT", spins);
        }
        assertThat(child.run().errors())
                .contains("OMP_WAIT_POLICY = '" + itsPolicy + "'")
                .contains("GOMP_SPINCOUNT = '" + itsSpins + "'");
    }

    @Test
    void aFolderWithoutLibtorch() throws Exception {
        var message = "LIBTORCH_HOME is " + folder + ", but there is no "
                + Platform.current().torch()
                + " in it, nor in its folders lib and torch/lib; name the folder of an unpacked libtorch or of the"
                + " 'torch' package of a pip installation, or unset it to use the jars";

        assertSays(loading().environment("LIBTORCH_HOME", folder.toString()), message);
        assertSays(
                loading().environment("LIBTORCH_HOME", "/elsewhere").option("-Ddata2vec4j.libtorch=" + folder),
                message);
    }

    @Test
    void aFileThatIsNoLibrary() throws Exception {
        var file =
                Files.writeString(Files.createDirectory(folder.resolve("lib")).resolve(torch()), "no library");
        var result = loading().environment("LIBTORCH_HOME", folder.toString()).run();

        assertThat(result.output())
                .startsWith("cannot load libtorch: " + file.toRealPath() + ": ")
                .endsWith("\nfalse\n");
    }

    @Test
    void aLibraryThatIsNoLibtorch() throws Exception {
        var inner = Files.createDirectories(folder.resolve("torch/lib"));
        Files.copy(NativeLibraries.shim(Platform.current()), inner.resolve(torch()));

        assertSays(
                loading().environment("LIBTORCH_HOME", folder.toString()),
                "cannot load libtorch: none of the libraries has aoti_torch_abi_version: this is no libtorch, or one"
                        + " older than 2.10");
    }

    private static String torch() {
        return Platform.current().torch();
    }

    @Test
    void noJarsOnTheClassPath() throws Exception {
        var first = Platform.current().libraries().getFirst().resource();
        assertSays(
                loading()
                        .environment("LIBTORCH_HOME", "")
                        .classPath(classPathWithout("/pytorch-", "/mkl-", "/openblas-")),
                "libtorch is not on the class path: no jar has " + first
                        + "; add org.bytedeco:pytorch with the classifier of this platform (" + PLATFORM
                        + "; see the README), or set LIBTORCH_HOME to an installed libtorch");
    }

    @Test
    void oneJarIsMissing() throws Exception {
        assumeTrue(Platform.current().equals(Platform.LINUX_X86_64));
        assertSays(
                loading().environment("LIBTORCH_HOME", "").classPath(classPathWithout("/mkl-")),
                "libtorch is not on the class path: no jar has org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.3"
                        + "; add org.bytedeco:mkl with the classifier of this platform (linux-x86_64; see the README),"
                        + " or set LIBTORCH_HOME to an installed libtorch");
    }

    @Test
    void aCacheThatCannotBeWrittenTo() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        var result = loading().environment("DATA2VEC4J_CACHE", file.toString()).run();

        assertThat(result.output()).startsWith("cannot unpack the native libraries into " + file + ": ");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void nativeAccessIsForbidden() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "older JVMs only warn");
        assertSays(
                loading().without("--enable-native-access=ALL-UNNAMED").option("--illegal-native-access=deny"),
                "this JVM forbids native access; start it with --enable-native-access=ALL-UNNAMED"
                        + " (or =io.github.data2vec4j on the module path)");
    }

    @Test
    void noShimForAPlatform() {
        var other = new Platform("plan9-mips", "libd2v_torch.so", "libtorch_cpu.so", "libtorch_cuda.so", List.of());

        assertThatThrownBy(() -> NativeLibraries.shim(other))
                .isInstanceOf(NativeLoadException.class)
                .hasMessage("this build of data2vec4j has no native library for plan9-mips"
                        + " (/io/github/data2vec4j/native/plan9-mips/libd2v_torch.so); run 'make native' there and"
                        + " package it again");
    }

    /** Tells where libtorch is from. */
    static final class Telling {
        public static void main(String[] arguments) {
            System.out.println(NativeLibraries.load().origin());
            System.out.println(Torch.version());
        }
    }

    @Test
    void aFolderWithLibtorchIsUsed() throws Exception {
        var jars = NativeLibraries.load().libraries().getLast().resolveSibling("");
        var result = ChildJvm.of(Telling.class)
                .environment("LIBTORCH_HOME", jars.toString())
                .run();

        assertThat(result.output()).isEqualTo("LIBTORCH_HOME=" + jars + "\n" + Torch.version() + "\n");
    }
}
