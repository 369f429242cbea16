package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollapseTest {

    @TempDir
    private Path folder;

    @Test
    void aRunThatWorksIsNotStopped() {
        var run = TinyRuns.text(folder.resolve("run"), folder, "training.steps=150", "learningRate.warmupSteps=30");

        assertThat(run.out()).contains("Nothing collapsed");
        assertThat(run.status()).isZero();
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

    @Test
    void aMaskOfOnePercentCollapses() {
        var run = TinyRuns.text(
                folder.resolve("run"),
                folder,
                "training.steps=300",
                "learningRate.warmupSteps=30",
                "masking.probability=0.01");

        assertThat(run.out()).contains("STOPPED").contains("of the positions are masked");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
    }
}
