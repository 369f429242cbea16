package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.torch.TorchException;
import io.github.data2vec4j.track.EventsFile;
import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.track.TensorBoard;
import io.github.data2vec4j.train.BadSampleFile;
import io.github.data2vec4j.train.CollapseException;
import io.github.data2vec4j.train.MetricsFile;
import io.github.data2vec4j.train.NonFiniteException;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.SavedRun;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.StepMemoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
            "The output folder receives config.yaml (all values that were used), metrics.jsonl (a line for each step),"
                    + " events.jsonl (what else happened), tensorboard/, environment.json, bad-samples.tsv (what was left"
                    + " out), loss.png, summary.txt, the trained weights in Hugging Face's layout, model/ (the student)"
                    + " and teacher/, and checkpoints/; for text also tokens/, from which the run goes on, unless --data"
                    + " has shards.",
            "",
            "Started again with the same arguments, a run goes on after its last checkpoint. Ctrl-C and SIGTERM save it"
                    + " after the step under way; a second one ends it at once, and costs what came after the last"
                    + " checkpoint. Before the first step there is nothing to save, and the first one ends it at once.",
            "",
            "Exit status: 0 if the run is healthy, 1 if it was stopped as collapsed or the loss is no number, or if"
                    + " its end could not be written, 2 if configuration or data are wrong or too big for the memory,"
                    + " 128 + N if signal N ended it and the same command goes on.",
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
                "Pictures: a folder tree with JPEG, PNG and WebP files, or a text file with the path of one in each line.",
                "Speech: a folder tree with recordings, a manifest of fairseq (TSV), or JSON lines of NeMo, where offset and"
                        + " duration may cut a recording into segments.",
                "Text: shards made by d2v tokenize; a folder tree with *.txt and *.jsonl files, also as *.gz or *.zst, and *.parquet;"
                        + " a text file with the path of one in each line; or one *.jsonl, *.gz, *.zst or *.parquet file.",
                "Pictures and recordings may lie in shards: tar archives as WebDataset has them, or Parquet files, as a"
                        + " folder, a list, or a pattern such as 'train-{000..146}.tar'."
            })
    private Path data;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for everything that the run writes.")
    private Path output;

    @ArgGroup
    private Earlier earlier = new Earlier();

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "For text: the tokenizer.json to use. Without it, one of model.vocabulary tokens is learnt"
                    + " from the data.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--text-key",
            paramLabel = "KEY",
            description = "For text in JSON lines and tables: what the text is called, if not text.")
    private @Nullable String textKey;

    @Option(
            names = "--checkpoint-signal",
            paramLabel = "NAME",
            description = "One more signal that saves the run and ends it, such as USR1 for Slurm's --signal.")
    private @Nullable String checkpointSignal;

    /** What is to become of an earlier run. */
    private static final class Earlier {

        @Option(
                names = "--resume",
                description =
                        "Go on with the run in the output folder, and refuse to begin a new one. Without it, a run"
                                + " goes on if there is one, and begins if there is none.")
        private boolean resume;

        @Option(names = "--overwrite", description = "Replace what an earlier run left in the output folder.")
        private boolean overwrite;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StopSignals.check(stopSignals());
        var written = config.read();
        var kind = RunKind.of(written);
        var resolved = written.with(kind.bind(written).settledHere());
        var run = kind.bind(resolved);
        if (earlier.resume && Files.notExists(output)) {
            throw new NoSuchFileException(output.toString());
        }
        var folder = RunFolder.in(output);
        try (var lock = RunLock.on(output)) {
            return call(run, resolved, folder);
        }
    }

    private int call(PretrainRun run, ConfigFile resolved, RunFolder folder) throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var saved = earlier.overwrite
                ? SavedRun.none(folder.checkpoints(), run.checkpoints(), resolved.toYaml())
                : new EarlierRun(output, folder, spec.commandLine().getErr()).saved(resolved, run.checkpoints());
        if (earlier.resume && saved.step() == 0 && folder.configuration() == null) {
            throw new WrongArgumentException(
                    "there is no run in " + output + " to go on with; without --resume, one begins");
        }
        if (saved.step() == run.training().steps() && folder.isComplete()) {
            out.println("the run in " + output + " is complete; to run it anew, say --overwrite");
            return 0;
        }
        try (var corpus =
                run.corpus(new DataPlaces(data, tokenizer, textKey, folder.folder(), earlier.overwrite, out))) {
            return train(run, resolved.toYaml(), corpus, folder, saved);
        }
    }

    private int train(PretrainRun run, String configuration, Corpus corpus, RunFolder folder, SavedRun saved)
            throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var model = Data2Vec.initialised(corpus.modality(), run.method(), run.seed());
                var metrics = metrics(configuration, folder, saved);
                var list = new BadSampleFile(folder.badSamples())) {
            introduce(out, run, corpus, model);
            var arguments = spec.commandLine().getParent().getParseResult().originalArgs();
            Surroundings.now(arguments, corpus.description(), model.parameters().numel())
                    .write(folder.environment());
            if (saved.step() > 0) {
                out.printf(Locale.ROOT, "going on after step %,d%n", saved.step());
                out.flush();
            }
            return train(run, configuration, corpus, model, folder, saved, metrics, list);
        } catch (TorchException.OutOfMemory e) {
            throw new TooBigException(
                    "not enough memory for the model: " + e.getMessage() + "\nLower model.width,"
                            + " model.layers or model.feedForwardWidth.",
                    e);
        }
    }

    /** Up to here an earlier run is as it was: whatever is wrong with the new one has shown. */
    private static MetricsFile metrics(String configuration, RunFolder folder, SavedRun saved) throws IOException {
        if (saved.step() > 0) {
            return MetricsFile.continueAfter(folder.metrics(), saved.step());
        }
        folder.begin(configuration);
        return MetricsFile.begin(folder.metrics());
    }

    private int train(
            PretrainRun run,
            String configuration,
            Corpus corpus,
            Data2Vec model,
            RunFolder folder,
            SavedRun saved,
            MetricsFile metrics,
            BadSampleFile list)
            throws IOException, InterruptedException {
        var badSamples = corpus.badSamples(run.reading().maxBadShare(), list);
        var pretrainer =
                new Pretrainer(run.training(), run.optimizer(), run.learningRate(), run.collapse(), badSamples);
        var history = new History(metrics.earlier());
        var last = new LastCheckpoint(saved.step());
        var events = new EventsFile(folder.events(), saved.step());
        events.add(saved.step() == 0 ? Kind.BEGUN : Kind.RESUMED, corpus.description());
        var end = new RunEnd(
                spec.commandLine(), output, folder, configuration, metrics, events, history, last, badSamples, list);
        try (var signals = StopSignals.on(pretrainer::stop, stopSignals());
                var progress = new TrainingProgress(
                        saved.step(),
                        history.skipped(),
                        run.training().steps(),
                        () -> badSamples.found().size(),
                        spec.commandLine().getErr());
                var board = TensorBoard.in(folder.tensorBoard(), saved.step(), run.tracking(), corpus.preview())) {
            model.observe(board);
            var listeners = List.<StepListener>of(metrics, history, last, progress, events, board);
            if (pretrainer.run(model, corpus.source(), run.seed(), saved, listeners) == Pretrainer.Ending.STOPPED) {
                progress.close();
                return end.stopped(signals.exitStatus());
            }
        } catch (CollapseException collapse) {
            return end.collapsed(collapse, Summary.of(history, run.collapse()).asCollapsed(), corpus, model);
        } catch (NonFiniteException broken) {
            return end.diverged(broken);
        } catch (StepMemoryException tooBig) {
            events.add(Kind.ALARM, String.valueOf(tooBig.getMessage()));
            throw new TooBigException(tooBig.getMessage() + "\n" + wayOut(run, last), tooBig);
        } catch (RuntimeException | IOException failure) {
            // Who looks at the page later should not have to guess.
            events.add(Kind.ALARM, String.valueOf(failure.getMessage()));
            throw failure;
        }
        return end.complete(Summary.of(history, run.collapse()), corpus, model);
    }

    private static String wayOut(PretrainRun run, LastCheckpoint last) {
        var lower = "Lower " + run.batchKeys()
                + ", and raise training.batchesPerStep by as much: the updates stay the same. The same command with these"
                + " settings and --overwrite begins anew.";
        return last.step() == 0 ? lower : "If other programs took the memory, " + last.wayOn() + ". If not: " + lower;
    }

    private String[] stopSignals() {
        return checkpointSignal == null ? new String[] {"TERM", "INT"} : new String[] {"TERM", "INT", checkpointSignal};
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
}
