package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.CorpusCheck;
import io.github.data2vec4j.text.TextFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a corpus through and says what is in it. */
@Command(
        name = "check",
        description =
                "Read all of a corpus, and say how much there is, how long its samples are, which are broken, and how"
                        + " fast it can be read.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Reads what pretrain reads: folder trees, lists and manifests, tar and Parquet shards, token shards.",
            "",
            "Exit status: 0 if all of it can be read, 1 if something is broken, 2 if there is nothing to read.",
            "",
            "Examples:",
            "  d2v data check my/recordings",
            "  d2v data check 'shards/train-{000000..000146}.tar' --as pictures",
            "  d2v data check tokens",
            "  d2v data check my/recordings --list good.tsv"
        })
final class DataCheckCommand implements Callable<Integer> {

    /** Broken samples that are named one by one. */
    private static final int NAMED = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "What would be given to pretrain as --data.")
    private Path place;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "What is in it: ${COMPLETION-CANDIDATES}. Without it, what is found first.")
    private @Nullable CorpusKind kind;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Write all that can be read to a file that pretrain takes as --data: of recordings a manifest"
                    + " with their lengths, so that a run needs not to look into each of them first.")
    private @Nullable Path list;

    @Option(
            names = "--text-key",
            defaultValue = TextFiles.TEXT_KEY,
            paramLabel = "KEY",
            description = "What the text is called in JSON lines and tables.",
            showDefaultValue = Visibility.ALWAYS)
    private String textKey;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        try (var corpus = kind == null ? CorpusKind.openAny(place, textKey) : kind.open(place, textKey)) {
            if (list != null) {
                // What cannot be listed should not take hours to be told.
                corpus.list(sample -> true);
            }
            corpus.notes().forEach(out::println);
            var check = check(corpus);
            var bad = new ArrayList<>(corpus.foundBad());
            bad.addAll(check.bad().values());
            long broken = corpus.broken(check.bad().size());
            describe(out, corpus, check, broken);
            name(out, bad, broken);
            if (list != null) {
                write(out, corpus.list(sample -> !check.bad().containsKey(sample)), list, check.lengths().length);
            }
            out.flush();
            return bad.isEmpty() ? 0 : Main.CHECK_FAILED;
        }
    }

    private static CorpusCheck check(CheckedCorpus corpus) throws IOException {
        long begun = System.nanoTime();
        try (var progress = ProgressLine.onStandardOutput("samples", 0, corpus.size())) {
            var done = new long[1];
            var check = CorpusCheck.of(corpus, () -> progress.update(++done[0], 1, new LinkedHashMap<>()));
            corpus.checkWhole();
            return new CorpusCheck(check.lengths(), check.bad(), (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void describe(PrintWriter out, CheckedCorpus corpus, CorpusCheck check, long broken) {
        int samples = check.lengths().length;
        out.printf(Locale.ROOT, "%,d %s, %s%n", samples, corpus.samples(), corpus.total(check.total(), samples));
        if (samples > 0) {
            out.printf(
                    Locale.ROOT,
                    "%n%s: from %s to %s, half of them below %s%n%s%n",
                    corpus.lengths(),
                    ProgressFrame.number(check.lengths()[0], 4),
                    ProgressFrame.number(check.lengths()[samples - 1], 4),
                    ProgressFrame.number(check.lengths()[samples / 2], 4),
                    LengthHistogram.of(check.lengths()));
        }
        var speed = corpus.speed(check.total() / check.seconds());
        out.printf(
                Locale.ROOT,
                "read on %d cores in %.1f s: %s samples/s%s%n",
                Runtime.getRuntime().availableProcessors(),
                check.seconds(),
                ProgressFrame.number((samples + check.bad().size()) / check.seconds(), 3),
                speed.isEmpty() ? "" : ", " + speed);
        out.printf(
                Locale.ROOT,
                "broken: %,d%s%n",
                broken,
                broken == 0
                        ? ""
                        : percent((double) broken
                                / corpus.parts(samples, check.bad().size())));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? " (%.2g %%)" : " (%.0f %%)", 100 * share);
    }

    private static void write(PrintWriter out, SampleList samples, Path list, int readable) throws IOException {
        samples.writeTo(list);
        int leftOut = samples.leftOut().size();
        out.printf(
                Locale.ROOT,
                "%s lists the %,d that can be read%s, for --data%n",
                list,
                readable - leftOut,
                leftOut == 0 ? "" : " and listed");
        if (leftOut > 0) {
            out.printf(
                    Locale.ROOT,
                    "warning: %,d more cannot be listed, since their names are no UTF-8, begin or end with a blank, or"
                            + " have control characters; rename them:%n",
                    leftOut);
            samples.leftOut().stream().limit(NAMED).forEach(file -> out.println("  " + Quote.of(file.toString())));
            if (leftOut > NAMED) {
                out.printf(Locale.ROOT, "  and %,d more%n", leftOut - NAMED);
            }
        }
    }

    private static void name(PrintWriter out, List<BadSample> bad, long broken) {
        bad.stream().limit(NAMED).forEach(one -> out.println("  " + one.name() + ": " + one.reason()));
        long named = Math.min(NAMED, bad.size());
        if (broken > named) {
            out.printf(Locale.ROOT, "  and %,d more%n", broken - named);
        }
    }
}
