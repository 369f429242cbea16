package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.TokenShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What a corpus holds. */
enum CorpusKind {
    SPEECH,
    PICTURES,
    TEXT;

    /**
     * Finds the samples.
     *
     * @param textKey of the text in JSON lines and tables
     * @throws IOException if there is nothing of this kind, or it cannot be read
     */
    CheckedCorpus open(Path place, String textKey) throws IOException {
        return switch (this) {
            case SPEECH -> new CheckedSpeech(place);
            case PICTURES -> new CheckedPictures(place);
            case TEXT -> TokenShards.isIn(place) ? new CheckedTokens(place) : new CheckedText(place, textKey);
        };
    }

    /**
     * Opens what there is.
     *
     * @throws IOException if it is none of these; the message says what each of them lacked
     */
    static CheckedCorpus openAny(Path place, String textKey) throws IOException {
        if (Files.notExists(place) && place.getParent() != null && Files.notExists(place.getParent())) {
            throw new NoSuchFileException(place.toString());
        }
        if (TokenShards.isIn(place)) {
            return TEXT.open(place, textKey);
        }
        var lacking = new StringBuilder();
        // Recordings come with transcripts, and pictures with captions, but not the other way round.
        for (var kind : values()) {
            try {
                return kind.open(place, textKey);
            } catch (IOException e) {
                lacking.append("\n  ").append(kind).append(": ").append(Complaint.words(e));
            }
        }
        throw new IOException(
                "%s is none of these (say which with --as to see only that):%s".formatted(place, lacking));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
