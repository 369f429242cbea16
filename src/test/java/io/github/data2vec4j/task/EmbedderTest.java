package io.github.data2vec4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbedderTest {

    /** Two blocks, of which the second gives three times the first. */
    private static final Encoder TWO_BLOCKS = new Encoder() {
        @Override
        public Sequence embed(Input input) {
            var lengths = input.lengths();
            return new Sequence(
                    input.samples(),
                    lengths == null
                            ? null
                            : Padding.ofLengths(lengths, input.samples().size(1)));
        }

        @Override
        public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
            assertThat(mask).isNull();
            assertThat(mode).isEqualTo(Mode.EVALUATE);
            var first = sequence.positions();
            return List.of(new LayerOutput(first, first), new LayerOutput(first.mul(3), first));
        }
    };

    private static final float[] SAMPLES = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 600, 6000};

    @Test
    void isMeanAndMaximumOfEachBlock() {
        try (var scope = Scope.open()) {
            var vectors = new Embedder(TWO_BLOCKS).embed(Input.of(Tensors.of(SAMPLES, 2, 3, 2)));
            assertThat(vectors).hasDimensions(2, 8);
            assertThat(vectors[0]).containsExactly(2, 20, 3, 30, 6, 60, 9, 90);
            assertThat(vectors[1]).containsExactly(203, 2030, 600, 6000, 609, 6090, 1800, 18000);
        }
    }

    @Test
    void paddingDoesNotCount() {
        try (var scope = Scope.open()) {
            var samples = Tensors.of(SAMPLES, 2, 3, 2);
            var vectors = new Embedder(TWO_BLOCKS).embed(new Input(samples, new long[] {3, 2}));
            assertThat(vectors[0]).containsExactly(2, 20, 3, 30, 6, 60, 9, 90);
            assertThat(vectors[1]).containsExactly(4.5f, 45, 5, 50, 13.5f, 135, 15, 150);
        }
    }
}
