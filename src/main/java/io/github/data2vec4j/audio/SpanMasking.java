package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How spans of frames are masked (the method of wav2vec 2.0, which the paper takes over in section 4.2): starts are
 * drawn without replacement, each masks itself and the frames after it, and spans may overlap. Padding is never masked.
 * Spans never reach the last frame of a row, except where a row is too short for all its spans.
 *
 * @param maskProbability frames in spans, as a share of all frames, before overlap
 * @param maskLength frames of a span
 * @param minMasks least number of spans of a row
 * @param counts how rows of a batch come to have equally many masked frames
 * @param maskDropout share of the masked frames, spread over all spans, that are shown again at the end
 */
public record SpanMasking(double maskProbability, int maskLength, int minMasks, Counts counts, double maskDropout) {

    /** The numbers of the paper's speech experiments: about 49 % of the frames of a long utterance. */
    public static final SpanMasking DATA2VEC = new SpanMasking(0.65, 10, 1, Counts.FEWEST, 0);

    /** What the rows of a batch do about their different numbers of masked frames. */
    public enum Counts {
        /** Every row shows random frames again until it has as few masked ones as the row with the fewest. */
        FEWEST,
        /** Every row masks further random frames until it has as many as the row with the most. */
        MOST,
        /** Each row keeps its number. */
        OWN
    }

    /** @throws IllegalArgumentException if a probability is not one, or a number is too small */
    public SpanMasking {
        requireShare("maskProbability", maskProbability);
        requireShare("maskDropout", maskDropout);
        if (maskLength < 1 || minMasks < 0) {
            throw new IllegalArgumentException("maskLength is at least 1 and minMasks at least 0, but they are "
                    + maskLength + " and " + minMasks);
        }
    }

    /** Whether a row of so many frames never comes out masked entirely; then no longer one does either. */
    public boolean alwaysShowsSome(long frames) {
        double mostSpans = Math.max(minMasks, Math.ceil(maskProbability * frames / maskLength));
        return frames - maskLength > mostSpans;
    }

    /**
     * Draws the masks of a batch without padding.
     *
     * @param batch number of rows
     * @param time frames of each row
     * @param randomness the row is its sample, so each row has its own numbers
     * @return [batch, time], row by row
     * @throws IllegalArgumentException as {@link #draw(int[], int, Randomness)}
     */
    public boolean[] draw(int batch, int time, Randomness randomness) {
        var validLengths = new int[batch];
        Arrays.fill(validLengths, time);
        return draw(validLengths, time, randomness);
    }

    /**
     * Draws the masks of a batch whose rows are padded at their end.
     *
     * @param validLengths frames of each row that are not padding
     * @param time frames of each row with its padding
     * @param randomness the row is its sample, so each row has its own numbers
     * @return [batch, time], row by row
     * @throws IllegalArgumentException if a row is longer than {@code time}, or so short that it would be masked
     *     entirely
     */
    public boolean[] draw(int[] validLengths, int time, Randomness randomness) {
        return draw(
                validLengths,
                time,
                IntStream.range(0, validLengths.length)
                        .mapToObj(row -> randomness.sample(row).generator())
                        .toList());
    }

    boolean[] draw(int[] validLengths, int time, List<RandomGenerator> randoms) {
        var rows = new ArrayList<SpanRow>(validLengths.length);
        for (int i = 0; i < validLengths.length; i++) {
            requireLength(i, validLengths[i], time);
            var row = new SpanRow(i, validLengths[i], randoms.get(i));
            row.maskSpans(this);
            rows.add(row);
        }
        equalise(rows);
        var masked = new boolean[Math.multiplyExact(rows.size(), time)];
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            row.show((int) Math.rint(row.count() * maskDropout));
            row.copyTo(masked, i * time);
        }
        return masked;
    }

    private void equalise(List<SpanRow> rows) {
        var masked = rows.stream().mapToInt(SpanRow::count).summaryStatistics();
        switch (counts) {
            case FEWEST -> rows.forEach(row -> row.show(row.count() - masked.getMin()));
            case MOST -> rows.forEach(row -> row.mask(masked.getMax() - row.count()));
            case OWN -> {}
        }
    }

    private static void requireShare(String name, double share) {
        if (!(0 <= share && share <= 1)) {
            throw new IllegalArgumentException(name + " is from 0 to 1, not " + share);
        }
    }

    private static void requireLength(int row, int length, int time) {
        if (length > time) {
            throw new IllegalArgumentException(
                    "row %d has %d frames, more than the %d of the batch".formatted(row, length, time));
        }
        if (length < 2) {
            throw new IllegalArgumentException(
                    "row %d has %d frames, too few to mask some and show some".formatted(row, length));
        }
    }
}
