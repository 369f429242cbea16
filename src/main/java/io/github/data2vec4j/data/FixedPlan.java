package io.github.data2vec4j.data;

import java.util.function.ToLongFunction;

/**
 * Batches that all have the same size and shape. Each epoch is a new order; a batch may reach from one into the next.
 */
public final class FixedPlan implements BatchPlan {

    private final EpochOrder order;
    private final int batchSize;
    private final long[] rowShape;

    /**
     * All samples shuffled together.
     *
     * @param size number of samples
     * @param batchSize samples of a batch
     * @param rowShape shape of each sample
     * @param randomness its seed decides the order
     * @throws IllegalArgumentException if there is no sample, or a batch would be empty
     */
    public FixedPlan(int size, int batchSize, long[] rowShape, Randomness randomness) {
        this(new EpochOrder(randomness, size), batchSize, rowShape);
    }

    /**
     * The same in an order of its own.
     *
     * @throws IllegalArgumentException if a batch would be empty
     */
    public FixedPlan(EpochOrder order, int batchSize, long[] rowShape) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, is " + batchSize);
        }
        this.order = order;
        this.batchSize = batchSize;
        this.rowShape = rowShape.clone();
    }

    @Override
    public PlannedBatch batch(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("batches count from 1, but this one is " + number);
        }
        var samples = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            samples[i] = (int) order.sampleAt((number - 1) * batchSize + i);
        }
        return new PlannedBatch(samples, rowShape);
    }

    @Override
    public long largestBatch(ToLongFunction<long[]> roomOfRow) {
        return Math.multiplyExact(batchSize, roomOfRow.applyAsLong(rowShape));
    }

    @Override
    public double epochs(long batches) {
        return (double) batches * batchSize / order.size();
    }
}
