package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes the audio of a WAVE file. */
final class WavSamples {

    private WavSamples() {}

    /** The mean of all channels. */
    static float[] mono(Content content, MemorySegment bytes, WavHeader header) throws BadAudioException {
        if (header.samples() == 0) {
            throw new BadAudioException(content, "it has no samples");
        }
        // As many bytes as one content can have at most, so an array can have as many elements.
        var mono = new float[Math.toIntExact(header.samples())];
        var data = bytes.asSlice(header.dataOffset(), header.samples() * header.frameBytes())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < mono.length; i++) {
            mono[i] = finite(content, i, mean(data, i * header.frameBytes(), header));
        }
        return mono;
    }

    private static double mean(ByteBuffer bytes, int frame, WavHeader header) {
        double sum = 0;
        for (int channel = 0; channel < header.channels(); channel++) {
            sum += header.format()
                    .decode(bytes, frame + channel * header.format().bytes());
        }
        return sum / header.channels();
    }

    private static float finite(Content content, int index, double sample) throws BadAudioException {
        float narrow = (float) sample;
        if (!Float.isFinite(narrow)) {
            throw new BadAudioException(content, "sample %d is %s".formatted(index, sample));
        }
        return narrow;
    }
}
