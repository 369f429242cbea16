package io.github.data2vec4j.train;

/**
 * When a run is saved, and what of it is kept.
 *
 * @param everySteps updates from one checkpoint to the next; the last update of a run is always saved
 * @param keep how many of the newest stay
 * @param keepEverySteps checkpoints of every so many updates stay too; 0 for none
 */
public record Checkpoints(long everySteps, int keep, long keepEverySteps) {

    public Checkpoints {
        if (everySteps < 1 || keep < 1 || keepEverySteps < 0) {
            throw new IllegalArgumentException(
                    "everySteps and keep must be at least 1 and keepEverySteps not negative, but they are " + everySteps
                            + ", " + keep + " and " + keepEverySteps);
        }
    }

    boolean isDue(long step) {
        return step % everySteps == 0;
    }

    boolean staysFor(long step) {
        return keepEverySteps > 0 && step % keepEverySteps == 0;
    }
}
