package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network that is pretrained: once as the student, once as its teacher. */
public interface Encoder {

    /**
     * Turns raw input into a sequence. Nothing in it is random, so student and teacher can share the result.
     *
     * @param input of the modality
     * @return [batch, time, channel]
     */
    Sequence embed(Input input);

    /**
     * Runs the transformer over a sequence.
     *
     * @param sequence of {@link #embed}
     * @param mask which positions are to be hidden, or null to see all; an encoder whose input has them hidden already
     *     leaves it
     * @return what each block gives, at the positions of the sequence only: [batch, time, channel]
     */
    List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode);
}
