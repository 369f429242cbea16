package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While 100,000 samples are loaded, a process holds no more than after two fifths. {@code make steady} runs this. */
@EnabledIfSystemProperty(named = "data2vec4j.steady", matches = "true", disabledReason = "takes minutes: make steady")
class SteadyLoadingTest {

    private static final Pattern LINE = Pattern.compile("samples (\\d+) resident-kB (\\d+) handles (\\d+)");

    @TempDir
    private Path folder;

    /** What a process held after so many samples. */
    private record Held(long samples, long residentKilobytes, long handles) {}

    private Path place(String kind) {
        var samples = "src/samples/" + kind;
        var stored = folder.resolve(kind);
        var run = kind.equals("text")
                ? tokenized(samples, stored)
                : CommandRun.of("shard", "--data", samples, "--output", stored.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return stored;
    }

    private CommandRun tokenized(String samples, Path stored) {
        var tokenizer = folder.resolve("tokenizer.json").toString();
        CommandRun.of("tokenizer", "train", "--data", samples, "--output", tokenizer, "--vocabulary", "500");
        return CommandRun.of("tokenize", "--data", samples, "--tokenizer", tokenizer, "--output", stored.toString());
    }

    @ParameterizedTest
    @CsvSource({"vision, pictures, batches.size=50", "speech, speech, seed=1", "text, text, model.vocabulary=500"})
    void memoryAndHandlesStayAsTheyAre(String modality, String kind, String override) throws Exception {
        var config = "configs/" + modality + "/quickstart.yaml";
        var data = place(kind).toString();
        var child = ChildJvm.of(LoadingProgram.class, config, data, "100000", "20000", override)
                .option("-Djava.awt.headless=true")
                .option("-Xms256m")
                .option("-Xmx256m")
                .option("-XX:+AlwaysPreTouch")
                .option("-XX:TieredStopAtLevel=4")
                .environment("MALLOC_ARENA_MAX", "1")
                .start();
        assertThat(child.process().waitFor())
                .as(Files.readString(child.errors()))
                .isZero();

        var held = LINE.matcher(child.await().output())
                .results()
                .map(line -> new Held(
                        Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), Long.parseLong(line.group(3))))
                .toList();
        held.forEach(line -> System.out.println(kind + ": " + line));
        var early = held.get(1);
        var last = held.getLast();
        assertThat(last.samples()).isEqualTo(100_000);
        assertThat(last.residentKilobytes())
                .isCloseTo(early.residentKilobytes(), within(early.residentKilobytes() / 50));
        assertThat(held.subList(1, held.size())).extracting(Held::handles).containsOnly(early.handles());
    }
}
