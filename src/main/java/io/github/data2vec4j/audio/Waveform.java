package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
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
     * Reads a recording: a WAVE file of integers of 8, 16, 24 or 32 bits or floats of 32 or 64, or whatever else FFmpeg
     * decodes (FLAC, MP3, Ogg, Opus, M4A and more). What it is shows its content, not its name. Samples lie from -1 to
     * 1, and channels are averaged.
     *
     * @param sampleRate samples per second that are wanted; n samples of another rate r become {@code ceil(n *
     *     sampleRate / r)}
     * @throws BadAudioException if it is broken, cut off, empty or no audio, or a sample is not a finite number
     * @throws IOException if it cannot be read at all
     * @throws io.github.data2vec4j.torch.NativeLoadException if FFmpeg is needed and missing
     */
    public static Waveform read(Content content, int sampleRate) throws IOException {
        return AudioDecoder.read(content, sampleRate);
    }

    /** The same of a file. */
    public static Waveform read(Path file, int sampleRate) throws IOException {
        var content = new FileContent(file);
        if (Files.isDirectory(file)) {
            throw new BadAudioException(content, "it is a folder");
        }
        return read(content, sampleRate);
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
        var scale = scale();
        var normalised = new float[samples.length];
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = scale.apply(samples[i]);
        }
        return new Waveform(normalised);
    }

    /**
     * Writes a piece of the normalised waveform that fills a slot, from a start at which every one is equally likely.
     *
     * @param random one number is taken from it, even where there is only one start
     * @param slot receives floats in native byte order; stays the caller's
     * @throws IllegalArgumentException if the slot is empty, no whole number of floats, or longer than the waveform
     */
    void cropNormalised(RandomGenerator random, MemorySegment slot) {
        int start = start(random, slot);
        var scale = scale();
        long length = slot.byteSize() / Float.BYTES;
        for (int i = 0; i < length; i++) {
            slot.setAtIndex(ValueLayout.JAVA_FLOAT, i, scale.apply(samples[start + i]));
        }
    }

    /**
     * The same of the waveform as it is.
     *
     * @throws IllegalArgumentException as {@link #cropNormalised}
     */
    public void crop(RandomGenerator random, MemorySegment slot) {
        int start = start(random, slot);
        MemorySegment.copy(samples, start, slot, ValueLayout.JAVA_FLOAT, 0, (int) (slot.byteSize() / Float.BYTES));
    }

    private int start(RandomGenerator random, MemorySegment slot) {
        long length = slot.byteSize() / Float.BYTES;
        if (length == 0 || length > samples.length || slot.byteSize() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a slot of %d bytes cannot hold a piece of a waveform of %d samples of 4 bytes"
                            .formatted(slot.byteSize(), samples.length));
        }
        return random.nextInt(samples.length - (int) length + 1);
    }

    private record Scale(double mean, double deviation) {

        float apply(float sample) {
            return (float) ((sample - mean) / deviation);
        }
    }

    private Scale scale() {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        double squares = 0;
        for (float sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        return new Scale(mean, Math.sqrt(squares / samples.length + EPSILON));
    }
}
