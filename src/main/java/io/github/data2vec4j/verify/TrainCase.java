package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Views;
import java.io.IOException;

/** What a recorded run has of its own, by the kind of its model. */
interface TrainCase {

    /** The model; its masking is never asked, since masks are recorded. */
    Modality modality();

    /** Number of transformer blocks. */
    int layers();

    /** How the names of the teacher's parameters begin that are recorded without that beginning. */
    String teacherPrefix();

    /**
     * A recorded batch with its mask, in the current scope.
     *
     * @param batch how the names of its tensors begin
     */
    Views views(Recording batches, String batch) throws IOException;
}
