package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** What is added to the attention scores of each block, such as relative positions. */
@FunctionalInterface
public interface AttentionBias {

    /** No bias anywhere. */
    AttentionBias NONE = block -> null;

    /** The bias of a block by its number from 0, broadcast to [batch, head, time, time], or null. */
    @Nullable
    Tensor of(int block);
}
