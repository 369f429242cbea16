package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.torch.Tensor;

/** A masking that is watched: where does it draw? */
public final class WatchedMasking implements Masking {

    private final Masking watched;
    private long mask;
    private long studentSamples;

    public WatchedMasking(Masking watched) {
        this.watched = watched;
    }

    /** What an encoder takes for the mask must be the memory that it was drawn in; for the latest batch. */
    public void assertReadWhereItWasDrawn(Tensor input) {
        assertThat(input.segment().address()).isEqualTo(mask).isNotZero();
    }

    /** The same of what the student reads in the samples' place. */
    public void assertReadWhereItWasRewritten(Tensor input) {
        assertThat(input.segment().address()).isEqualTo(studentSamples).isNotZero();
    }

    @Override
    public int positions(long[] rowShape) {
        return watched.positions(rowShape);
    }

    @Override
    public boolean rewritesSamples() {
        return watched.rewritesSamples();
    }

    @Override
    public void draw(MaskSlot slot, Randomness randomness) {
        mask = slot.mask(0).address();
        studentSamples = slot.studentSample(0).address();
        watched.draw(slot, randomness);
    }
}
