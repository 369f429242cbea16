package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigsTest {

    static List<Path> configs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("configs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static PretrainRun run(Path file) {
        var config = ConfigFile.read(file, List.of());
        return RunKind.of(config).bind(config);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void everyShippedConfigurationIsValid(Path file) {
        assertThat(run(file).training().steps()).isPositive();
    }

    // Of Hugging Face's Data2VecAudioModel, Data2VecTextModel without its pooler, and Data2VecVisionModel without its
    // last norm, with the configurations of the published checkpoints.
    @ParameterizedTest
    @CsvSource({
        "speech/base, 93_164_288",
        "speech/large, 313_276_416",
        "text/base, 124_055_040",
        "text/large, 354_310_144",
        "vision/base, 85_664_592",
        "vision/large, 303_135_168"
    })
    void modelsHaveThePublishedNumberOfParameters(String name, String expected) {
        assertThat(run(Path.of("configs", name + ".yaml")).encoderParameters())
                .isEqualTo(Long.parseLong(expected.replace("_", "")));
    }
}
