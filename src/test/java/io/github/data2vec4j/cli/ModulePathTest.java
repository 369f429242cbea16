package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.torch.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As a module all of it works too: what libraries reach by reflection is open to them. */
class ModulePathTest {

    private static final String[] SETTINGS = {"training.steps=2", "checkpoints.everySteps=1"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vision", "speech", "text"})
    void aRunIsSavedAndFoundAgain(String kind) throws Exception {
        var output = folder.resolve("run");
        var arguments = TinyRuns.arguments(kind, output, folder, SETTINGS);
        var first = run(arguments);
        assertThat(first.status()).as(first.errors()).isZero();
        assertThat(output.resolve("checkpoints/step-2")).isDirectory();
        assertThat(run(arguments).output()).contains("is complete; to run it anew, say --overwrite");
    }

    private static ChildJvm.Result run(List<String> arguments) throws Exception {
        return ChildJvm.of(Main.class, arguments.toArray(String[]::new))
                .option("-Djava.awt.headless=true")
                .asModule()
                .run();
    }
}
