package io.github.data2vec4j.audio.ffmpeg;

/** Counts samples and forgets them. */
final class SampleCount implements MonoSink {

    private long samples;
    private int rate = 1;

    @Override
    public void accept(float[] piece, int count, int sampleRate) {
        samples += count;
        rate = sampleRate;
    }

    /** @param sampleRate in what they are counted */
    long samples(int sampleRate) {
        return RateConversion.length(samples, rate, sampleRate);
    }
}
