package io.github.data2vec4j.train;

/** The learning rate of each update. */
@FunctionalInterface
public interface Schedule {

    /** The rate of an update by its number from 1. */
    double at(long step);

    /**
     * Grows linearly from {@code start} to the peak, then falls along half a cosine to the minimum (Loshchilov and
     * Hutter, 2017).
     *
     * @param climb updates from the first one to the first with the peak: the warm-up's in fairseq, one fewer in the
     *     released vision recipe
     */
    static Schedule cosine(LearningRate rate, long steps, long climb) {
        return step -> {
            long index = step - 1;
            long warmup = rate.warmupSteps();
            if (index < warmup) {
                return climb == 0 ? rate.peak() : rate.start() + (rate.peak() - rate.start()) * index / climb;
            }
            double share = (double) (index - warmup) / Math.max(1, steps - warmup);
            return rate.minimum() + 0.5 * (rate.peak() - rate.minimum()) * (1 + Math.cos(Math.PI * share));
        };
    }

    /**
     * Grows linearly from {@code start} to the peak, stays there, then falls exponentially to the minimum, which it
     * keeps (wav2vec 2.0's schedule; the paper calls its tail linear, the released code has it so).
     */
    static Schedule triStage(LearningRate rate, long steps) {
        return step -> {
            long index = step - 1;
            long warmup = rate.warmupSteps();
            long decayed = index - warmup - rate.holdSteps();
            long decaySteps = steps - warmup - rate.holdSteps();
            if (index < warmup) {
                return rate.start() + (rate.peak() - rate.start()) * index / warmup;
            }
            if (decayed < 0) {
                return rate.peak();
            }
            return decayed >= decaySteps
                    ? rate.minimum()
                    : rate.peak() * Math.pow(rate.minimum() / rate.peak(), (double) decayed / decaySteps);
        };
    }

    /** Grows linearly from {@code start} to the peak, then falls linearly to the minimum, as in BERT's fine-tuning. */
    static Schedule linear(LearningRate rate, long steps) {
        return step -> {
            long index = step - 1;
            long warmup = rate.warmupSteps();
            if (index < warmup) {
                return rate.start() + (rate.peak() - rate.start()) * index / warmup;
            }
            double left = 1 - (double) (index - warmup) / Math.max(1, steps - warmup);
            return rate.minimum() + (rate.peak() - rate.minimum()) * Math.max(0, left);
        };
    }
}
