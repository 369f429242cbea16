package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.text.BadText;
import io.github.data2vec4j.text.TextFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Files of text, whose length is in characters: how many tokens they are depends on the tokenizer. */
final class CheckedText implements CheckedCorpus {

    private static final int NAMED_PER_FILE = 10;

    private final TextFiles files;
    private final List<String> notes;
    private final LongAdder lines = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final Map<Integer, List<BadSample>> bad = new ConcurrentSkipListMap<>();

    /** @param textKey of the text in JSON lines and tables */
    CheckedText(Path place, String textKey) throws IOException {
        var finding = new FindingProgress();
        files = TextFiles.find(place, textKey, finding);
        notes = finding.notes();
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
        var first = new ArrayList<BadSample>();
        var found = new BadText(files, 1, one -> {
            if (first.size() < NAMED_PER_FILE) {
                first.add(one);
            }
        });
        try (var text = files.lines(files.paths().get(sample), found)) {
            long characters = text.mapToLong(line -> line.codePointCount(0, line.length()))
                    .sum();
            if (characters == 0 && first.isEmpty()) {
                throw new IOException("it is empty");
            }
            lines.add(found.lines());
            broken.add(found.count());
            if (characters == 0) {
                // The command counts it once more.
                broken.decrement();
                throw new BadSampleException(
                        "text", first.getFirst().name(), first.getFirst().reason());
            }
            bad.put(sample, first);
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
    public String total(double characters, int good) {
        return String.format(Locale.ROOT, "%,.1f million characters", characters / 1e6);
    }

    @Override
    public String speed(double charactersPerSecond) {
        return String.format(Locale.ROOT, "%,.1f million characters/s", charactersPerSecond / 1e6);
    }

    @Override
    public SampleList list(IntPredicate isWanted) {
        return SampleList.of(IntStream.range(0, size())
                .filter(isWanted)
                .mapToObj(files.paths()::get)
                .toList());
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public List<BadSample> foundBad() {
        return bad.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public long broken(int badFiles) {
        return broken.sum() + badFiles;
    }

    // Lines, and files that are lost.
    @Override
    public long parts(int good, int badFiles) {
        return Math.max(broken(badFiles), lines.sum());
    }

    @Override
    public void close() {}
}
