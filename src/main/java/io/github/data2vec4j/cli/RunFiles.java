package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;

/** Configuration files of runs: their key {@code modality} says what else is in them. */
final class RunFiles {

    /** The key that every file has. */
    private record Head(PretrainRun.Kind modality) {}

    private RunFiles() {}

    /** The record whose components are the keys of a configuration. */
    static Class<? extends Record> type(ConfigFile file) {
        return switch (file.only("modality").bind(Head.class).modality()) {
            case SPEECH -> SpeechRun.class;
            case TEXT -> TextRun.class;
            case VISION -> VisionRun.class;
        };
    }

    /** The run that a configuration describes. */
    static PretrainRun run(ConfigFile file) {
        return (PretrainRun) file.bind(type(file));
    }

    /** Reads a file and lays overrides over it. */
    static PretrainRun read(Path file, List<String> overrides) {
        return run(ConfigFile.read(file, overrides));
    }
}
