package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigsTest {

    static List<Path> visionConfigs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("configs", "vision"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("visionConfigs")
    void everyShippedConfigurationIsValid(Path file) {
        assertThat(ConfigFile.read(file, List.of())
                        .bind(VisionRun.class)
                        .training()
                        .steps())
                .isPositive();
    }
}
