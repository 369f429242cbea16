package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollapseTest {

    @TempDir
    private Path folder;

    // A teacher that follows faster than any published one shows at once what it takes.
    private CommandRun fast(String... settings) {
        var all = new ArrayList<>(List.of(
                "training.steps=250",
                "learningRate.warmupSteps=30",
                "batches.maxTokens=4096",
                "method.ema.start=0.985",
                "method.ema.end=0.985"));
        all.addAll(List.of(settings));
        return TinyRuns.text(folder.resolve("run"), folder, all.toArray(String[]::new));
    }

    @Test
    void thePublishedMaskKeepsARunGoing() {
        var run = fast();

        assertThat(run.out()).contains("Nothing collapsed");
        assertThat(run.status()).isZero();
    }

    @Test
    void aMaskOfOnePercentCollapses() {
        var run = fast("masking.probability=0.01");

        assertThat(run.out()).contains("STOPPED").contains("of the positions are masked");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
    }

    @Test
    void targetsWithoutNormalisationCollapse() {
        var output = folder.resolve("run");
        var run = TinyRuns.text(output, folder, "training.steps=150", "method.targets.layerNorms=[]");

        assertThat(run.out())
                .contains("STOPPED")
                .contains("targets are not normalised")
                .contains("COLLAPSED");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(Files.exists(output.resolve("teacher/model.safetensors")))
                .as("what there is of it is kept")
                .isTrue();
    }
}
