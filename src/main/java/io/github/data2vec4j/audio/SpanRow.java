package io.github.data2vec4j.audio;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The frames of one utterance while its mask is drawn. */
final class SpanRow {

    private final int number;
    private final boolean[] masked;
    private final RandomGenerator random;
    private int count;

    SpanRow(int number, int length, RandomGenerator random) {
        this.number = number;
        this.masked = new boolean[length];
        this.random = random;
    }

    int count() {
        return count;
    }

    void copyTo(boolean[] all, int offset) {
        System.arraycopy(masked, 0, all, offset, masked.length);
    }

    void maskSpans(SpanMasking masking) {
        // A random number before rounding down makes the mean exact.
        double expected = masking.maskProbability() * masked.length / masking.maskLength();
        int spans = Math.max(masking.minMasks(), (int) (expected + random.nextDouble()));
        int room = masked.length - masking.maskLength();
        // Where the places do not suffice, there is one more of them than spans, and spans run over the end.
        int places = room > spans ? room : spans + 1;
        for (int start : chosen(IntStream.range(0, places).toArray(), spans)) {
            int from = Math.min(start, masked.length);
            Arrays.fill(masked, from, (int) Math.min((long) from + masking.maskLength(), masked.length), true);
        }
        count = positions(true).length;
        requireSomeShown();
    }

    /** Shows so many of the masked frames again. */
    void show(int frames) {
        for (int position : chosen(positions(true), frames)) {
            masked[position] = false;
        }
        count -= frames;
    }

    /** Masks so many of the frames that are still shown. */
    void mask(int frames) {
        count += frames;
        requireSomeShown();
        for (int position : chosen(positions(false), frames)) {
            masked[position] = true;
        }
    }

    private void requireSomeShown() {
        if (count >= masked.length) {
            throw new IllegalArgumentException(
                    "row %d has %d frames, and all of them would be masked: leave out utterances this short"
                            .formatted(number, masked.length));
        }
    }

    private int[] positions(boolean value) {
        return IntStream.range(0, masked.length)
                .filter(position -> masked[position] == value)
                .toArray();
    }

    // The first steps of Fisher and Yates.
    private int[] chosen(int[] positions, int size) {
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(positions.length - i);
            int taken = positions[j];
            positions[j] = positions[i];
            positions[i] = taken;
        }
        return Arrays.copyOf(positions, size);
    }
}
