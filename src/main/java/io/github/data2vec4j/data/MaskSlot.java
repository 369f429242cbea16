package io.github.data2vec4j.data;

import java.lang.foreign.MemorySegment;

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
        return row(parts.samples(), row).asReadOnly();
    }

    /**
     * What the student reads in a sample's place, as large as the sample; with arbitrary content, all of which a
     * masking that {@linkplain Masking#rewritesSamples() rewrites samples} has to write.
     *
     * @param row from 0
     */
    public MemorySegment studentSample(int row) {
        return row(parts.studentSamples(), row);
    }

    /**
     * The mask of a sample: one byte for each position, 1 where it is masked, which is how libtorch stores booleans.
     * All are 0 at first.
     *
     * @param row from 0
     */
    public MemorySegment mask(int row) {
        return row(parts.mask(), row);
    }

    private MemorySegment row(MemorySegment part, int row) {
        long bytes = part.byteSize() / rows();
        return part.asSlice(row * bytes, bytes);
    }
}
