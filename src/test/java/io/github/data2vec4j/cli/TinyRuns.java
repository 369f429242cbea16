package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs of models so small that a test can wait for them. */
final class TinyRuns {

    private static final List<String> SMALL = List.of(
            "model.layers=2",
            "model.width=32",
            "model.heads=2",
            "model.feedForwardWidth=64",
            "method.targets.topLayers=2",
            "learningRate.warmupSteps=0");

    private TinyRuns() {}

    /** On the sample speech. */
    static CommandRun speech(Path output, String... settings) {
        return run(speechArguments(output, settings));
    }

    /** On one of the sample texts, which is copied to a folder in {@code temporary}. */
    static CommandRun text(Path output, Path temporary, String... settings) {
        return run(textArguments(output, temporary, settings));
    }

    /**
     * The command line of a run on samples.
     *
     * @param kind vision, speech or text
     * @param temporary folder for what has to be copied
     */
    static List<String> arguments(String kind, Path output, Path temporary, String... settings) {
        return switch (kind) {
            case "vision" -> pictureArguments(output, settings);
            case "speech" -> speechArguments(output, settings);
            default -> textArguments(output, temporary, settings);
        };
    }

    /** The command line of a run on the sample pictures. */
    static List<String> pictureArguments(Path output, String... settings) {
        return arguments(
                "vision",
                Path.of("src/samples/pictures"),
                output,
                List.of(
                        "model.imageSize=32",
                        "model.patchSize=8",
                        "augmentation.size=32",
                        "masking.maskedPatches=9",
                        "masking.minBlockPatches=2",
                        "masking.maxBlockPatches=16",
                        "batches.size=4"),
                settings);
    }

    /** The command line of a run on the sample speech. */
    static List<String> speechArguments(Path output, String... settings) {
        return arguments(
                "speech",
                Path.of("src/samples/speech"),
                output,
                List.of(
                        "model.convolutions=[{channels: 16, kernel: 10, stride: 5}, {channels: 16, kernel: 64, stride:"
                                + " 64}]",
                        "learningRate.holdSteps=0",
                        "batches.maxSamples=80000",
                        "batches.cropSamples=40000"),
                settings);
    }

    /** The command line of a run on one of the sample texts. */
    static List<String> textArguments(Path output, Path temporary, String... settings) {
        return arguments(
                "text",
                texts(temporary),
                output,
                List.of("model.vocabulary=512", "model.positions=66", "blocks.maxTokens=64", "batches.maxTokens=1024"),
                settings);
    }

    private static Path texts(Path temporary) {
        try {
            var texts = Files.createDirectories(temporary.resolve("texts/bible"));
            var jonah = texts.resolve("jonah.txt");
            if (Files.notExists(jonah)) {
                Files.copy(Path.of("src/samples/text/bible/jonah.txt"), jonah);
            }
            return temporary.resolve("texts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(
            String modality, Path data, Path output, List<String> defaults, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "pretrain",
                "configs/" + modality + "/quickstart.yaml",
                "--data",
                data.toString(),
                "--output",
                output.toString()));
        Stream.of(SMALL, defaults, List.of(settings)).flatMap(List::stream).forEach(setting -> {
            arguments.add("--set");
            arguments.add(setting);
        });
        return arguments;
    }

    private static CommandRun run(List<String> arguments) {
        var run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run;
    }
}
