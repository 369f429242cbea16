package io.github.data2vec4j.data2vec;

/**
 * How slowly the teacher follows (paper, section 3.2): the decay grows linearly from {@code start} to {@code end} over
 * the first {@code annealSteps} updates and stays there.
 *
 * @param start share of the teacher that stays in the first update
 * @param end share of the teacher that stays from step annealSteps on
 * @param annealSteps updates from start to end
 */
public record EmaDecay(double start, double end, long annealSteps) {

    public EmaDecay {
        if (!(start >= 0 && start <= 1 && end >= 0 && end <= 1)) {
            throw new IllegalArgumentException("a decay is from 0 to 1, not " + start + " to " + end);
        }
        if (annealSteps < 0) {
            throw new IllegalArgumentException("annealSteps must not be negative, is " + annealSteps);
        }
    }

    /** The decay after a number of completed updates. */
    public double after(long updates) {
        return updates >= annealSteps ? end : end - (end - start) * (1 - (double) updates / annealSteps);
    }
}
