package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.cli.Finding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

final class DoctorCommandTest {

    @TempDir
    private Path root;

    @Test
    void findsEverythingInOrderHere() {
        var run = CommandRun.of("doctor");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "Java  ", "Cache  ", "Pictures  ", "libtorch  ", "BLAS  ", "Threads  ", "Allocator  ", "GPU  ")
                .contains("2.13.0 from the jars on the class path")
                .contains("oneMKL")
                .contains("a matrix product is right")
                .contains("Everything works");
    }

    @Test
    void warnsOfAnOtherThreadingLayer() {
        assertThat(finding("BLAS", Map.of("MKL_THREADING_LAYER", "INTEL")).advice())
                .contains("second thread pool")
                .contains("Unset MKL_THREADING_LAYER");
    }

    @Test
    void warnsWhenTheKernelGivesNoHugePages() throws IOException {
        write("sys/kernel/mm/transparent_hugepage/enabled", "always madvise [never]");
        assertThat(finding("Allocator", Map.of()).advice()).contains("huge pages");
        write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
        assertThat(finding("Allocator", Map.of()).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void warnsOfTwoThreadPools() throws IOException {
        write("proc/self/maps", "00 r-xp /lib/libgomp.so.1\n00 r-xp /lib/libiomp5.so\n");
        assertThat(finding("Threads", Map.of()).advice()).contains("libiomp5 and libgomp");
    }

    @Test
    void seesAGpuThatIsNotUsed() throws IOException {
        write("dev/nvidia0", "");
        assertThat(finding("GPU", Map.of()).advice()).contains("LIBTORCH_HOME");
    }

    @Test
    void saysInOneLineWhetherItCanWork() {
        assertThat(conclusion(Finding.fine("a", "b"))).endsWith("Everything works.");
        assertThat(conclusion(Finding.fine("a", "b").hint("c")))
                .contains("hint: c")
                .endsWith("1 hint above.");
        assertThat(conclusion(Finding.fine("a", "b").broken("c")))
                .contains("BROKEN: c")
                .endsWith("BROKEN above.");
    }

    private static String conclusion(Finding finding) {
        var out = new StringWriter();
        DoctorCommand.print(new PrintWriter(out), Ansi.OFF, List.of(finding));
        return out.toString().strip();
    }

    private Finding finding(String topic, Map<String, String> environment) {
        return Examination.of(new Host(environment, root)).stream()
                .filter(finding -> finding.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private void write(String name, String content) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
