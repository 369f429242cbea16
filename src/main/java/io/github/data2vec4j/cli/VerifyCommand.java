package io.github.data2vec4j.cli;

import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.verify.Difference;
import io.github.data2vec4j.verify.ForwardCheck;
import io.github.data2vec4j.verify.TrainCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Compares this machine's numbers with PyTorch's. */
@Command(
        name = "verify",
        description = "Does this machine compute the right thing? Compares with numbers recorded from PyTorch.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 if all differences are within their limits, 1 if not, 2 if the folder cannot be read.",
            "",
            "Examples:",
            "  d2v verify forward src/samples/parity/forward/vision-shared-bias",
            "  d2v verify train src/samples/parity/train/vision --all"
        })
final class VerifyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--all",
            scope = ScopeType.INHERIT,
            description = "List every comparison, not only the largest difference and those out of limits or nearly.")
    private boolean all;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to verify: forward or train");
    }

    /** Runs a model once. */
    @Command(
            name = "forward",
            description = "Run a model on recorded inputs and compare every layer.",
            mixinStandardHelpOptions = true)
    int forward(
            @Parameters(
                            paramLabel = "DIR",
                            description = "Folder with config.json, model.safetensors and case.safetensors.")
                    Path folder)
            throws IOException {
        return report(folder, ForwardCheck.run(folder));
    }

    /** Repeats a run. */
    @Command(
            name = "train",
            description = "Repeat a recorded pretraining run and compare every step and the weights at its end.",
            mixinStandardHelpOptions = true)
    int train(
            @Parameters(
                            paramLabel = "DIR",
                            description = "Folder with config.json, expected.json, start, batches, end and teacher_end"
                                    + " (.safetensors).")
                    Path folder)
            throws IOException {
        return report(folder, TrainCheck.run(folder));
    }

    private int report(Path folder, List<Difference> differences) {
        var out = spec.commandLine().getOut();
        if (all) {
            differences.forEach(out::println);
        } else {
            differences.stream()
                    .filter(one -> !one.isWithinLimit() || one.isRoundingAlone())
                    .forEach(out::println);
        }
        long failed = differences.stream().filter(one -> !one.isWithinLimit()).count();
        long rounded = differences.stream().filter(Difference::isRoundingAlone).count();
        var worst = differences.stream()
                .max(Comparator.comparingDouble(Difference::shareOfLimit))
                .orElseThrow();
        out.printf(
                Locale.ROOT,
                "%s: %d comparisons with libtorch %s, %d out of limits%s%nnearest to its limit: %s%n",
                folder,
                differences.size(),
                Torch.version(),
                failed,
                rounded == 0 ? "" : ", %d more but for rounding on this processor".formatted(rounded),
                worst);
        out.flush();
        return failed == 0 ? 0 : Main.CHECK_FAILED;
    }
}
