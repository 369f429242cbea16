package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code d2v}, with another program in the jar. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    // Bytes of the test's own, so that it does not depend on the locale that it runs in.
    private static final String FIND = """
            name=$(printf '%s')
            : >"$1/$name"
            exec "$1/d2v" "$1/$name"
            """.formatted(octal("音声-é"));

    @TempDir
    private Path home;

    /** Says whether a file is there. */
    static final class Program {

        private Program() {}

        public static void main(String... files) {
            // Unlike a Path, it may have a name that cannot be spelled.
            System.out.println(new File(files[0]).exists());
        }
    }

    @Test
    void findsFilesWhoseNamesAreNotAsciiInThePosixLocale() throws Exception {
        assertThat(run("LC_ALL", "C")).isEqualTo("true\n");
    }

    @ParameterizedTest
    @CsvSource({"exit 127, true", "echo ANSI_X3.4-1968, true", "echo UTF-8, false"})
    void leavesALocaleAloneOnlyIfItIsSaidToSpellAll(String locale, String isFound) throws Exception {
        var program = Files.createDirectory(home.resolve("programs")).resolve("locale");
        Files.writeString(program, "#!/bin/sh\n" + locale + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(run("PATH", program.getParent() + ":" + System.getenv("PATH")))
                .isEqualTo(isFound + "\n");
    }

    private String run(String variable, String value) throws IOException, InterruptedException {
        install();
        var builder = new ProcessBuilder("/bin/bash", "-c", FIND, "bash", home.toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().remove("D2V_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put(variable, value);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private void install() throws IOException {
        Files.createDirectories(home.resolve(".mvn"));
        Files.createDirectories(home.resolve("target"));
        Files.copy(Path.of("d2v"), home.resolve("d2v"));
        Files.copy(Path.of(".mvn", "find-jdk.sh"), home.resolve(".mvn/find-jdk.sh"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        var entry = Program.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(home.resolve("target/data2vec4j-0.jar")), manifest);
                var code = Objects.requireNonNull(Program.class.getResourceAsStream("/" + entry))) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
    }

    /** As printf of a shell has it. */
    private static String octal(String text) {
        var escaped = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append("\\%03o".formatted(one & 255));
        }
        return escaped.toString();
    }
}
