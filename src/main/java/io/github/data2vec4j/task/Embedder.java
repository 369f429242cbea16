package io.github.data2vec4j.task;

import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One vector for each input: what each block of a frozen encoder gives, normalised at each position as targets are, its
 * mean and its maximum over positions, one block after the other. Nothing in it is random.
 */
public final class Embedder {

    private static final double EPSILON = 1e-5;

    private final Encoder encoder;

    /** @param encoder whose weights stay where they are while vectors are computed */
    public Embedder(Encoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Vectors of a batch.
     *
     * @return [batch][2 * blocks * channel]
     */
    public float[][] embed(Input input) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var sequence = encoder.embed(input);
            var parts = new ArrayList<Tensor>();
            for (var layer : encoder.encode(sequence, null, Mode.EVALUATE)) {
                var positions = normalised(layer.block());
                parts.add(mean(positions, sequence.padding()));
                parts.add(maximum(positions, sequence.padding()));
            }
            return rows(Tensors.cat(parts, 1));
        }
    }

    private static Tensor normalised(Tensor positions) {
        return Functional.layerNorm(positions, null, null, EPSILON, positions.size(2));
    }

    private static Tensor mean(Tensor positions, @Nullable Padding padding) {
        if (padding == null) {
            return positions.mean(1);
        }
        var counts = padding.valid().to(DType.FLOAT32).sum(1).unsqueeze(1);
        return padding.zero(positions).sum(1).div(counts);
    }

    private static Tensor maximum(Tensor positions, @Nullable Padding padding) {
        return (padding == null ? positions : padding.fill(positions, Double.NEGATIVE_INFINITY)).amax(1);
    }

    private static float[][] rows(Tensor matrix) {
        var flat = matrix.toFloatArray();
        int width = (int) matrix.size(1);
        var rows = new float[(int) matrix.size(0)][width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * width, rows[i], 0, width);
        }
        return rows;
    }
}
