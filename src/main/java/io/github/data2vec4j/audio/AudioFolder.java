package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A folder tree with recordings, and perhaps with transcripts. */
final class AudioFolder {

    private static final String TRANSCRIPTS = "transcripts.tsv";

    static final Set<String> ENDINGS = new TreeSet<>(Set.of(
            "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "caf", "flac", "m4a", "m4b", "mka", "mp3", "mp4",
            "oga", "ogg", "opus", "snd", "sph", "spx", "tta", "w64", "wav", "webm", "wma", "wv"));

    private AudioFolder() {}

    static List<Candidate> candidates(Path folder, int sampleRate) throws IOException {
        var transcripts = transcripts(folder);
        return recordings(folder).stream()
                .map(file -> Candidate.whole(
                        new FileContent(file),
                        transcripts.get(file.toAbsolutePath().normalize()),
                        sampleRate))
                .toList();
    }

    /** Whether a name ends like that of a recording; what is in it shows when it is read. */
    static boolean isAudio(Path file) {
        var name = file.toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** For messages. */
    static String endings() {
        return "*." + String.join(", *.", ENDINGS);
    }

    private static List<Path> recordings(Path folder) throws IOException {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            // A link that leads nowhere is told when it is read.
            return files.filter(file -> isAudio(file) && (Files.isRegularFile(file) || !Files.exists(file)))
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
                if (transcripts.put(line.recording(line.folder(), fields[0]), fields[1]) != null) {
                    throw line.mistake(fields[0] + " already has a transcript");
                }
            }
        }
        return transcripts;
    }
}
