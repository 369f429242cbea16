package io.github.data2vec4j.verify;

import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.util.Map;

/** A model that can be run on a recording's inputs. */
@FunctionalInterface
interface ForwardOutputs {

    /** What the model gives for the recorded inputs, by the names under which PyTorch's outputs are recorded. */
    Map<String, Tensor> of(Recording recorded) throws IOException;
}
