package io.github.data2vec4j.audio.ffmpeg;

import java.util.Arrays;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProbeData;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by its content what a recording is. Only formats that keep their audio to themselves are read: a playlist,
 * whatever its file is called, could make FFmpeg open other files and addresses.
 */
final class InputFormats {

    private static final Set<String> ALLOWED = Set.of(
            "aac",
            "ac3",
            "aiff",
            "amr",
            "ape",
            "asf",
            "au",
            "caf",
            "eac3",
            "flac",
            "flv",
            "matroska",
            "mov",
            "mp3",
            "nistsphere",
            "ogg",
            "tta",
            "w64",
            "wav",
            "webm",
            "wv");

    // As FFmpeg's own default; tags of that size before the audio do happen.
    private static final int MOST_PROBED_BYTES = 1 << 20;
    private static final int FIRST_PROBED_BYTES = 1 << 11;

    private InputFormats() {}

    static AVInputFormat of(MemoryInput input) throws FFmpegException {
        var format = probe(input);
        if (format == null) {
            throw new FFmpegException("it is in no format of audio that is known");
        }
        // One demuxer has several names, such as "mov,mp4,m4a".
        var name = format.name().getString();
        if (Arrays.stream(name.split(",", -1)).noneMatch(ALLOWED::contains)) {
            throw new FFmpegException("it is no audio, but looks like " + name);
        }
        return format;
    }

    // Tries a longer beginning only where a shorter one is not clear: each of 300 formats looks at all of it.
    private static @Nullable AVInputFormat probe(MemoryInput input) {
        long structBytes = Loader.sizeof(AVProbeData.class);
        var memory = avutil.av_mallocz(structBytes + 1);
        try {
            // Some formats look at the file's name as well: it is empty, but must be there.
            var data = new AVProbeData(memory)
                    .buf(input.bytes())
                    .filename(new BytePointer(memory).getPointer(structBytes));
            int most = Math.min(input.size(), MOST_PROBED_BYTES);
            for (int size = Math.min(most, FIRST_PROBED_BYTES); ; size = Math.min(most, 2 * size)) {
                var score = new int[] {size < most ? avformat.AVPROBE_SCORE_RETRY() : 0};
                var format = avformat.av_probe_input_format2(data.buf_size(size), 1, score);
                if (format != null || size == most) {
                    return format;
                }
            }
        } finally {
            avutil.av_free(memory);
        }
    }
}
