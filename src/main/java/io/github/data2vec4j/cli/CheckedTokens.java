package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.text.TokenShards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Token shards: their checksums say whether they are whole, and their index how long each text is. */
final class CheckedTokens implements CheckedCorpus {

    private final TokenShards shards;

    CheckedTokens(Path folder) throws IOException {
        shards = TokenShards.open(folder);
    }

    @Override
    public int size() {
        return shards.sources().size();
    }

    @Override
    public String name(int sample) {
        return shards.sources().get(sample).path();
    }

    @Override
    public double read(int sample) {
        return shards.sources().get(sample).tokens();
    }

    @Override
    public void checkWhole() throws IOException {
        shards.check();
    }

    @Override
    public String samples() {
        return "texts in token shards";
    }

    @Override
    public String lengths() {
        return "tokens";
    }

    @Override
    public String total(double tokens, int good) {
        return String.format(Locale.ROOT, "%,.0f tokens in %,d documents", tokens, shards.documents());
    }

    @Override
    public String speed(double tokensPerSecond) {
        return String.format(Locale.ROOT, "%,.1f million tokens/s", tokensPerSecond / 1e6);
    }

    @Override
    public SampleList list(IntPredicate isWanted) {
        throw new WrongArgumentException(
                "--list is for files, but these are token shards, which are good or bad as a whole");
    }

    @Override
    public List<BadSample> foundBad() {
        return List.of();
    }

    @Override
    public void close() {
        shards.close();
    }
}
