package io.github.data2vec4j.audio.ffmpeg;

import java.lang.foreign.MemorySegment;

/** A recording in any format that FFmpeg reads. */
public final class Recording {

    private Recording() {}

    /**
     * Decodes it, its channels averaged, until the sink is full.
     *
     * @param bytes all of it
     * @param sink receives the samples at the recording's own rate
     * @throws FFmpegException if it is broken, cut off or no audio, as far as it was decoded
     * @throws io.github.data2vec4j.torch.NativeLoadException if FFmpeg is missing
     */
    public static void decode(MemorySegment bytes, MonoSink sink) throws FFmpegException {
        FFmpeg.load();
        try (var demuxer = Demuxer.open(bytes);
                var decoder = Decoder.open(demuxer.stream(), sink)) {
            while (!sink.isFull() && demuxer.next()) {
                decoder.decode(demuxer.packet());
            }
            if (sink.isFull()) {
                return;
            }
            decoder.finish();
            var trouble = decoder.troubleAtTheEnd();
            if (trouble != null && !demuxer.mayEndInGarbage()) {
                throw trouble;
            }
        }
    }

    /**
     * How long it is, found without decoding unless its packets do not follow each other in time; the lengths of lossy
     * formats are some milliseconds off.
     *
     * @param bytes all of it
     * @param sampleRate in what the length is counted, in samples per second
     * @return number of samples, rounded up
     * @throws FFmpegException if it is broken or no audio
     * @throws io.github.data2vec4j.torch.NativeLoadException if FFmpeg is missing
     */
    public static long samples(MemorySegment bytes, int sampleRate) throws FFmpegException {
        FFmpeg.load();
        try (var demuxer = Demuxer.open(bytes)) {
            var duration = new PacketDurations(demuxer.stream());
            while (demuxer.next()) {
                duration.add(demuxer.packet());
            }
            if (!duration.leaveItOpen()) {
                return duration.samples(sampleRate);
            }
        }
        var decoded = new SampleCount();
        decode(bytes, decoded);
        return decoded.samples(sampleRate);
    }
}
