package io.github.data2vec4j.audio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** The samples of an utterance, one channel. */
public final class Waveform {

    private static final double EPSILON = 1e-5;

    private final float[] samples;

    /**
     * @param samples [sample]; kept, not copied
     * @throws IllegalArgumentException if there are none
     */
    public Waveform(float[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a waveform needs samples");
        }
        this.samples = samples;
    }

    /**
     * Reads a WAVE file: integers of 8, 16, 24 or 32 bits or floats of 32 or 64, from -1 to 1. Channels are averaged.
     *
     * @param sampleRate samples per second that the file must have
     * @throws BadAudioException if the file is broken, cut off, compressed, empty or of another rate, or a sample is
     *     not a finite number
     * @throws IOException if the file cannot be read at all
     */
    public static Waveform read(Path file, int sampleRate) throws IOException {
        try (var channel = WavHeader.open(file)) {
            return new Waveform(WavSamples.mono(file, channel, WavHeader.read(file, channel, sampleRate)));
        }
    }

    /** Number of samples. */
    public int length() {
        return samples.length;
    }

    /** [sample]; the waveform's own array, not to be changed. */
    public float[] samples() {
        return samples;
    }

    /** The same shifted and scaled to mean 0 and variance 1: (x - mean) / sqrt(variance + 1e-5), as in wav2vec 2.0. */
    public Waveform normalised() {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        double squares = 0;
        for (float sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        double deviation = Math.sqrt(squares / samples.length + EPSILON);
        var normalised = new float[samples.length];
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = (float) ((samples[i] - mean) / deviation);
        }
        return new Waveform(normalised);
    }

    /**
     * Writes a piece that fills a slot, from a start at which every one is equally likely.
     *
     * @param random one number is taken from it, even where there is only one start
     * @param slot receives floats in native byte order; stays the caller's
     * @throws IllegalArgumentException if the slot is empty, no whole number of floats, or longer than the waveform
     */
    public void crop(RandomGenerator random, MemorySegment slot) {
        long length = slot.byteSize() / Float.BYTES;
        if (length == 0 || length > samples.length || slot.byteSize() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a slot of %d bytes cannot hold a piece of a waveform of %d samples of 4 bytes"
                            .formatted(slot.byteSize(), samples.length));
        }
        int start = random.nextInt(samples.length - (int) length + 1);
        MemorySegment.copy(samples, start, slot, ValueLayout.JAVA_FLOAT, 0, (int) length);
    }
}
