package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.audio.Extent;
import io.github.data2vec4j.audio.StoredUtterances;
import io.github.data2vec4j.audio.Utterance;
import io.github.data2vec4j.data.BadSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Recordings, at the rate that models are trained on. */
final class CheckedSpeech implements CheckedCorpus {

    private static final int SAMPLE_RATE = 16_000;

    private final Path place;
    private final StoredUtterances stored;
    private final List<String> notes;

    CheckedSpeech(Path place) throws IOException {
        this.place = place;
        try (var progress = new FindingProgress()) {
            stored = StoredUtterances.open(place, new AudioFiles(SAMPLE_RATE, 1), progress);
            notes = progress.notes();
        }
    }

    @Override
    public int size() {
        return stored.found().utterances().size();
    }

    @Override
    public String name(int sample) {
        return stored.found().utterances().get(sample).name();
    }

    @Override
    public double read(int sample) throws IOException {
        return (double) stored.found()
                        .utterances()
                        .get(sample)
                        .read(SAMPLE_RATE)
                        .length()
                / SAMPLE_RATE;
    }

    @Override
    public String samples() {
        return "utterances";
    }

    @Override
    public String lengths() {
        return "seconds";
    }

    @Override
    public String total(double seconds, int good) {
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.1f minutes", seconds / 60)
                : String.format(Locale.ROOT, "%,.1f hours", seconds / 3600);
    }

    @Override
    public String speed(double secondsPerSecond) {
        return String.format(Locale.ROOT, "%,.0f times as fast as they are spoken", secondsPerSecond);
    }

    @Override
    public SampleList list(IntPredicate isWanted) {
        var folder = (Files.isDirectory(place) ? place : place.resolveSibling(""))
                .toAbsolutePath()
                .normalize();
        if (!SampleList.canStandInALine(folder)) {
            throw new WrongArgumentException(folder + " cannot stand in a list: its name has control characters, a"
                    + " blank at its end, or is no UTF-8");
        }
        var lines = new ArrayList<String>();
        lines.add(folder.toString());
        var leftOut = new ArrayList<Path>();
        for (int sample = 0; sample < size(); sample++) {
            if (isWanted.test(sample)) {
                var utterance = stored.found().utterances().get(sample);
                var file = file(utterance);
                var path = file.startsWith(folder) ? folder.relativize(file) : file;
                if (SampleList.canStandInALine(path)) {
                    lines.add(path + "\t" + utterance.samples());
                } else {
                    leftOut.add(file);
                }
            }
        }
        return new SampleList(lines, leftOut);
    }

    private static Path file(Utterance utterance) {
        var file = utterance
                .file()
                .orElseThrow(
                        () -> new WrongArgumentException("--list is for files, but these recordings lie in shards"));
        if (utterance.extent() instanceof Extent.Segment) {
            throw new WrongArgumentException(
                    "--list is for whole files, but " + utterance.name() + " is a part of one");
        }
        return file.toAbsolutePath().normalize();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public List<BadSample> foundBad() {
        return stored.found().bad().stream()
                .map(bad -> new BadSample(bad.name(), bad.reason()))
                .toList();
    }

    @Override
    public void close() {
        stored.close();
    }
}
