package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.Path;

/** A line of {@link Transcripts} that cannot be read; the message has its number. */
public final class WrongTranscriptException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongTranscriptException(Path file, int line, String what) {
        super("%s, line %d: %s".formatted(file.toAbsolutePath(), line, what));
    }
}
