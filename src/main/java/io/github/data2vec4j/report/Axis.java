package io.github.data2vec4j.report;

import java.util.ArrayList;
import java.util.List;

/** An axis that begins and ends at a mark, or beside one where the data does. */
sealed interface Axis {

    /** Where a value lies: 0 at the beginning of the axis, 1 at its end. */
    double position(double value);

    /** Round numbers along it, with their labels. */
    List<Mark> marks();

    /** A labelled place. */
    record Mark(double value, String label) {}

    /**
     * Equal distances for equal differences.
     *
     * @param step from one mark to the next
     */
    record Linear(double from, double to, double step) implements Axis {

        /** With about {@code marks} marks, from one below all values to one above. */
        static Linear around(double min, double max, int marks) {
            double room = max > min ? max - min : Math.max(Math.abs(max), 1e-12) * 0.1;
            double low = max > min ? min : min - room / 2;
            double high = max > min ? max : max + room / 2;
            double step = roundStep((high - low) / marks);
            return new Linear(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
        }

        /** From the first value to the last, with marks wherever they fall. */
        static Linear from(double min, double max, int marks) {
            double high = max > min ? max : min + 1;
            return new Linear(min, high, Math.max(1, roundStep((high - min) / marks)));
        }

        /** The least of 1, 2, 2.5 and 5, times a power of ten, that is not below. */
        static double roundStep(double least) {
            double power = Math.pow(10, Math.floor(Math.log10(least)));
            for (double digit : new double[] {1, 2, 2.5, 5}) {
                if (digit * power >= least * (1 - 1e-9)) {
                    return digit * power;
                }
            }
            return 10 * power;
        }

        @Override
        public double position(double value) {
            return (value - from) / (to - from);
        }

        @Override
        public List<Mark> marks() {
            var marks = new ArrayList<Mark>();
            long first = (long) Math.ceil(from / step - 1e-9);
            long last = (long) Math.floor(to / step + 1e-9);
            for (long i = first; i <= last; i++) {
                marks.add(new Mark(i * step, Quantity.tick(i * step, step)));
            }
            return marks;
        }
    }

    /** Equal distances for equal ratios. */
    record Logarithmic(double from, double to) implements Axis {

        private static final double FEW_DECADES = 2.5;
        private static final double MOST_MARKS = 7;

        /** From a round number below all values to one above. */
        static Logarithmic around(double min, double max) {
            return new Logarithmic(roundBelow(min), 1 / roundBelow(1 / max));
        }

        /** 1, 2 or 5 times a power of ten. */
        private static double roundBelow(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
            double digit = value / power * (1 + 1e-9);
            return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
        }

        @Override
        public double position(double value) {
            return Math.log(value / from) / Math.log(to / from);
        }

        @Override
        public List<Mark> marks() {
            double decades = Math.log10(to / from);
            var digits = decades < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
            // Gradients of a run that diverges grow through dozens of decades.
            int stride = Math.max(1, (int) Math.ceil(decades / MOST_MARKS));
            int first = Math.ceilDiv((int) Math.floor(Math.log10(from) - 1e-9), stride) * stride;
            var marks = new ArrayList<Mark>();
            for (int decade = first; decade <= Math.log10(to); decade += stride) {
                for (double digit : digits) {
                    double value = digit * Math.pow(10, decade);
                    if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
                        marks.add(new Mark(value, Quantity.tick(value, value)));
                    }
                }
            }
            return marks;
        }
    }
}
