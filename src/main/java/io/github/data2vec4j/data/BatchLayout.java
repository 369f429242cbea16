package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.lang.foreign.MemorySegment;

/**
 * How a batch lies in its memory: samples, what the student reads instead of them, numbers of masked positions, mask;
 * each from a multiple of 64 bytes.
 *
 * @param dtype of the samples
 * @param masking decides how much room masks take
 */
record BatchLayout(DType dtype, Masking masking) {

    static final long ALIGNMENT = 64;

    private static final int PARTS = 4;

    /** Bytes that every batch of a plan finds enough. */
    long largest(BatchPlan plan) {
        return Math.addExact(plan.largestBatch(this::rowBytes), PARTS * ALIGNMENT);
    }

    private long rowBytes(long[] rowShape) {
        int copies = masking.rewritesSamples() ? 2 : 1;
        long samples = Math.multiplyExact(PlannedBatch.elements(rowShape), (long) copies * dtype.byteSize());
        return Math.addExact(samples, masking.positions(rowShape) * (Long.BYTES + 1L));
    }

    /** The parts of a batch, from the beginning of memory that is large enough. */
    BatchParts cut(MemorySegment memory, PlannedBatch plan) {
        long samples = plan.elements() * dtype.byteSize();
        long positions = (long) plan.samples().length * masking.positions(plan.rowShape());
        var cut = new Cut(memory);
        return new BatchParts(
                plan.samples().length,
                cut.next(samples),
                cut.next(masking.rewritesSamples() ? samples : 0),
                cut.next(positions * Long.BYTES),
                cut.next(positions));
    }

    private static final class Cut {

        private final MemorySegment memory;
        private long offset;

        Cut(MemorySegment memory) {
            this.memory = memory;
        }

        MemorySegment next(long bytes) {
            var part = memory.asSlice(offset, bytes);
            offset += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            return part;
        }
    }
}
