package io.github.data2vec4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbedderTest {

    private static final Offset<Float> NEARLY = within(1e-5f);

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

    // Normalised over its two channels, (1, 3) becomes (-1, 1) and (3, 1) becomes (1, -1), as far as epsilon lets them.
    private static final float[] SAMPLES = {10, 30, 30, 10, 10, 30, 30, 10, 10, 30, 600, 500};

    @Test
    void isMeanAndMaximumOfEachBlockAfterItsPositionsAreNormalised() {
        try (var scope = Scope.open()) {
            var vectors = new Embedder(TWO_BLOCKS).embed(Input.of(Tensors.of(SAMPLES, 2, 3, 2)));
            assertThat(vectors).hasDimensions(2, 8);
            var third = 1 / 3f;
            assertThat(vectors[0]).containsExactly(new float[] {-third, third, 1, 1, -third, third, 1, 1}, NEARLY);
            assertThat(vectors[1]).containsExactly(new float[] {third, -third, 1, 1, third, -third, 1, 1}, NEARLY);
        }
    }

    @Test
    void paddingDoesNotCount() {
        try (var scope = Scope.open()) {
            var samples = Tensors.of(SAMPLES, 2, 3, 2);
            var vectors = new Embedder(TWO_BLOCKS).embed(new Input(samples, new long[] {1, 2}));
            assertThat(vectors[0]).containsExactly(new float[] {-1, 1, -1, 1, -1, 1, -1, 1}, NEARLY);
            assertThat(vectors[1]).containsExactly(new float[] {0, 0, 1, 1, 0, 0, 1, 1}, NEARLY);
        }
    }
}
