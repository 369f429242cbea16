package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Samples that lie beside each other off the Java heap, where the workers that decoded them put them, and the mask that
 * a worker drew for them. Its memory goes back to the pool when the batch is closed and libtorch no longer uses it.
 *
 * <p>One thread at a time uses a batch; any may close it, and libtorch may drop its tensors on any.
 */
public final class Batch implements AutoCloseable {

    private final BatchParts parts;
    private final DType dtype;
    private final PlannedBatch plan;
    private final Runnable giveBack;
    private final int[] shown;

    // The batch itself holds one, and every tensor over its memory another.
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    // How many positions are masked; negative before a mask is drawn.
    private int masked = -1;

    Batch(BatchParts parts, DType dtype, PlannedBatch plan, Runnable giveBack) {
        this.parts = parts;
        this.dtype = dtype;
        this.plan = plan;
        this.giveBack = giveBack;
        this.shown = plan.samples().clone();
    }

    /** Number of samples. */
    public int size() {
        return plan.samples().length;
    }

    /** What it holds. */
    public PlannedBatch plan() {
        return plan;
    }

    /**
     * The samples where they are, without a copy, as a tensor of the innermost scope.
     *
     * @return of the source's type, [batch, ...]
     * @throws IllegalStateException if the batch is closed
     */
    public Tensor samples() {
        return over(parts.samples(), dtype, plan.shape());
    }

    /**
     * What the student reads in the samples' place, without a copy, as a tensor of the innermost scope.
     *
     * @return as {@link #samples}
     * @throws IllegalStateException if the batch is closed, or its masking rewrites no samples
     */
    public Tensor studentSamples() {
        requireMask();
        if (parts.studentSamples().byteSize() == 0) {
            throw new IllegalStateException("the student reads the samples as they are");
        }
        return over(parts.studentSamples(), dtype, plan.shape());
    }

    /**
     * Which positions are masked, without a copy, as a tensor of the innermost scope.
     *
     * @return bool [row, position]
     * @throws IllegalStateException if the batch is closed, or no mask was drawn for it
     */
    public Tensor mask() {
        requireMask();
        return over(parts.mask(), DType.BOOL, size(), parts.mask().byteSize() / size());
    }

    /**
     * The numbers of the masked positions, counted over all rows, without a copy, as a tensor of the innermost scope.
     *
     * @return int64 [masked], ascending
     * @throws IllegalStateException if the batch is closed, or no mask was drawn for it
     */
    public Tensor maskedPositions() {
        requireMask();
        return over(parts.positions().asSlice(0, (long) masked * Long.BYTES), DType.INT64, masked);
    }

    private Tensor over(MemorySegment part, DType type, long... shape) {
        requireOpen();
        var tensor = Tensors.over(part, type, this::release, shape);
        // Not before: where it fails, nobody gives this one back.
        users.incrementAndGet();
        return tensor;
    }

    private void requireMask() {
        if (masked < 0) {
            throw new IllegalStateException("no mask was drawn for this batch: give its loader the modality");
        }
    }

    /**
     * The number, in its source, of the sample that a row shows: the planned one, or another where that is broken.
     *
     * @param row from 0
     */
    public int sample(int row) {
        return shown[row];
    }

    /** A worker's word for what it wrote; the row's own worker is the only one to say it. */
    void shows(int row, int sample) {
        shown[row] = sample;
    }

    MemorySegment slot(int row) {
        return parts.sample(row);
    }

    /**
     * Draws the mask, when all samples are there.
     *
     * @throws NothingMaskedException if nothing is masked
     */
    void draw(Masking masking, Randomness randomness) {
        if (masking.equals(Masking.NONE)) {
            return;
        }
        parts.mask().fill((byte) 0);
        masking.draw(new MaskSlot(this, parts), randomness);
        int drawn = parts.listMasked();
        if (drawn == 0) {
            throw new NothingMaskedException("nothing is masked in the samples %s, so there is nothing to predict"
                    .formatted(Arrays.toString(plan.samples())));
        }
        masked = drawn;
    }

    boolean isOpen() {
        return !closed.get();
    }

    private void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("the batch is closed");
        }
    }

    /** Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            giveBack.run();
        }
    }
}
