package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.train.MetricsFile;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.vision.PictureFiles;
import io.github.data2vec4j.vision.PictureSource;
import io.github.data2vec4j.vision.VisionModality;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
            "Exit status: 0 if the run is healthy, 1 if the representation collapsed or the loss is no number,",
            "2 if configuration or data are wrong.",
            "",
            "Examples:",
            "  d2v pretrain configs/vision/quickstart.yaml --data src/samples/pictures --output out/demo",
            "  d2v pretrain configs/vision/quickstart.yaml --data pictures.txt --output out/long \\",
            "      --set training.steps=5000 --set learningRate.peak=1e-3"
        })
final class PretrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "Configuration file (YAML).")
    private Path config;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Folder tree with pictures (JPEG, PNG), or a text file with the path of one in each line.")
    private Path data;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for everything that the run writes.")
    private Path output;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one value of the configuration, such as training.steps=500. May be repeated.")
    private List<String> overrides = List.of();

    @Option(names = "--overwrite", description = "Replace what an earlier run left in the output folder.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var resolved = ConfigFile.read(config, overrides);
        var run = resolved.bind(VisionRun.class);
        var files = PictureFiles.find(data);
        var folder = RunFolder.prepare(output, overwrite);
        folder.writeConfig(resolved.toYaml());

        var modality = new VisionModality(run.model(), run.masking());
        try (var model = Data2Vec.initialised(modality, run.method(), run.seed())) {
            introduce(out, run, files.size(), model);
            var history = train(run, files, model, folder);
            folder.writeCurve(history);
            folder.writeModel(run.model(), model);
            var summary = Summary.of(history);
            folder.writeSummary(summary);
            out.println();
            out.println(summary.text());
            out.println("Everything is in " + output + ": " + RunFolder.contents());
            out.flush();
            return summary.isHealthy() ? 0 : Main.CHECK_FAILED;
        }
    }

    private static void introduce(PrintWriter out, VisionRun run, int pictures, Data2Vec model) {
        out.printf(
                Locale.ROOT,
                "data2vec on %,d pictures: %d steps of %d, %d of %d patches masked%n",
                pictures,
                run.training().steps(),
                run.training().batchSize(),
                run.masking().maskedPatches(),
                run.model().patches());
        out.printf(
                Locale.ROOT,
                "student with %,d parameters, libtorch %s on %d threads%n",
                model.parameters().numel(),
                Torch.version(),
                Torch.threads());
        out.flush();
    }

    private static History train(VisionRun run, List<Path> files, Data2Vec model, RunFolder folder)
            throws IOException, InterruptedException {
        var history = new History();
        var source = new PictureSource(files, run.augmentation());
        var pretrainer = new Pretrainer(run.training(), run.optimizer(), run.schedule());
        try (var metrics = new MetricsFile(folder.metrics());
                var progress = new TrainingProgress(run.training().steps())) {
            pretrainer.run(model, source, run.seed(), List.<StepListener>of(metrics, history, progress));
        }
        return history;
    }
}
