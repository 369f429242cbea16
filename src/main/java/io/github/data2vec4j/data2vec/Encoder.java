package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network that is pretrained: once as the student, once as its teacher. */
public interface Encoder {

    /**
     * Turns raw input into a sequence.
     *
     * @param input of the modality, such as pixels [batch, channel, height, width]
     * @return [batch, time, channel]
     */
    Tensor embed(Tensor input);

    /**
     * Runs the transformer over a sequence.
     *
     * @param sequence [batch, time, channel]
     * @param mask which positions are hidden, or null to see all
     * @return what each block gives, at the positions of the sequence only: [batch, time, channel]
     */
    List<LayerOutput> encode(Tensor sequence, @Nullable Mask mask, Mode mode);
}
