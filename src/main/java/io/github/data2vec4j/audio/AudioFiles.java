package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Finds the utterances to train on. The result is sorted by path, character by character with {@code /} between
 * folders, so that the same files have the same numbers on every machine.
 *
 * @param sampleRate samples per second of every file
 * @param minSamples utterances with fewer are left out
 */
public record AudioFiles(int sampleRate, long minSamples) {

    /** 16 kHz and at least two seconds, as in the paper's experiments. */
    public static final AudioFiles DATA2VEC = new AudioFiles(16_000, 32_000);

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
     *   <li>a folder tree with WAVE files (*.wav in any case; links are followed). Where the folder itself has a file
     *       {@code transcripts.tsv}, its lines {@code path<TAB>text} say what is spoken in them.
     *   <li>a manifest of fairseq: a line with the folder of all files, then lines {@code path<TAB>samples}. These
     *       files must be there, but are not opened.
     *   <li>JSON lines as NVIDIA NeMo has them: {@code audio_filepath}, and if known {@code duration} in seconds and
     *       {@code text}; other keys are ignored, except that {@code offset} must be 0.
     * </ul>
     *
     * Manifests are in UTF-8, and blank lines are skipped. Relative paths start at the folder that the manifest lies
     * in, in fairseq's kind except for the first line at the folder named there.
     *
     * @throws NoSuchFileException if there is neither a folder nor a file
     * @throws NoUtterancesException if nothing is found that is long enough, or a line of a manifest is wrong (the
     *     message has its number)
     * @throws BadAudioException if a file is no WAVE file, or one of another rate
     * @throws IOException if a folder or file cannot be read
     */
    public FoundUtterances find(Path folderOrManifest) throws IOException {
        if (Files.notExists(folderOrManifest)) {
            throw new NoSuchFileException(
                    folderOrManifest.toAbsolutePath().toString(),
                    null,
                    "there is no such folder or manifest of utterances");
        }
        return longEnough(all(folderOrManifest), folderOrManifest);
    }

    private List<Utterance> all(Path folderOrManifest) throws IOException {
        if (Files.isDirectory(folderOrManifest)) {
            return AudioFolder.utterances(folderOrManifest, sampleRate);
        }
        var lines = ManifestLine.readAll(folderOrManifest);
        return !lines.isEmpty() && lines.getFirst().text().startsWith("{")
                ? JsonManifest.utterances(lines, sampleRate)
                : FairseqManifest.utterances(lines);
    }

    private FoundUtterances longEnough(List<Utterance> all, Path source) throws NoUtterancesException {
        var utterances = all.stream()
                .filter(utterance -> utterance.samples() >= minSamples)
                .sorted(Comparator.comparing(utterance -> pathFrom(source, utterance.file())))
                .toList();
        if (utterances.isEmpty()) {
            throw new NoUtterancesException(all.isEmpty() ? nothingIn(source) : allTooShort(all, source));
        }
        return new FoundUtterances(utterances, all.size() - utterances.size());
    }

    private static String nothingIn(Path source) {
        return "no utterance in %s: looked for %s"
                .formatted(
                        source.toAbsolutePath(),
                        Files.isDirectory(source)
                                ? "*.wav files in it and its subfolders"
                                : "lines PATH<TAB>SAMPLES after one with a folder, or for lines of JSON");
    }

    private String allTooShort(List<Utterance> all, Path source) {
        return "all %d utterances of %s are shorter than the %d samples wanted; the longest has %d"
                .formatted(
                        all.size(),
                        source.toAbsolutePath(),
                        minSamples,
                        all.stream().mapToLong(Utterance::samples).max().orElse(0));
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
