package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Decodes the audio of a WAVE file, piece by piece. */
final class WavSamples {

    private static final int BUFFER_BYTES = 1 << 16;

    // Some virtual machines allow no longer array.
    private static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

    private WavSamples() {}

    /** The mean of all channels. */
    static float[] mono(Path file, FileChannel channel, WavHeader header) throws IOException {
        if (header.samples() == 0) {
            throw new BadAudioException(file, "it has no samples");
        }
        if (header.samples() > MAX_SAMPLES) {
            throw new BadAudioException(
                    file, "its %d samples are too many for one utterance; cut it up".formatted(header.samples()));
        }
        var mono = new float[(int) header.samples()];
        int frames = Math.max(1, BUFFER_BYTES / header.frameBytes());
        var buffer = ByteBuffer.allocate(frames * header.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < mono.length; done += frames) {
            int count = Math.min(frames, mono.length - done);
            buffer.clear().limit(count * header.frameBytes());
            readFully(file, channel, buffer, header.dataOffset() + (long) done * header.frameBytes());
            for (int i = 0; i < count; i++) {
                mono[done + i] = finite(file, done + i, mean(buffer, i * header.frameBytes(), header));
            }
        }
        return mono;
    }

    /** Fills the buffer and leaves its position at 0. */
    static void readFully(Path file, FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new BadAudioException(file, "it was cut off while it was read");
            }
        }
        buffer.flip();
    }

    private static double mean(ByteBuffer bytes, int frame, WavHeader header) {
        double sum = 0;
        for (int channel = 0; channel < header.channels(); channel++) {
            sum += header.format()
                    .decode(bytes, frame + channel * header.format().bytes());
        }
        return sum / header.channels();
    }

    private static float finite(Path file, int index, double sample) throws BadAudioException {
        float narrow = (float) sample;
        if (!Float.isFinite(narrow)) {
            throw new BadAudioException(file, "sample %d is %s".formatted(index, sample));
        }
        return narrow;
    }
}
