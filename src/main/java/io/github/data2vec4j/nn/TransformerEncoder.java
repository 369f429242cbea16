package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.List;

/** A stack of transformer blocks. */
public final class TransformerEncoder {

    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final double layerDrop;

    /**
     * Declares the blocks.
     *
     * @param at where the numbered blocks are, such as {@code encoder.layer}
     */
    public TransformerEncoder(Parameters at, TransformerConfig config, BlockNames names, BlockInit init) {
        for (int i = 0; i < config.layers(); i++) {
            blocks.add(new TransformerBlock(at.at(i), config, names, init, i));
        }
        layerDrop = config.layerDrop();
    }

    /**
     * Runs all blocks.
     *
     * @param input [batch, time, channel]
     * @return what each block gave, the first one first; a block that layer drop left out is not among them, but it
     *     never leaves out all
     */
    public List<LayerOutput> apply(Tensor input, AttentionBias bias, Mode mode) {
        var outputs = new ArrayList<LayerOutput>(blocks.size());
        var current = input;
        for (int i = 0; i < blocks.size(); i++) {
            boolean onlyOne = outputs.isEmpty() && i == blocks.size() - 1;
            if (mode == Mode.TRAIN && layerDrop > 0 && drawn() < layerDrop && !onlyOne) {
                continue;
            }
            var output = blocks.get(i).apply(current, bias.of(i), mode);
            outputs.add(output);
            current = output.block();
        }
        return outputs;
    }

    // From libtorch's generator like dropout, so that seeding it at a step fixes all that is random there.
    private static double drawn() {
        return Tensors.empty(DType.FLOAT64).uniform_(0, 1).item();
    }
}
