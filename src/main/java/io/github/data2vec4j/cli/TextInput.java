package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.text.BadText;
import io.github.data2vec4j.text.TextFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What commands that read text without a configuration are told of it. */
final class TextInput {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Text in UTF-8: a folder tree with *.txt (blank lines between documents) and *.jsonl (an"
                    + " object with the text of a document in each line), either of them also as *.gz or *.zst, and"
                    + " *.parquet (a document in each row); or a file with the path of one of these in each line; or one"
                    + " *.jsonl, *.gz, *.zst or *.parquet file.")
    private Path data;

    @Option(
            names = "--text-key",
            defaultValue = TextFiles.TEXT_KEY,
            paramLabel = "KEY",
            description = "What the text is called in JSON lines and tables.")
    private String textKey;

    @Option(
            names = "--max-bad-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "How many of the lines, and of the files, may be left out because they cannot be read, from 0"
                    + " to 1.")
    private double maxBadShare;

    /**
     * The files, as {@link TextFiles#find}.
     *
     * @param out is told what their owner may not expect
     */
    TextFiles find(PrintWriter out) throws IOException {
        var finding = new FindingProgress();
        var files = TextFiles.find(data, textKey, finding);
        finding.tell(out);
        return files;
    }

    double maxBadShare() {
        return maxBadShare;
    }

    /** Judges what cannot be read of the files. */
    BadText judging(TextFiles files, Consumer<BadSample> listener) {
        return new BadText(files, maxBadShare, listener);
    }
}
