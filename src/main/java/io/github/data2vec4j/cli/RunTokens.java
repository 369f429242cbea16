package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.report.RunFiles;
import io.github.data2vec4j.text.BadText;
import io.github.data2vec4j.text.BytePairListener;
import io.github.data2vec4j.text.BytePairTrainer;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.TokenShards;
import io.github.data2vec4j.text.Tokenization;
import io.github.data2vec4j.text.Tokenizer;
import io.github.data2vec4j.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The tokens of a run: shards that are given, or else those in the run's folder, made of text when it begins. A run
 * that goes on has its tokens already, so that it needs neither to learn nor to encode again, nor the text.
 */
record RunTokens(TextConfig model, DataPlaces places, Reading reading) {

    /**
     * Opens them, made if need be; the caller closes them.
     *
     * @throws ConfigException if the model is not made for their vocabulary
     */
    TokenShards open() throws IOException {
        if (TokenShards.isIn(places.data())) {
            return openFitting(places.data());
        }
        var folder = places.output().resolve(RunFiles.TOKENS);
        if (places.overwrite() || !TokenShards.isIn(folder)) {
            make(folder);
        }
        return openFitting(folder);
    }

    private TokenShards openFitting(Path folder) throws IOException {
        var shards = TokenShards.open(folder);
        try {
            requireSame(shards, folder);
            requireFit(shards.vocabulary(), shards.tokenizer());
            return shards;
        } catch (IOException | RuntimeException e) {
            shards.close();
            throw e;
        }
    }

    /** Refuses shards that are not of the text and the tokenizer that are asked for. */
    private void requireSame(TokenShards shards, Path folder) throws IOException {
        if (!folder.equals(places.data()) && !shards.isMadeFrom(places.data(), textKey())) {
            throw new WrongArgumentException("the run in %s is on the text of %s; go on with that, with the same"
                            .formatted(places.output(), shards.place())
                    + " --text-key, or replace the run with --overwrite");
        }
        var given = places.tokenizer();
        if (given != null && !shards.isMadeWith(given)) {
            throw new WrongArgumentException(
                    "the tokens in %s were made with another tokenizer than %s; leave out".formatted(folder, given)
                            + " --tokenizer, or make the tokens anew");
        }
    }

    private void make(Path folder) throws IOException {
        var finding = new FindingProgress();
        var files = TextFiles.find(places.data(), textKey(), finding);
        finding.tell(places.out());
        var tokenizer = places.tokenizer() == null ? learn(files) : places.tokenizer();
        try (var read = Tokenizer.read(tokenizer)) {
            requireFit(read.vocabulary(), tokenizer);
        }
        try (var progress = new TokenizeProgress(files, places.out())) {
            new Tokenization(files, tokenizer, Tokenization.SHARD_TOKENS, reading.maxBadShare())
                    .writeTo(folder, progress);
            progress.tellLeftOut(folder);
        }
    }

    private String textKey() {
        return Objects.requireNonNullElse(places.textKey(), TextFiles.TEXT_KEY);
    }

    private Path learn(TextFiles files) throws IOException {
        if (model.vocabulary() < BytePairTrainer.SMALLEST) {
            throw ConfigException.of(
                    "model.vocabulary",
                    "must be at least " + BytePairTrainer.SMALLEST + " to be learnt, is " + model.vocabulary());
        }
        var out = places.out();
        out.printf(Locale.ROOT, "no --tokenizer: learning %,d tokens from the text%n", model.vocabulary());
        out.flush();
        // What is left out is told when tokens are made of the text.
        var bad = new BadText(files, reading.maxBadShare(), one -> {});
        var learnt = new BytePairTrainer(model.vocabulary(), 1).train(files, bad, new BytePairListener() {
            @Override
            public void onRareWords(long leftOut) {
                out.println(BytePairProgress.rareWords(leftOut));
            }
        });
        if (learnt.size() < model.vocabulary()) {
            throw ConfigException.of(
                    "model.vocabulary",
                    "must be at most " + learnt.size() + ", since " + places.data() + " has no more pairs to learn, is "
                            + model.vocabulary());
        }
        var file = places.output().resolve(Tokenizer.FILE);
        learnt.write(file);
        return file;
    }

    private void requireFit(Vocabulary vocabulary, Path tokenizer) {
        if (vocabulary.size() != model.vocabulary()) {
            throw ConfigException.of(
                    "model.vocabulary",
                    "must be the " + vocabulary.size() + " tokens of " + tokenizer + ", is " + model.vocabulary());
        }
        if (vocabulary.padding() != model.paddingToken()) {
            throw ConfigException.of(
                    "model.paddingToken",
                    "must be the number of <pad> in " + tokenizer + ", " + vocabulary.padding() + ", is "
                            + model.paddingToken());
        }
    }
}
