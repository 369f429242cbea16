package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Splits;
import io.github.data2vec4j.data.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A folder tree with recordings. */
final class AudioFolder {

    static final Set<String> ENDINGS = new TreeSet<>(Set.of(
            "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "caf", "flac", "m4a", "m4b", "mka", "mp3", "mp4",
            "oga", "ogg", "opus", "snd", "sph", "spx", "tta", "w64", "wav", "webm", "wma", "wv"));

    private static final List<String> NAMES =
            ENDINGS.stream().map(ending -> "." + ending).toList();
    private static final FileSearch SEARCH = new FileSearch(
            "recording",
            NAMES,
            NAMES,
            List.of(".shn", ".mp2", ".mpc", ".ra", ".rm", ".raw", ".pcm", ".3gp", ".mkv", ".mov", ".avi"));

    private AudioFolder() {}

    static List<Candidate> candidates(Path folder, Transcripts transcripts, int sampleRate, SearchProgress progress)
            throws IOException {
        var recordings = SEARCH.below(folder, progress);
        Splits.together(recordings.stream().map(file -> file.resolveSibling("")), folder)
                .ifPresent(progress::note);
        transcripts.unmatched(recordings).ifPresent(progress::note);
        return recordings.stream()
                .map(file -> Candidate.whole(new FileContent(file), transcripts.of(file), sampleRate))
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
}
