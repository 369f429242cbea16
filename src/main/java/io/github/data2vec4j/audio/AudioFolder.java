package io.github.data2vec4j.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder tree with WAVE files, and perhaps with transcripts. */
final class AudioFolder {

    private static final String TRANSCRIPTS = "transcripts.tsv";

    private AudioFolder() {}

    static List<Utterance> utterances(Path folder, int sampleRate) throws IOException {
        var transcripts = transcripts(folder);
        var utterances = new ArrayList<Utterance>();
        for (var file : wavs(folder)) {
            long samples = WavHeader.read(file, sampleRate).samples();
            utterances.add(new Utterance(
                    file, samples, transcripts.get(file.toAbsolutePath().normalize())));
        }
        return utterances;
    }

    static boolean isWav(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    private static List<Path> wavs(Path folder) throws IOException {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> isWav(file) && Files.isRegularFile(file))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<Path, String> transcripts(Path folder) throws IOException {
        var transcripts = new HashMap<Path, String>();
        var file = folder.resolve(TRANSCRIPTS);
        if (Files.exists(file)) {
            for (var line : ManifestLine.readAll(file)) {
                var fields = line.text().split("\t", -1);
                if (fields.length != 2) {
                    throw line.mistake("expected PATH<TAB>TEXT, but found %d fields".formatted(fields.length));
                }
                if (transcripts.put(line.wav(line.folder(), fields[0]), fields[1]) != null) {
                    throw line.mistake(fields[0] + " already has a transcript");
                }
            }
        }
        return transcripts;
    }
}
