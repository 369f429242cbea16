package io.github.data2vec4j.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Samples that a test makes up. */
public final class MemorySource implements Source {

    private final int size;
    private final long[] sampleShape;
    private final Content content;

    public MemorySource(int size, long[] sampleShape, Content content) {
        this.size = size;
        this.sampleShape = sampleShape.clone();
        this.content = content;
    }

    /** What a sample consists of. */
    @FunctionalInterface
    public interface Content {
        float[] of(int sample, Randomness randomness) throws IOException;
    }

    /** Samples of one shape whose elements are drawn evenly from -1 to 1, the same ones each time. */
    public static MemorySource noise(int size, long... sampleShape) {
        return new MemorySource(size, sampleShape, (sample, randomness) -> {
            int length = 1;
            for (long extent : sampleShape) {
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

    @Override
    public int size() {
        return size;
    }

    @Override
    public long[] sampleShape() {
        return sampleShape.clone();
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
