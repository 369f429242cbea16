package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.LfsPointer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A recording that cannot be read as the audio that is wanted; the message names it and says why. */
public final class BadAudioException extends BadSampleException {

    private static final long serialVersionUID = 1L;

    BadAudioException(Content content, String reason) {
        this(content, reason, null);
    }

    BadAudioException(Content content, String reason, @Nullable Throwable cause) {
        this(content.name(), reason, cause);
    }

    BadAudioException(String name, String reason, @Nullable Throwable cause) {
        super("audio", name, reason, cause);
    }

    /** What it means that FFmpeg could not read a whole content. */
    static BadAudioException because(FFmpegException failure, Content content, MemorySegment bytes) {
        return new BadAudioException(content, LfsPointer.isAt(bytes) ? LfsPointer.REASON : failure.reason(), failure);
    }
}
