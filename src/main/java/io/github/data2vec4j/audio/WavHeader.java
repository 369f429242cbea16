package io.github.data2vec4j.audio;

/**
 * What a WAVE file says about its audio.
 *
 * @param sampleRate samples per second of a channel
 * @param channels samples that are taken at the same time
 * @param format of a sample
 * @param samples of each channel; the file has all of them
 * @param dataOffset where in the file the first sample begins, in bytes
 */
record WavHeader(int sampleRate, int channels, SampleFormat format, long samples, long dataOffset) {

    /** Bytes of the samples that all channels take at the same time. */
    int frameBytes() {
        return channels * format.bytes();
    }
}
