package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.Arrays;

/** Stochastic depth: leaves out the branch of a residual block for a whole sample (Huang et al., 2016). */
record DropPath(double probability) {

    /**
     * Zeroes whole samples and scales the others up to keep the mean.
     *
     * @param branch [batch, ...]
     */
    Tensor apply(Tensor branch, Mode mode) {
        if (probability == 0 || mode == Mode.EVALUATE) {
            return branch;
        }
        double kept = 1 - probability;
        var shape = new long[branch.dim()];
        Arrays.fill(shape, 1);
        shape[0] = branch.size(0);
        var keep = Tensors.empty(branch.dtype(), branch.device(), shape).bernoulli_(kept);
        return branch.mul(keep.mul_(1 / kept));
    }
}
