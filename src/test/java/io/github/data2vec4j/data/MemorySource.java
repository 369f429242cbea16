package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Samples of one shape that a test makes up, float32. */
public final class MemorySource implements Source {

    private final int size;
    private final long[] rowShape;
    private final Content content;
    private final Function<Randomness, BatchPlan> plan;

    private MemorySource(int size, long[] rowShape, Content content, Function<Randomness, BatchPlan> plan) {
        this.size = size;
        this.rowShape = rowShape;
        this.content = content;
        this.plan = plan;
    }

    /** What a sample consists of. */
    @FunctionalInterface
    public interface Content {
        float[] of(int sample, Randomness randomness) throws IOException;
    }

    /** Samples in batches of one size. */
    public static MemorySource of(int size, int batchSize, long[] rowShape, Content content) {
        return new MemorySource(
                size, rowShape, content, randomness -> new FixedPlan(size, batchSize, rowShape, randomness));
    }

    /** Samples whose elements are drawn evenly from -1 to 1, the same ones each time. */
    public static MemorySource noise(int size, int batchSize, long... rowShape) {
        return of(size, batchSize, rowShape, (sample, randomness) -> {
            int length = 1;
            for (long extent : rowShape) {
                length *= (int) extent;
            }
            var random = Randomness.of(4321).sample(sample).generator();
            var values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = random.nextFloat(-1, 1);
            }
            return values;
        });
    }

    /** The same samples in these batches, over and over. */
    public MemorySource inBatches(int[]... batches) {
        return new MemorySource(size, rowShape, content, randomness -> new Listed(batches, rowShape));
    }

    private record Listed(int[][] batches, long[] rowShape) implements BatchPlan {

        @Override
        public PlannedBatch batch(long number) {
            return new PlannedBatch(batches[(int) ((number - 1) % batches.length)], rowShape);
        }

        @Override
        public long largestBatch(ToLongFunction<long[]> roomOfRow) {
            int rows = 0;
            for (var batch : batches) {
                rows = Math.max(rows, batch.length);
            }
            return rows * roomOfRow.applyAsLong(rowShape);
        }

        @Override
        public double epochs(long number) {
            return (double) number / batches.length;
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        return plan.apply(randomness);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        var values = content.of(sample, randomness);
        if (slot.byteSize() != (long) values.length * Float.BYTES) {
            throw new IOException(
                    "sample " + sample + " has " + values.length + " floats, its slot " + slot.byteSize() + " bytes");
        }
        MemorySegment.copy(values, 0, slot, ValueLayout.JAVA_FLOAT, 0, values.length);
    }
}
