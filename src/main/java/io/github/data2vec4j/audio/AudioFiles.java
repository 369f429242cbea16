package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Shards;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.data.Transcripts;
import io.github.data2vec4j.shard.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Finds the utterances to train on. The result is sorted by path, character by character with {@code /} between
 * folders, and segments of one file by where they begin, so that the same files have the same numbers on every machine.
 *
 * @param sampleRate samples per second, to which recordings of other rates are brought
 * @param minSamples utterances with fewer are left out
 */
public record AudioFiles(int sampleRate, long minSamples) {

    /** 16 kHz and at least two seconds, as in the paper's experiments. */
    public static final AudioFiles DATA2VEC = new AudioFiles(16_000, 32_000);

    /** What is looked for in shards. */
    public static final Wanted WANTED = new Wanted("recording", AudioFolder.ENDINGS, List.of("audio", "speech"));

    /** @throws IllegalArgumentException if a number is below 1 */
    public AudioFiles {
        if (sampleRate < 1 || minSamples < 1) {
            throw new IllegalArgumentException(
                    "sampleRate and minSamples are at least 1, not " + sampleRate + " and " + minSamples);
        }
    }

    /**
     * Finds utterances in one of these, whichever it is:
     *
     * <ul>
     *   <li>a folder tree with recordings (*.wav, *.flac, *.mp3 and more, in any case), as {@link FileSearch#below}
     *       finds them
     *   <li>a manifest of fairseq: a line with the folder of all files, then lines {@code path<TAB>samples}, counted at
     *       {@link #sampleRate}. These files are not opened.
     *   <li>JSON lines as NVIDIA NeMo has them: {@code audio_filepath}, and {@code text} if known; other keys are
     *       ignored. Where one file holds many utterances, each line says where in it, in seconds: {@code offset} (0 if
     *       missing) is where its own begins, {@code duration} how long it is (to the end of the file if missing). A
     *       line that begins at 0 and ends within 0.1 seconds of the file's end means the whole file, one that ends
     *       earlier the first {@code duration} seconds of it. What goes on for more than 0.1 seconds behind the end of
     *       the file cannot be used, and what goes on for less is cut.
     * </ul>
     *
     * A file that is missing, broken or shorter than a manifest says is among the {@linkplain FoundUtterances#bad bad}.
     * Manifests are in UTF-8, and blank lines are skipped. Relative paths start at the folder that the manifest lies
     * in, in fairseq's kind except for the first line at the folder named there.
     *
     * @throws NoSuchFileException if there is neither a folder nor a file
     * @throws io.github.data2vec4j.data.NoFilesException if there is no recording below the folder
     * @throws NoUtterancesException if nothing is found that is long enough, or a line of a manifest is not of its form
     *     (the message has its number)
     * @throws IOException if a folder or manifest cannot be read
     * @throws io.github.data2vec4j.torch.NativeLoadException if FFmpeg is needed and missing
     */
    public FoundUtterances find(Path folderOrManifest, SearchProgress progress) throws IOException {
        return find(folderOrManifest, Transcripts.none(), progress);
    }

    /**
     * The same, with what is spoken in the recordings of a folder tree, where the folder has {@link Transcripts}; which
     * of their lines are about no recording is noted.
     *
     * @throws io.github.data2vec4j.data.WrongTranscriptException if a line of these is wrong
     */
    public FoundUtterances findTranscribed(Path folderOrManifest, SearchProgress progress) throws IOException {
        return find(folderOrManifest, Transcripts.in(folderOrManifest), progress);
    }

    private FoundUtterances find(Path folderOrManifest, Transcripts transcripts, SearchProgress progress)
            throws IOException {
        if (Files.notExists(folderOrManifest)) {
            throw new NoSuchFileException(
                    folderOrManifest.toAbsolutePath().toString(),
                    null,
                    "there is no such folder or manifest of utterances");
        }
        var found = found(
                Measured.all(candidates(folderOrManifest, transcripts, progress), progress),
                folderOrManifest.toAbsolutePath());
        var sorted = sorted(found.utterances(), folderOrManifest);
        var bad = found.bad().stream()
                .sorted(Comparator.comparing(BadSampleException::name))
                .toList();
        return new FoundUtterances(sorted, Shards.one(sorted.size()), found.tooShort(), bad);
    }

    /** The same, and nobody is told how far it is. */
    public FoundUtterances find(Path folderOrManifest) throws IOException {
        return find(folderOrManifest, SearchProgress.NONE);
    }

