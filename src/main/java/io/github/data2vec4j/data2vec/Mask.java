package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.Objects;

/** Which positions of a batch the student does not see, and the loss counts. */
public final class Mask {

    private final boolean[] masked;
    private final int batch;
    private final int time;
    private final int count;

    private Mask(boolean[] masked, int batch, int time) {
        this.masked = masked;
        this.batch = batch;
        this.time = time;
        int sum = 0;
        for (boolean one : masked) {
            sum += one ? 1 : 0;
        }
        this.count = sum;
    }

    /**
     * A mask of [batch, time] positions.
     *
     * @param masked all positions, sample by sample; the mask keeps it
     * @throws IllegalArgumentException if the number of positions is another, or none is masked
     */
    public static Mask of(boolean[] masked, int batch, int time) {
        if (masked.length != batch * time) {
            throw new IllegalArgumentException(
                    masked.length + " positions are no mask of " + batch + " samples with " + time + " each");
        }
        var mask = new Mask(masked, batch, time);
        if (mask.count == 0) {
            throw new NothingMaskedException("nothing is masked, so there is nothing to predict");
        }
        return mask;
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
        return count;
    }

    /** Whether a position of a sample is masked. */
    public boolean isMasked(int sample, int position) {
        return masked[Objects.checkIndex(sample, batch) * time + Objects.checkIndex(position, time)];
    }

    /** bool [batch, time], in the current scope. */
    public Tensor asTensor() {
        return Tensors.of(masked, batch, time);
    }

    /**
     * The masked positions alone.
     *
     * @param positions [batch, time, channel]
     * @return [masked, channel], sample by sample
     */
    public Tensor select(Tensor positions) {
        long channels = positions.size(2);
        return positions.reshape((long) batch * time, channels).indexSelect(0, indices());
    }

    private Tensor indices() {
        var indices = new long[count];
        int next = 0;
        for (int i = 0; i < masked.length; i++) {
            if (masked[i]) {
                indices[next++] = i;
            }
        }
        return Tensors.of(indices, count);
    }

    /**
     * Puts a token in the place of every masked position.
     *
     * @param positions [batch, time, channel]
     * @param token broadcast to [batch, time, channel]
     */
    public Tensor replace(Tensor positions, Tensor token) {
        return asTensor().reshape(batch, time, 1).where(token, positions);
    }
}
