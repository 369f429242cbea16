package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.text.TextFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Files of text, whose length is in characters: how many tokens they are depends on the tokenizer. */
final class CheckedText implements CheckedCorpus {

    private final TextFiles files;

    CheckedText(Path place) throws IOException {
        files = TextFiles.find(place);
    }

    @Override
    public int size() {
        return files.paths().size();
    }

    @Override
    public String name(int sample) {
        return files.paths().get(sample).toString();
    }

    @Override
    public double read(int sample) throws IOException {
        try (var lines = files.lines(files.paths().get(sample))) {
            long characters = lines.mapToLong(String::length).sum();
            if (characters == 0) {
                throw new IOException("it is empty");
            }
            return characters;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String samples() {
        return "text files";
    }

    @Override
    public String lengths() {
        return "characters";
    }

    @Override
    public String total(double characters) {
        return String.format(Locale.ROOT, "%,.1f million characters", characters / 1e6);
    }

    @Override
    public String speed(double charactersPerSecond) {
        return String.format(Locale.ROOT, "%,.1f million characters/s", charactersPerSecond / 1e6);
    }

    @Override
    public List<BadSample> foundBad() {
        return List.of();
    }

    @Override
    public void close() {}
}