    /**
     * Finds utterances among stored recordings, whose order and division into shards they keep.
     *
     * @param samples must stay open as long as the utterances are read
     * @throws NoUtterancesException if none is long enough
     * @throws IOException if looking for them is interrupted
     * @throws io.github.data2vec4j.torch.NativeLoadException if FFmpeg is needed and missing
     */
    public FoundUtterances find(StoredSamples samples, SearchProgress progress) throws IOException {
        var candidates = IntStream.range(0, samples.size())
                .mapToObj(number -> Candidate.whole(samples.content(number), null, sampleRate))
                .toList();
        var measured = Measured.all(candidates, progress);
        var found = found(measured, "the given samples");
        return new FoundUtterances(found.utterances(), kept(samples.shards(), measured), found.tooShort(), found.bad());
    }

    private List<Candidate> candidates(Path folderOrManifest, Transcripts transcripts, SearchProgress progress)
            throws IOException {
        if (Files.isDirectory(folderOrManifest)) {
            return AudioFolder.candidates(folderOrManifest, transcripts, sampleRate, progress);
        }
        try (var lines = new ManifestReader(folderOrManifest)) {
            var first = lines.next();
            if (first == null) {
                return List.of();
            }
            return first.text().startsWith("{")
                    ? JsonManifest.candidates(first, lines, sampleRate)
                    : FairseqManifest.candidates(first, lines);
        }
    }

    private FoundUtterances found(List<Measured> all, Object source) throws NoUtterancesException {
        var good = new ArrayList<Utterance>();
        var bad = new ArrayList<BadSampleException>();
        for (var one : all) {
            switch (one) {
                case Measured.Good(var utterance) -> good.add(utterance);
                case Measured.Bad(var why) -> bad.add(why);
            }
        }
        var utterances = good.stream().filter(this::isLongEnough).toList();
        if (utterances.isEmpty()) {
            throw new NoUtterancesException(whyNone(good, bad, source));
        }
        return new FoundUtterances(utterances, Shards.one(utterances.size()), good.size() - utterances.size(), bad);
    }

    private boolean isLongEnough(Utterance utterance) {
        return utterance.samples() >= minSamples;
    }

    private Shards kept(Shards shards, List<Measured> all) {
        var ends = IntStream.builder();
        int kept = 0;
        for (int shard = 0; shard < shards.count(); shard++) {
            int before = kept;
            for (var one : all.subList(shards.start(shard), shards.start(shard) + shards.size(shard))) {
                kept += one instanceof Measured.Good(var utterance) && isLongEnough(utterance) ? 1 : 0;
            }
            if (kept > before) {
                ends.add(kept);
            }
        }
        return new Shards(ends.build().toArray(), shards.together());
    }

    private String whyNone(List<Utterance> good, List<BadSampleException> bad, Object source) {
        if (!good.isEmpty()) {
            return allTooShort(good, source);
        }
        return bad.isEmpty()
                ? nothingIn(source)
                : "none of the %d recordings of %s can be used; of the first: %s"
                        .formatted(bad.size(), source, bad.getFirst().getMessage());
    }

    private static String nothingIn(Object source) {
        return "no utterance in %s: looked for %s"
                .formatted(
                        source,
                        source instanceof Path path && Files.isRegularFile(path)
                                ? "lines PATH<TAB>SAMPLES after one with a folder, or for lines of JSON"
                                : AudioFolder.endings());
    }

    private String allTooShort(List<Utterance> all, Object source) {
        return "all %d utterances of %s are shorter than the %d samples wanted; the longest has %d"
                .formatted(
                        all.size(),
                        source,
                        minSamples,
                        all.stream().mapToLong(Utterance::samples).max().orElse(0));
    }

    private static List<Utterance> sorted(List<Utterance> utterances, Path source) {
        record Placed(String path, Utterance utterance) {
            Extent extent() {
                return utterance.extent();
            }
        }
        return utterances.stream()
                .map(utterance -> new Placed(pathFrom(source, utterance.file().orElseThrow()), utterance))
                .sorted(Comparator.comparing(Placed::path)
                        .thenComparing(Placed::extent, Comparator.comparingLong(Extent::begin))
                        .thenComparing(Placed::extent, Comparator.comparingLong(Extent::samples)))
                .map(Placed::utterance)
                .toList();
    }

    // Relative, so that the order stays when everything is moved to another folder.
    private static String pathFrom(Path source, Path file) {
        var start = source.toAbsolutePath().normalize();
        var path = file.toAbsolutePath().normalize();
        var sameRoot = Objects.equals(start.getRoot(), path.getRoot());
        return (sameRoot ? start.relativize(path) : path)
                .toString()
                .replace(path.getFileSystem().getSeparator(), "/");
    }
}
