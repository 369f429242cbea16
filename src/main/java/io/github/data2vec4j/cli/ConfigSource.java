package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which configuration is meant. */
final class ConfigSource {

    @Parameters(paramLabel = "CONFIG", description = "Configuration file (YAML).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one value, such as training.steps=500. May be repeated.")
    private List<String> overrides = List.of();

    Path file() {
        return file;
    }

    ConfigFile read() {
        return ConfigFile.read(file, overrides);
    }
}
