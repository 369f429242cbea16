package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A line with the folder of all files, then their paths and numbers of samples, as fairseq's wav2vec 2.0 has it. */
final class FairseqManifest {

    /** Of a line that is no folder: who names a book gets no page of it as a message. */
    private static final int LONGEST_SHOWN = 200;

    private FairseqManifest() {}

    /** @param rest the lines behind the first */
    static List<Candidate> candidates(ManifestLine first, ManifestReader rest) throws IOException {
        var root = root(first);
        var candidates = new ArrayList<Candidate>();
        for (var line = rest.next(); line != null; line = rest.next()) {
            var fields = line.text().split("\t", -1);
            if (fields.length != 2) {
                throw line.mistake("expected PATH<TAB>SAMPLES, but found %d fields".formatted(fields.length));
            }
            var file = line.named(root, fields[0]);
            long samples = samples(line, fields[1]);
            candidates.add(Candidate.whole(new FileContent(file), line.ifThere(file, () -> samples), null));
        }
        return candidates;
    }

    private static Path root(ManifestLine line) throws NoUtterancesException {
        if (line.text().indexOf('\t') >= 0) {
            throw line.mistake("a table of columns is not read, but manifests of fairseq (the folder of all files, then"
                    + " lines PATH<TAB>SAMPLES) and lines of JSON with audio_filepath; to train on all recordings of a"
                    + " folder, such as clips of Common Voice, give that folder");
        }
        var root = line.resolve(line.folder(), line.text());
        if (!Files.isDirectory(root)) {
            var path = root.toString();
            throw line.mistake("the first line names the folder of all files, but there is no folder "
                    + (path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "..."));
        }
        return root;
    }

    private static long samples(ManifestLine line, String field) throws NoUtterancesException {
        try {
            long samples = Long.parseLong(field);
            if (samples >= 0) {
                return samples;
            }
        } catch (NumberFormatException e) {
            // Told below, with the line.
        }
        throw line.mistake("%s is no number of samples".formatted(field));
    }
}
