package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aRunOfATextModelAndItsReport() throws Exception {
        var output = folder.resolve("run");
        TinyRuns.text(output, folder, "training.steps=3", "tracking.histogramEverySteps=1");

        assertThat(Files.readAllLines(output.resolve("events.jsonl")))
                .hasSize(3)
                .satisfies(lines -> {
                    assertThat(lines.get(0)).contains("\"kind\":\"begun\"", "\"step\":0");
                    assertThat(lines.get(1)).contains("\"kind\":\"checkpoint\"", "\"step\":3", "checkpoints/step-3");
                    assertThat(lines.get(2)).contains("\"kind\":\"complete\"", "\"step\":3");
                });
        assertThat(output.resolve("tensorboard")).isNotEmptyDirectory();
        var run = CommandRun.of("report", output.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().strip()).isEqualTo(output.resolve("report.html").toString());
        assertThat(output.resolve("report.html"))
                .content()
                .contains(">complete</p>")
                .contains("Step <b>3</b> of 3")
                .contains("floor 0.1</text>")
                .contains("# updates of the run");
    }

    @Test
    void whatIsNoRunIsRefused() {
        var run = CommandRun.of("report", folder.toString());
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(folder + " holds no run").doesNotContain("\tat ");
    }

    @Test
    void aConfigurationThatIsNoLongerRightIsShownAsItIs() {
        var plan = RunPlans.read("modality: smell\nnose: 1\n");
        assertThat(plan.configuration()).isEqualTo("modality: smell\nnose: 1\n");
        assertThat(plan.steps()).isZero();
    }

    @Test
    void theCommandThatGoesOnCanBeTypedAgain() {
        assertThat(Surroundings.command(List.of("pretrain", "a b.yaml", "--overwrite", "--set", "seed=1", "it's")))
                .isEqualTo("./d2v pretrain 'a b.yaml' --set seed=1 'it'\\''s'");
    }
}
