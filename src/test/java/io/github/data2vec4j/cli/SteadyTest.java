package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.data2vec4j.torch.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After 500 of 3,000 steps a process holds what it will hold. {@code make steady} runs this. */
@EnabledIfSystemProperty(named = "data2vec4j.steady", matches = "true", disabledReason = "takes minutes: make steady")
class SteadyTest {

    private static final Pattern LINE = Pattern.compile("step (\\d+) resident-kB (\\d+) tensors (\\d+) handles (\\d+)");
    private static final String[] SETTINGS = {
        "training.steps=3000",
        "checkpoints.everySteps=250",
        "checkpoints.keep=2",
        "collapse.targetFloor=0.0",
        "collapse.predictionFloor=0.0"
    };

    @TempDir
    private Path folder;

    /** What a process held after a step. */
    private record Held(long step, long residentKilobytes, long tensors, long handles) {}

    /**
     * What it held over 500 steps. A single look can fall into a large batch, or before the kernel joins pages to a
     * huge one.
     */
    private record Window(long lastStep, long medianResidentKilobytes, Set<Long> tensors, long fewestHandles) {

        static Window of(List<Held> looks) {
            var resident =
                    looks.stream().mapToLong(Held::residentKilobytes).sorted().toArray();
            return new Window(
                    looks.getLast().step(),
                    resident[resident.length / 2],
                    looks.stream().map(Held::tensors).collect(Collectors.toCollection(TreeSet::new)),
                    looks.stream().mapToLong(Held::handles).min().orElseThrow());
        }
    }

    // The heap is touched as a whole at the start, so that what grows is native. The allocator is set as d2v sets it.
    @ParameterizedTest
    @ValueSource(strings = {"vision", "speech", "text"})
    void memoryTensorsAndHandlesStayAsTheyAre(String kind) throws Exception {
        var child = ChildJvm.of(
                        SteadyProgram.class,
                        TinyRuns.arguments(kind, folder.resolve(kind), folder, SETTINGS)
                                .toArray(String[]::new))
                .option("-Djava.awt.headless=true")
                .option("-Xms192m")
                .option("-Xmx192m")
                .option("-XX:+AlwaysPreTouch")
                .environment("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
                .environment("MALLOC_ARENA_MAX", "1")
                .start();
        assertThat(child.process().waitFor())
                .as(Files.readString(child.errors()))
                .isZero();

        var held = LINE.matcher(child.await().output())
                .results()
                .map(line -> new Held(
                        Long.parseLong(line.group(1)),
                        Long.parseLong(line.group(2)),
                        Long.parseLong(line.group(3)),
                        Long.parseLong(line.group(4))))
                .toList();
        var windows = held.stream()
                .collect(Collectors.groupingBy(line -> (line.step() - 1) / 500, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Window::of)
                .toList();
        windows.forEach(window -> System.out.println(kind + ": " + window));
        var first = windows.get(1);
        assertThat(first.lastStep()).isEqualTo(1000);
        assertThat(windows.getLast().lastStep()).isEqualTo(3000);
        assertThat(windows.subList(1, windows.size())).allSatisfy(window -> {
            assertThat(window.medianResidentKilobytes())
                    .isCloseTo(first.medianResidentKilobytes(), withinPercentage(1));
            assertThat(window.tensors()).isEqualTo(first.tensors()).hasSize(1);
            assertThat(window.fewestHandles()).isEqualTo(first.fewestHandles());
        });
    }
}
