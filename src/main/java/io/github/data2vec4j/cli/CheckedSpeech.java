package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.audio.Extent;
import io.github.data2vec4j.audio.StoredUtterances;
import io.github.data2vec4j.audio.Utterance;
import io.github.data2vec4j.data.BadSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

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
        var manifest = Stream.<String>builder().add(SampleList.path(folder));
        for (int sample = 0; sample < size(); sample++) {
            if (isWanted.test(sample)) {
                manifest.add(line(folder, stored.found().utterances().get(sample)));
            }
        }
        return new SampleList(manifest.build().toList());
    }

    private static String line(Path folder, Utterance utterance) {
        var file = utterance
                .file()
                .orElseThrow(
                        () -> new WrongArgumentException("--list is for files, but these recordings lie in shards"))
                .toAbsolutePath()
                .normalize();
        if (utterance.extent() instanceof Extent.Segment) {
            throw new WrongArgumentException(
                    "--list is for whole files, but " + utterance.name() + " is a part of one");
        }
        SampleList.path(file);
        return (file.startsWith(folder) ? folder.relativize(file) : file) + "\t" + utterance.samples();
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
