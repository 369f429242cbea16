package io.github.data2vec4j.data;

/**
 * Draws which positions of a batch the student does not see. A loader's worker does it where the batch lies, as soon as
 * its last sample is there. Safe for use by many threads.
 */
public interface Masking {

    /** Draws nothing, for those who only want samples. */
    Masking NONE = new Masking() {
        @Override
        public int positions(long[] rowShape) {
            return 0;
        }

        @Override
        public void draw(MaskSlot slot, Randomness randomness) {}
    };

    /**
     * How many positions, such as patches or frames, a sample has.
     *
     * @param rowShape shape of a sample in its batch
     */
    int positions(long[] rowShape);

    /** Whether the student reads samples of its own, in which something stands in the place of what is masked. */
    default boolean rewritesSamples() {
        return false;
    }

    /**
     * Draws the mask of a batch.
     *
     * @param slot where it is drawn; it shows the samples, and belongs to the caller
     * @param randomness decides everything; its sample is for the masking to set, by row
     * @throws NothingMaskedException if the masking is too sparse for the batch
     */
    void draw(MaskSlot slot, Randomness randomness);
}
