package io.github.data2vec4j.cli;

import io.github.data2vec4j.hub.Pretrained;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.LinearProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks what a pretrained encoder knows. */
@Command(
        name = "probe",
        description =
                "Train a linear classifier on what a frozen encoder gives, and on what the same encoder with random"
                        + " weights gives.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples are classed by the folder below PATH that they lie in; utterances, with --labels words, by the"
                    + " words in them, told of speakers whom the classifier has not heard. Pictures are shown in six views"
                    + " each. Views of one picture, or pieces of one document, are never both learnt from and asked"
                    + " about. The figure is the balanced accuracy in cross-validation: guessing comes to one by the"
                    + " number of classes.",
            "",
            "Exit status: 0 if the encoder does better than random weights, 1 if not, 2 if the input is wrong.",
            "",
            "Examples:",
            "  d2v probe out/pictures/teacher --data src/samples/pictures",
            "  d2v probe out/speech/teacher --data src/samples/speech --labels words",
            "  d2v probe out/text/teacher --data src/samples/text --tokens 32"
        })
final class ProbeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Folder with config.json and model.safetensors.")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Examples, in a folder for each class.")
    private Path data;

    @Option(
            names = "--labels",
            defaultValue = "folder",
            description = "What is asked: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProbeLabels labels;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            paramLabel = "N",
            description =
                    "How many divisions of the examples, and random encoders, to try (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--limit",
            defaultValue = "2000",
            paramLabel = "N",
            description = "At most so many examples, spread over all (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--tokens",
            defaultValue = "64",
            paramLabel = "N",
            description = "For text: tokens of a piece (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "For text: the tokenizer.json (default: the one in MODEL).")
    private @Nullable Path tokenizer;

    @Override
    public Integer call() throws IOException {
        requirePositive("--seeds", seeds);
        requirePositive("--limit", limit);
        var out = spec.commandLine().getOut();
        ProbeExamples examples;
        double[] pretrained;
        try (var encoder = Pretrained.load(model)) {
            examples = examples(encoder.shape());
            out.println("probing " + model + " with " + examples.description());
            out.flush();
            var vectors = examples.vectors(new Embedder(encoder.encoder()));
            pretrained = IntStream.range(0, seeds)
                    .mapToDouble(seed -> accuracy(examples, vectors, seed))
                    .toArray();
        }
        var random = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            try (var encoder = Pretrained.random(model, seed)) {
                random[seed] = accuracy(examples, examples.vectors(new Embedder(encoder.encoder())), seed);
            }
        }
        out.println("pretrained      " + spread(pretrained));
        out.println("random weights  " + spread(random));
        double chance = examples.questions().stream()
                .mapToDouble(question -> 1.0 / question.classes())
                .average()
                .orElseThrow();
        out.printf(Locale.ROOT, "guessing        %.3f%n", chance);
        out.flush();
        return mean(pretrained) > mean(random) ? 0 : Main.CHECK_FAILED;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new WrongArgumentException(name + " must be at least 1, is " + value);
        }
    }

    private ProbeExamples examples(Pretrained.Shape shape) throws IOException {
        if (labels == ProbeLabels.WORDS && !(shape instanceof Pretrained.Shape.Audio)) {
            throw new WrongArgumentException("--labels words is for speech only");
        }
        return switch (shape) {
            case Pretrained.Shape.Audio audio -> new SpeechExamples(data, limit, labels);
            case Pretrained.Shape.Text text ->
                new TextExamples(
                        data,
                        limit,
                        tokenizer == null ? model.resolve("tokenizer.json") : tokenizer,
                        Math.min(tokens, text.config().longestText()));
            case Pretrained.Shape.Vision vision -> new PictureExamples(data, limit, vision.config());
        };
    }

    private static double accuracy(ProbeExamples examples, float[][] vectors, long seed) {
        return examples.questions().stream()
                .mapToDouble(question -> LinearProbe.DEFAULT.accuracy(vectors, question, seed))
                .average()
                .orElseThrow();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static String spread(double[] values) {
        double mean = mean(values);
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / Math.max(1, values.length - 1);
        return String.format(Locale.ROOT, "%.3f +- %.3f", mean, Math.sqrt(variance));
    }
}
