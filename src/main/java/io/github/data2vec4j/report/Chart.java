package io.github.data2vec4j.report;

import java.util.List;

/**
 * A chart over the updates of a run.
 *
 * @param id of its element
 * @param explanation what is seen in it, for those who cannot see it too
 * @param scale of the values
 * @param lines one over the other; the first one is the most important
 * @param floors below which a run is stopped
 * @param marked rows that are marked at the bottom
 */
record Chart(
        String id,
        String title,
        String explanation,
        Quantity quantity,
        Scale scale,
        List<Line> lines,
        List<Double> floors,
        List<Integer> marked) {

    /** How values lie along the axis. */
    enum Scale {
        /** From about the least value to about the greatest. */
        LINEAR,
        /** From zero. */
        FROM_ZERO,
        /** Logarithmic if the values are of very different size, or else linear. */
        WIDE
    }

    /**
     * A value of each update.
     *
     * @param name empty if it is the chart's title
     * @param smooth whether its running mean is shown, and the value itself only faintly
     */
    record Line(String name, double[] values, boolean smooth) {

        boolean hasNumbers() {
            for (double value : values) {
                if (Double.isFinite(value)) {
                    return true;
                }
            }
            return false;
        }

        /** What is shown strongly. */
        double[] strong() {
            return smooth ? RunningMean.of(values) : values;
        }
    }

    Chart {
        lines = List.copyOf(lines);
        floors = List.copyOf(floors);
        marked = List.copyOf(marked);
    }
}
