package io.github.data2vec4j.train;

/**
 * The course of the learning rate.
 *
 * @param schedule its shape
 * @param start rate of the first update
 * @param peak largest rate
 * @param minimum rate at the end
 * @param warmupSteps updates on the way to the peak
 * @param holdSteps updates at the peak; only tri-stage has them
 */
public record LearningRate(
        Shape schedule, double start, double peak, double minimum, long warmupSteps, long holdSteps) {

    /** What a course looks like. */
    public enum Shape {
        /** Half a cosine after a linear warm-up, as fairseq has it. */
        COSINE,
        /** The same, with the peak one update earlier, as in the released vision recipe. */
        COSINE_INCLUSIVE,
        /** Warm-up, hold, exponential decay. */
        TRI_STAGE,
        /** Straight up and straight down. */
        LINEAR
    }

    public LearningRate {
        if (!(peak > 0)) {
            throw new IllegalArgumentException("peak must be above 0, is " + peak);
        }
        if (!(start >= 0 && start <= peak && minimum >= 0 && minimum <= peak)) {
            throw new IllegalArgumentException("start and minimum must be from 0 to peak, " + peak + ", but they are "
                    + start + " and " + minimum);
        }
        if (warmupSteps < 0 || holdSteps < 0) {
            throw new IllegalArgumentException("warmupSteps and holdSteps must not be negative, but they are "
                    + warmupSteps + " and " + holdSteps);
        }
        if (holdSteps > 0 && schedule != Shape.TRI_STAGE) {
            throw new IllegalArgumentException("holdSteps must be 0, is " + holdSteps + ": only tri-stage holds");
        }
        if (minimum == 0 && schedule == Shape.TRI_STAGE) {
            throw new IllegalArgumentException("minimum must be above 0 for tri-stage, whose decay is exponential");
        }
    }

    /** Half a cosine after a linear warm-up from 0. */
    public static LearningRate cosine(double peak, double minimum, long warmupSteps) {
        return new LearningRate(Shape.COSINE, 0, peak, minimum, warmupSteps, 0);
    }

    /**
     * The rate of each update of a run.
     *
     * @param steps all updates
     * @throws IllegalArgumentException if warm-up and hold leave no update for the rest
     */
    public Schedule over(long steps) {
        if (warmupSteps + holdSteps >= steps) {
            throw new IllegalArgumentException("warmupSteps " + warmupSteps + " and holdSteps " + holdSteps
                    + " must be fewer than the run's " + steps + " steps");
        }
        return switch (schedule) {
            case COSINE -> Schedule.cosine(this, steps, warmupSteps);
            case COSINE_INCLUSIVE -> Schedule.cosine(this, steps, warmupSteps - 1);
            case TRI_STAGE -> Schedule.triStage(this, steps);
            case LINEAR -> Schedule.linear(this, steps);
        };
    }
}
