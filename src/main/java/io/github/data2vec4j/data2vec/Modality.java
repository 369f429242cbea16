package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Masking;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;

/** All that data2vec knows of a kind of input: speech, pictures or text. */
public interface Modality extends Masking {

    /** Declares the encoder's parameters: the student's in one store, the teacher's in another. */
    Encoder encoder(Parameters at);

    /** Declares the head that turns the student's output into a prediction of the targets. */
    PredictionHead head(Parameters at);

    /**
     * Whether the teacher uses this parameter of the student, instead of an average of its own (paper, section 3.2:
     * feature encoder and position encoder may be shared).
     */
    boolean shares(Parameter parameter);

    /** A batch, whose mask this drew, as student and teacher see it; tensors belong to the innermost scope. */
    Views views(Batch batch);
}
