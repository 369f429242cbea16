package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.Randomness;

/** A modality whose batches nobody asks for. */
interface GivenViews extends Modality {

    @Override
    default int positions(long[] rowShape) {
        throw new AssertionError("views are given");
    }

    @Override
    default void draw(MaskSlot slot, Randomness randomness) {
        throw new AssertionError("views are given");
    }

    @Override
    default Views views(Batch batch) {
        throw new AssertionError("views are given");
    }
}
