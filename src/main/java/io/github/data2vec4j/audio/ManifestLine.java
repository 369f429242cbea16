package io.github.data2vec4j.audio;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A line of a manifest, with its place for messages. */
record ManifestLine(Path manifest, int number, String text) {

    /** A recording named in the line, relative to a folder; it may be missing. */
    Path named(Path folder, String name) throws NoUtterancesException {
        var file = resolve(folder, name);
        if (!AudioFolder.isAudio(file)) {
            throw mistake(name + " is no audio file, whose names end in " + AudioFolder.endings());
        }
        return file;
    }

    /** A length, unless the file that was named is missing. */
    Candidate.Length ifThere(Path file, Candidate.Length length) {
        return () -> {
            if (!Files.isRegularFile(file)) {
                throw new BadAudioException(file.toString(), "there is no such file, but it is in " + place(), null);
            }
            return length.samples();
        };
    }

    Path resolve(Path folder, String name) throws NoUtterancesException {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw mistake("%s is no path (%s)".formatted(name, e.getReason()));
        }
    }

    /** The folder that the manifest lies in. */
    Path folder() {
        return manifest.resolveSibling("");
    }

    /** For messages. */
    String place() {
        return "%s, line %d".formatted(manifest, number);
    }

    NoUtterancesException mistake(String what) {
        return new NoUtterancesException(place() + ": " + what);
    }
}
