package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    private List<String> arguments(String kind, Path output) {
        return switch (kind) {
            case "vision" -> TinyRuns.pictureArguments(output, SETTINGS);
            case "speech" -> TinyRuns.speechArguments(output, SETTINGS);
            default -> TinyRuns.textArguments(output, folder, SETTINGS);
        };
    }

    // The heap is touched as a whole at the start, so that what grows is native. The allocator is set as d2v sets it.
    @ParameterizedTest
    @ValueSource(strings = {"vision", "speech", "text"})
    void memoryTensorsAndHandlesStayAsTheyAre(String kind) throws Exception {
        var child = ChildJvm.of(
                        SteadyProgram.class,
                        arguments(kind, folder.resolve(kind)).toArray(String[]::new))
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
        held.forEach(line -> System.out.println(kind + ": " + line));
        var early = held.getFirst();
        var last = held.getLast();
        assertThat(early.step()).isEqualTo(500);
        assertThat(last.step()).isEqualTo(3000);
        assertThat(last.residentKilobytes())
                .isCloseTo(early.residentKilobytes(), within(early.residentKilobytes() / 100));
        assertThat(held).extracting(Held::tensors).containsOnly(early.tensors());
        assertThat(held).extracting(Held::handles).containsOnly(early.handles());
    }
}
