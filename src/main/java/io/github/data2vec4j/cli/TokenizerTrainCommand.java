package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.BytePairTrainer;
import io.github.data2vec4j.text.BytePairs;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Learns a vocabulary. */
@Command(
        name = "train",
        description = "Learn a byte-level byte-pair vocabulary from text, as RoBERTa and data2vec use one.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        footer = {
            "",
            "The vocabulary is written as tokenizer.json, which Hugging Face's tokenizers and transformers read too: first"
                    + " <s>, <pad>, </s>, <unk> and the 256 bytes, then a token for each merge, last <mask>. Afterwards it"
                    + " is read again and tried on some thousand lines of the text.",
            "",
            "Of more than about two million different words, as languages without blanks between them have, the rarest"
                    + " are left out, so that memory is bounded.",
            "",
            "Exit status: 0 if all of these lines come back unchanged, 1 if not, 2 if arguments or text are wrong.",
            "",
            "Examples:",
            "  d2v tokenizer train --data src/samples/text --output out/tokenizer \\",
            "      --vocabulary 8000",
            "  d2v tokenizer train --data texts.lst --output out/large.json \\",
            "      --min-frequency 5 --overwrite"
        })
final class TokenizerTrainCommand implements Callable<Integer> {

    private static final int LINES_TO_TRY = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TextInput text;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "Folder for tokenizer.json, or a file whose name ends in .json")
    private Path output;

    @Option(
            names = "--vocabulary",
            defaultValue = "50265",
            paramLabel = "N",
            description = "Number of tokens, all kinds together. Small texts have no use for many.")
    private int vocabulary;

    @Option(
            names = "--min-frequency",
            defaultValue = "2",
            paramLabel = "N",
            description = "How often two tokens must stand side by side to become one.")
    private int minFrequency;

    @Option(names = "--overwrite", showDefaultValue = Visibility.NEVER, description = "Replace a file that is there.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        var trainer = trainer();
        var files = text.find(spec.commandLine().getOut());
        var file = prepareFile();
        var pairs = train(trainer, files);
        pairs.write(file);

        var out = spec.commandLine().getOut();
        describe(out, pairs, files.size());
        try (var tokenizer = Tokenizer.read(file)) {
            var trial = RoundTrip.of(tokenizer, files, LINES_TO_TRY);
            out.println(trial.text());
            out.println("It is in " + file + ".");
            out.flush();
            return trial.isPerfect() ? 0 : Main.CHECK_FAILED;
        }
    }

    private BytePairTrainer trainer() {
        if (vocabulary < BytePairTrainer.SMALLEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--vocabulary must be at least %d, for the special tokens and the bytes, but is %d"
                            .formatted(BytePairTrainer.SMALLEST, vocabulary));
        }
        if (minFrequency < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--min-frequency must be at least 1, but is " + minFrequency);
        }
        return new BytePairTrainer(vocabulary, minFrequency);
    }

    private Path prepareFile() throws IOException {
        var file = output.toString().endsWith(".json") && !Files.isDirectory(output)
                ? output
                : output.resolve(Tokenizer.FILE);
        if (Files.exists(file) && !overwrite) {
            throw new IOException(file + " is there already; choose another --output, or replace it with --overwrite");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }

    private BytePairs train(BytePairTrainer trainer, TextFiles files) throws IOException {
        try (var progress = new BytePairProgress(files.size())) {
            return trainer.train(files, text.judging(files, progress.leftOut()), progress);
        }
    }

    private void describe(PrintWriter out, BytePairs pairs, int files) {
        int merges = pairs.merges().size();
        int wanted = vocabulary - BytePairTrainer.SMALLEST;
        if (merges < wanted) {
            out.printf(
                    Locale.ROOT,
                    "Note: %,d of %,d merges. In this text no other two tokens stand side by side %s; more text%s would"
                            + " give more.%n",
                    merges,
                    wanted,
                    minFrequency == 1 ? "at all" : "at least %d times".formatted(minFrequency),
                    minFrequency == 1 ? "" : " or a lower --min-frequency");
        }
        out.printf(
                Locale.ROOT, "%,d tokens, %,d of them merges, learned from %,d files.%n", pairs.size(), merges, files);
    }
}
