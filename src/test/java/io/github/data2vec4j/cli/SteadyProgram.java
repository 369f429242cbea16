package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.train.MetricsFile;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.SavedRun;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One run of a command line's configuration that prints now and then what the process holds. */
final class SteadyProgram {

    private static final long EVERY = 20;

    private SteadyProgram() {}

    /**
     * Runs it.
     *
     * @param arguments of {@code d2v pretrain}: configuration, data, output, overrides
     */
    public static void main(String[] arguments) throws Exception {
        var overrides = new ArrayList<String>();
        for (int i = 6; i < arguments.length; i += 2) {
            overrides.add(arguments[i + 1]);
        }
        var resolved = ConfigFile.read(Path.of(arguments[1]), overrides);
        var run = RunKind.of(resolved).bind(resolved);
        var output = Files.createDirectories(Path.of(arguments[5]));
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var places = new DataPlaces(Path.of(arguments[3]), null, null, output, false, out);
        var pretrainer = new Pretrainer(run.training(), run.optimizer(), run.learningRate(), run.collapse());
        try (var corpus = run.corpus(places);
                var model = Data2Vec.initialised(corpus.modality(), run.method(), run.seed());
                var metrics = MetricsFile.begin(output.resolve("metrics.jsonl"))) {
            var saved = SavedRun.none(output.resolve("checkpoints"), run.checkpoints(), resolved.toYaml());
            var listeners = List.<StepListener>of(metrics, SteadyProgram::look);
            pretrainer.run(model, corpus.source(), run.seed(), saved, listeners);
        }
    }

    private static void look(TimedStep step) {
        if (step.report().step() % EVERY == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "step %d resident-kB %d tensors %d handles %d%n",
                    step.report().step(),
                    residentKilobytes(),
                    NativeMemory.now().tensors(),
                    handles());
        }
    }

    static long residentKilobytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long handles() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
