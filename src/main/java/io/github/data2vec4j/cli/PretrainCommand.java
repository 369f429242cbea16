package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.train.CollapseException;
import io.github.data2vec4j.train.MetricsFile;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.StepListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pretrains a model. */
@Command(
        name = "pretrain",
        description = "Pretrain a model on unlabelled data.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The output folder receives config.yaml (all values that were used), metrics.jsonl (a line for each step),",
            "loss.png, summary.txt, and the trained weights in Hugging Face's layout: model/ (the student) and teacher/.",
            "",
            "Exit status: 0 if the run is healthy, 1 if it was stopped as collapsed or the loss is no number,",
            "2 if configuration or data are wrong.",
            "",
            "Examples:",
            "  d2v pretrain configs/vision/quickstart.yaml --data src/samples/pictures --output out/pictures",
            "  d2v pretrain configs/speech/quickstart.yaml --data src/samples/speech --output out/speech",
            "  d2v pretrain configs/text/quickstart.yaml --data src/samples/text --output out/text",
            "  d2v pretrain configs/speech/base.yaml --data train-960h.tsv --output out/base \\",
            "      --set training.batchesPerStep=64 --set learningRate.peak=5e-4"
        })
final class PretrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigSource config;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = {
                "Pictures: a folder tree with JPEG and PNG files, or a text file with the path of one in each line.",
                "Speech: a folder tree with WAV files, a manifest of fairseq (TSV), or JSON lines of NeMo.",
                "Text: a folder tree with *.txt files, or a text file with the path of one in each line."
            })
    private Path data;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for everything that the run writes.")
    private Path output;

    @Option(names = "--overwrite", description = "Replace what an earlier run left in the output folder.")
    private boolean overwrite;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "For text: the tokenizer.json to use. Without it, one of model.vocabulary tokens is learnt"
                    + " from the data.")
    private @Nullable Path tokenizer;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var resolved = config.read();
        var run = RunKind.of(resolved).bind(resolved);
        var folder = RunFolder.prepare(output, overwrite);
        var corpus = run.corpus(new DataPlaces(data, tokenizer, folder.folder(), out));
        folder.begin(resolved.toYaml());
        try (var model = Data2Vec.initialised(corpus.modality(), run.method(), run.seed())) {
            introduce(out, run, corpus, model);
            var history = new History();
            var alarm = train(run, corpus, model, folder, history);
            folder.writeCurve(history);
            folder.writeModel(corpus, model);
            var summary = Summary.of(history, run.collapse());
            folder.writeSummary(summary);
            out.println();
            if (alarm != null) {
                out.println("STOPPED: " + alarm.getMessage());
            }
            out.println(summary.text());
            out.println("Everything is in " + output + ": " + RunFolder.contents());
            out.flush();
            return alarm == null && summary.isHealthy() ? 0 : Main.CHECK_FAILED;
        }
    }

    private static void introduce(PrintWriter out, PretrainRun run, Corpus corpus, Data2Vec model) {
        var training = run.training();
        double epochs =
                corpus.source().plan(Randomness.of(run.seed())).epochs(training.steps() * training.batchesPerStep());
        out.printf(
                Locale.ROOT,
                "data2vec on %s: %,d steps, %.1f times through the data%n",
                corpus.description(),
                training.steps(),
                epochs);
        out.printf(
                Locale.ROOT,
                "student with %,d parameters, libtorch %s on %d threads%n",
                model.parameters().numel(),
                Torch.version(),
                Torch.threads());
        out.flush();
    }

    private static @Nullable CollapseException train(
            PretrainRun run, Corpus corpus, Data2Vec model, RunFolder folder, History history)
            throws IOException, InterruptedException {
        var pretrainer = new Pretrainer(run.training(), run.optimizer(), run.learningRate(), run.collapse());
        try (var metrics = new MetricsFile(folder.metrics());
                var progress = new TrainingProgress(run.training().steps())) {
            pretrainer.run(model, corpus.source(), run.seed(), List.<StepListener>of(metrics, history, progress));
            return null;
        } catch (CollapseException collapsed) {
            return collapsed;
        }
    }
}
