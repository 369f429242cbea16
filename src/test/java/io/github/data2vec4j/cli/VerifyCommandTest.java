package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.torch.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyCommandTest {

    private static final String PARITY = "src/samples/parity/";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "forward,vision-shared-bias",
        "forward,vision-layer-bias",
        "forward,audio",
        "forward,text",
        "train,vision",
        "train,audio",
        "train,text"
    })
    void agreesWithPyTorch(String what, String name) {
        var run = CommandRun.of("verify", what, PARITY + what + "/" + name);

        assertThat(run.out()).contains(" 0 out of limits").contains("nearest to its limit: ok");
        assertThat(run.status()).isZero();
    }

    // The records were made with these instructions, and with them no limit is exceeded on any processor that has them.
    // With others rounding may exceed one; then it is said.
    @ParameterizedTest
    @ValueSource(strings = {"vision", "audio", "text"})
    void agreesWithPyTorchWithinTheLimitsThemselves(String name) throws Exception {
        var run = ChildJvm.of(Main.class, "verify", "train", PARITY + "train/" + name)
                .environment("ATEN_CPU_CAPABILITY", "avx2")
                .environment("ONEDNN_MAX_CPU_ISA", "AVX2")
                .environment("MKL_CBWR", "AVX2")
                .run();

        assertThat(run.output()).as(run.errors()).contains(" 0 out of limits").doesNotContain("rounding");
        assertThat(run.status()).isZero();
    }

    @Test
    void saysWhereADifferenceIs() throws IOException {
        var original = Path.of(PARITY, "forward", "vision-shared-bias");
        for (var file : new String[] {"config.json", "model.safetensors", "case.safetensors"}) {
            Files.copy(original.resolve(file), folder.resolve(file));
        }
        // Another epsilon in the layer norms: a small mistake of the kind that this command is for.
        var config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("1e-12", "1e-3"));

        var run = CommandRun.of("verify", "forward", folder.toString());

        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(run.out())
                .contains("FAIL unmasked.hidden_states.1")
                .contains("out of limits")
                .contains(" at [");
    }

    @Test
    void namesAFileThatIsMissing() {
        var run = CommandRun.of("verify", "train", folder.toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(folder.resolve("expected.json") + " does not exist");
    }

    @Test
    void asksWhatToVerify() {
        var run = CommandRun.of("verify");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("say what to verify: forward or train");
    }
}
