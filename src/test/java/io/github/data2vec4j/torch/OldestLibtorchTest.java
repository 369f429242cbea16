package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The same native library runs on the oldest libtorch that it promises to run on. */
class OldestLibtorchTest {

    private static final String JAR = System.getProperty("data2vec4j.test.libtorch210", "");

    private static final String IN_JAR = "org/bytedeco/pytorch/linux-x86_64/";

    /** libtorch 2.10 from its jar, with MKL from the jars of the newest one. */
    private static Path unpacked() throws IOException {
        var folder = Files.createDirectories(Path.of("target", "libtorch-2.10", "lib"));
        try (var jar = new JarFile(JAR)) {
            for (var name : List.of("libc10.so", "libtorch_cpu.so", "libgomp.so.1")) {
                var entry = jar.getJarEntry(IN_JAR + name);
                var file = folder.resolve(name);
                if (!Files.exists(file) || Files.size(file) != entry.getSize()) {
                    try (var content = jar.getInputStream(entry)) {
                        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        link(folder);
        return folder.toAbsolutePath();
    }

    private static void link(Path folder) throws IOException {
        var newest = NativeLibraries.load().libraries().getLast();
        for (var library : Platform.LINUX_X86_64.libraries()) {
            if (library.resource().contains("/mkl/")) {
                var link = folder.resolve(library.file());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, newest.resolveSibling(library.file()));
            }
        }
    }

    @Test
    void everythingWorksOnIt() throws Exception {
        assumeFalse(JAR.isEmpty(), "libtorch 2.10 is published for Linux on x86-64 only");
        assumeTrue(NativeLibraries.load().origin().contains("jars"), "MKL is taken from the jars");

        var child = ChildJvm.of(OldestLibtorchProgram.class)
                .option("-Ddata2vec4j.libtorch=" + unpacked())
                .run();

        assertThat(child.output())
                .as(child.errors())
                .isEqualTo("2.10.0 with " + NativeLibraries.shim(Platform.current()) + "\nOK\n");
        // The reasons of failures are taken out of the standard error, where this libtorch writes them; the rest stays.
        assertThat(child.errors()).matches("\\[W[^\\n]* Warning: var\\(\\): degrees of freedom is <= 0[^\\n]*\\n");
        assertThat(child.status()).isZero();
    }
}
