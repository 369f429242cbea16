package io.github.data2vec4j.audio.ffmpeg;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** Why FFmpeg cannot read something; the message says what is wrong, not where. */
public final class FFmpegException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_TEXT = 256;

    private final String reason;

    /** @param reason what is wrong, and what to do */
    public FFmpegException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** Passes on what is no error. */
    static int check(int status, String what) throws FFmpegException {
        if (status < 0) {
            throw new FFmpegException(what + ": " + text(status));
        }
        return status;
    }

    /** FFmpeg's own words for an error. */
    static String text(int status) {
        var bytes = new byte[LONGEST_TEXT];
        avutil.av_strerror(status, bytes, bytes.length);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
