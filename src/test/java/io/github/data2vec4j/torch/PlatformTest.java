package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    private final String system = System.getProperty("os.name");
    private final String processor = System.getProperty("os.arch");

    @AfterEach
    void restore() {
        pretend(system, processor);
    }

    private static void pretend(String system, String processor) {
        System.setProperty("os.name", system);
        System.setProperty("os.arch", processor);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, x86_64, linux-x86_64",
        "Mac OS X, aarch64, macosx-arm64",
        "Windows 11, amd64, windows-x86_64"
    })
    void theClassifierOfThePublishedArtifacts(String name, String arch, String expected) {
        pretend(name, arch);
        assertThat(Platform.current().name()).isEqualTo(expected);
    }

    @Test
    void aPlatformWithoutLibraries() {
        pretend("Plan 9", "mips");
        assertThatThrownBy(Platform::current)
                .isInstanceOf(NativeLoadException.class)
                .hasMessage("data2vec4j has no native library for plan 9 on mips; it runs on Linux x86-64, and is"
                        + " prepared for macOS arm64 and Windows x86-64");
    }

    @Test
    void everythingItNamesIsInTheJarsOnTheClassPath() {
        assertThat(Platform.current().libraries())
                .isNotEmpty()
                .allSatisfy(library -> assertThat(Tensor.class.getClassLoader().getResource(library.resource()))
                        .as(library.resource())
                        .isNotNull());
        assertThat(Platform.current().shim()).isEqualTo(System.mapLibraryName("d2v_torch"));
    }

    @Test
    void libtorchComesLastAndEveryNameOnce() {
        for (var platform : List.of(Platform.LINUX_X86_64, Platform.MACOS_ARM64, Platform.WINDOWS_X86_64)) {
            var last = platform.libraries().getLast();
            assertThat(last.file()).isEqualTo(platform.torch());
            assertThat(last.role()).isEqualTo(Platform.Role.LOAD);
            assertThat(platform.libraries()).extracting(Platform.Library::file).doesNotHaveDuplicates();
            assertThat(platform.libraries())
                    .allSatisfy(library -> assertThat(library.resource())
                            .startsWith("org/bytedeco/")
                            .contains("/" + platform.name() + "/"));
        }
    }
}
