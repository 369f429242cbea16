package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.NothingMaskedException;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of a batch the student does not see, and the loss counts. It lives as long as the scope it was made
 * in.
 */
public final class Mask {

    private final Tensor masked;
    private final Tensor indices;
    private final int batch;
    private final int time;

    @Nullable
    private MemorySegment bytes;

    private Mask(Tensor masked, Tensor indices) {
        this.masked = masked;
        this.indices = indices;
        this.batch = Math.toIntExact(masked.size(0));
        this.time = Math.toIntExact(masked.size(1));
    }

    /** The mask that was drawn in a batch, where it lies. */
    public static Mask of(Batch batch) {
        return new Mask(batch.mask(), batch.maskedPositions());
    }

    /**
     * A mask of [batch, time] positions.
     *
     * @param masked all positions, sample by sample
     * @throws IllegalArgumentException if the number of positions is another, or none is masked
     */
    public static Mask of(boolean[] masked, int batch, int time) {
        if (masked.length != batch * time) {
            throw new IllegalArgumentException(
                    masked.length + " positions are no mask of " + batch + " samples with " + time + " each");
        }
        var indices =
                LongStream.range(0, masked.length).filter(i -> masked[(int) i]).toArray();
        if (indices.length == 0) {
            throw new NothingMaskedException("nothing is masked, so there is nothing to predict");
        }
        return new Mask(Tensors.of(masked, batch, time), Tensors.of(indices, indices.length));
    }

    /** Number of samples. */
    public int batch() {
        return batch;
    }

    /** Positions of each sample. */
    public int time() {
        return time;
    }

    /** Number of masked positions of all samples. */
    public int count() {
        return Math.toIntExact(indices.size(0));
    }

    /** Whether a position of a sample is masked. */
    public boolean isMasked(int sample, int position) {
        long at = (long) Objects.checkIndex(sample, batch) * time + Objects.checkIndex(position, time);
        if (bytes == null) {
            bytes = masked.segment();
        }
        return bytes.get(ValueLayout.JAVA_BYTE, at) != 0;
    }

    /** bool [batch, time]; the mask's own, not to be changed. */
    public Tensor asTensor() {
        return masked;
    }

    /**
     * The masked positions alone.
     *
     * @param positions [batch, time, channel]
     * @return [masked, channel], sample by sample
     */
    public Tensor select(Tensor positions) {
        long channels = positions.size(2);
        return positions.reshape((long) batch * time, channels).indexSelect(0, indices);
    }

    /**
     * Puts a token in the place of every masked position.
     *
     * @param positions [batch, time, channel]
     * @param token broadcast to [batch, time, channel]
     */
    public Tensor replace(Tensor positions, Tensor token) {
        return masked.reshape(batch, time, 1).where(token, positions);
    }
}
