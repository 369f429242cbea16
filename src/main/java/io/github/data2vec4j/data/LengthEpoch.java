package io.github.data2vec4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** One epoch's batches of samples of similar length. */
final class LengthEpoch {

    final long number;
    private final int[] lengths;
    // Window after window, each from its longest sample to its shortest.
    private final int[] samples;
    // Where each batch begins there, and behind the last one the end.
    private final int[] starts;
    // Which batch is when.
    private final int[] order;

    private LengthEpoch(long number, int[] lengths, int[] samples, int[] starts, int[] order) {
        this.number = number;
        this.lengths = lengths;
        this.samples = samples;
        this.starts = starts;
        this.order = order;
    }

    static LengthEpoch of(long number, int[] lengths, LengthPlan.Limits limits, ShuffleWindows windows) {
        var samples = windows.samples(number);
        var starts = new int[samples.length + 1];
        var order = new int[samples.length];
        int batches = 0;
        for (int window = 0; window < windows.count(); window++) {
            int from = windows.start(window);
            int to = windows.start(window + 1);
            sortLongestFirst(samples, from, to, lengths);
            int first = batches;
            for (int i = from; i < to; batches++) {
                starts[batches] = i;
                i += fitting(lengths[samples[i]], to - i, limits);
            }
            shuffleTies(samples, from, to, lengths, windows.random(number, 2L * window + 1));
            var permutation = ShuffleWindows.permutation(batches - first, windows.random(number, 2L * window));
            for (int i = 0; i < permutation.length; i++) {
                order[first + i] = first + permutation[i];
            }
        }
        starts[batches] = samples.length;
        return new LengthEpoch(
                number, lengths, samples, Arrays.copyOf(starts, batches + 1), Arrays.copyOf(order, batches));
    }

    /** Samples of equal length by their number. */
    private static void sortLongestFirst(int[] samples, int from, int to, int[] lengths) {
        // One number for each: how far it is from the longest possible, then which it is.
        var keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            int sample = samples[from + i];
            keys[i] = (long) (Integer.MAX_VALUE - lengths[sample]) << Integer.SIZE | sample;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            samples[from + i] = (int) keys[i];
        }
    }

    private static int fitting(int length, int left, LengthPlan.Limits limits) {
        int fitting = (int) Math.min(limits.maxElements() / length, left);
        return fitting < limits.multiple() ? fitting : fitting - fitting % limits.multiple();
    }

    private static void shuffleTies(int[] samples, int from, int to, int[] lengths, RandomGenerator random) {
        int first = from;
        for (int i = from + 1; i < to; i++) {
            if (lengths[samples[i]] != lengths[samples[first]]) {
                first = i;
            }
            // Fisher and Yates within the samples of this length.
            int j = first + random.nextInt(i - first + 1);
            int swapped = samples[j];
            samples[j] = samples[i];
            samples[i] = swapped;
        }
    }

    int batches() {
        return order.length;
    }

    /** The batch at a place from 0. */
    PlannedBatch batch(int place, LengthPlan.Fit fit) {
        int from = starts[order[place]];
        int to = starts[order[place] + 1];
        int fitted = lengths[samples[fit == LengthPlan.Fit.PAD ? from : to - 1]];
        return new PlannedBatch(Arrays.copyOfRange(samples, from, to), new long[] {fitted});
    }
}
