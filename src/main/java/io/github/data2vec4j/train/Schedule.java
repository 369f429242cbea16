package io.github.data2vec4j.train;

/** The learning rate of each update. */
@FunctionalInterface
public interface Schedule {

    /** The rate of an update by its number from 1. */
    double at(long step);

    /**
     * Grows linearly from 0 to the peak, then falls along half a cosine to the minimum (Loshchilov and Hutter, 2017),
     * as in the released vision recipe: the first update has rate 0, the last one of the warm-up has the peak.
     *
     * @param peak largest rate
     * @param minimum rate at the end
     * @param warmupSteps updates until the peak
     * @param steps all updates
     */
    static Schedule cosine(double peak, double minimum, long warmupSteps, long steps) {
        return step -> {
            long index = step - 1;
            if (index < warmupSteps) {
                return warmupSteps == 1 ? peak : peak * index / (warmupSteps - 1);
            }
            double share = (double) (index - warmupSteps) / Math.max(1, steps - warmupSteps);
            return minimum + 0.5 * (peak - minimum) * (1 + Math.cos(Math.PI * share));
        };
    }
}
