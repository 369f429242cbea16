package io.github.data2vec4j.audio.ffmpeg;

/** Takes audio of one channel, piece by piece. */
@FunctionalInterface
public interface MonoSink {

    /**
     * Takes the next piece.
     *
     * @param samples [sample]; only valid during the call
     * @param count how many of them there are
     * @param sampleRate samples per second
     * @throws FFmpegException if it is not to go on, with the reason
     */
    void accept(float[] samples, int count, int sampleRate) throws FFmpegException;

    /** Whether it has all that it wants; what comes later makes no difference. */
    default boolean isFull() {
        return false;
    }
}
