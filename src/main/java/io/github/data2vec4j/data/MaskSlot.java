package io.github.data2vec4j.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Where the mask of a batch is drawn, beside its samples. */
public final class MaskSlot {

    private final Batch batch;
    private final BatchParts parts;

    MaskSlot(Batch batch, BatchParts parts) {
        this.batch = batch;
        this.parts = parts;
    }

    /** Number of samples. */
    public int rows() {
        return batch.size();
    }

    /** What the batch holds. */
    public PlannedBatch plan() {
        return batch.plan();
    }

    /**
     * A sample as it was read, read-only: what is masked may depend on it.
     *
     * @param row from 0
     */
    public MemorySegment sample(int row) {
        return parts.sample(row).asReadOnly();
    }

    /**
     * What the student reads in a sample's place, as large as the sample; with arbitrary content, all of which a
     * masking that {@linkplain Masking#rewritesSamples() rewrites samples} has to write.
     *
     * @param row from 0
     */
    public MemorySegment studentSample(int row) {
        return parts.studentSample(row);
    }

    /**
     * The mask of a sample: one byte for each position, 1 where it is masked, which is how libtorch stores booleans.
     * All are 0 at first.
     *
     * @param row from 0
     */
    public MemorySegment mask(int row) {
        return parts.mask(row);
    }

    /**
     * Writes the masks of all samples.
     *
     * @param masked all positions, sample by sample
     * @throws IllegalArgumentException if their number is another
     */
    public void write(boolean[] masked) {
        if (masked.length != parts.mask().byteSize()) {
            throw new IllegalArgumentException(
                    masked.length + " positions are no mask of " + parts.mask().byteSize());
        }
        for (int i = 0; i < masked.length; i++) {
            parts.mask().set(ValueLayout.JAVA_BYTE, i, (byte) (masked[i] ? 1 : 0));
        }
    }
}
