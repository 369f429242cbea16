package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Tensor;

/** How much vectors differ from each other: near zero, the representation has collapsed (paper, section 5). */
final class Deviation {

    private static final double EPSILON = 1e-6;

    private Deviation() {}

    /**
     * The standard deviation over positions, averaged over channels: {@code mean(sqrt(var + 1e-6))}.
     *
     * @param positions [masked, channel]
     */
    static double of(Tensor positions) {
        if (positions.size(0) < 2) {
            return 0;
        }
        try (var off = GradMode.off()) {
            return positions.to(DType.FLOAT32).var(0).add(EPSILON).sqrt().mean().item();
        }
    }
}
