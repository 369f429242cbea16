package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.TokenShards;
import io.github.data2vec4j.text.Tokenization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes text into token shards. */
@Command(
        name = "tokenize",
        description =
                "Make text into shards of tokens, from which pretraining reads at once and without limit of size.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        footer = {
            "",
            "The output folder receives tokens-N.bin (uint16, or int32 for more than 65,536 tokens, little endian),"
                    + " lines-N.bin (where lines and documents end), sources.jsonl (the files of text), tokenizer.json"
                    + " (a copy), and dataset.json (counts and checksums). It appears when all of it is on the disk."
                    + " Blocks of any length are cut from it later.",
            "",
            "Lines that cannot be read, and the rest of files that break off, are left out and listed in"
                    + " bad-samples.tsv of the output folder.",
            "",
            "Exit status: 0 if it is done, 2 if arguments or text are wrong.",
            "",
            "Examples:",
            "  d2v tokenizer train --data my/texts --output tokenizer.json",
            "  d2v tokenize --data my/texts --tokenizer tokenizer.json --output out/tokens",
            "  d2v tokenize --data corpus.jsonl.gz --text-key content \\",
            "      --tokenizer tokenizer.json --output out/tokens",
            "  d2v pretrain configs/text/base.yaml --data out/tokens --output out/base"
        })
final class TokenizeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private TextInput text;

    @Option(
            names = "--tokenizer",
            required = true,
            paramLabel = "FILE",
            description = "The tokenizer.json that cuts the text.")
    private Path tokenizer;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the shards.")
    private Path output;

    @Option(
            names = "--shard-tokens",
            defaultValue = "100000000",
            paramLabel = "N",
            description = "Begin another shard after so many tokens.")
    private long shardTokens;

    @Option(names = "--overwrite", showDefaultValue = Visibility.NEVER, description = "Replace shards that are there.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        if (shardTokens < 1) {
            throw new WrongArgumentException("--shard-tokens must be at least 1, is " + shardTokens);
        }
        if (TokenShards.isIn(output) && !overwrite) {
            throw new IOException(
                    output + " holds token shards already; choose another --output, or replace them with --overwrite");
        }
        var files = text.find(spec.commandLine().getOut());
        long started = System.nanoTime();
        try (var progress = new TokenizeProgress(files, spec.commandLine().getOut())) {
            new Tokenization(files, tokenizer, shardTokens, text.maxBadShare()).writeTo(output, progress);
            progress.tellLeftOut(output);
        }
        try (var shards = TokenShards.open(output)) {
            describe(shards, Duration.ofNanos(System.nanoTime() - started));
        }
        return 0;
    }

    private void describe(TokenShards shards, Duration time) {
        double seconds = Math.max(1e-3, time.toNanos() * 1e-9);
        var out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d tokens of %,d lines in %,d documents, from %,d files, in %,d shards; %.1f seconds, %,.0f tokens/s.%n",
                shards.tokens(),
                shards.lines(),
                shards.documents(),
                shards.sources().size(),
                shards.size(),
                seconds,
                shards.tokens() / seconds);
        out.println("They are in " + output + ".");
        out.flush();
    }
}
