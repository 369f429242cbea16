package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the numbers recorded from PyTorch do not show. */
@ExtendWith(OneThread.class)
class TextEncoderTest {

    private final ParameterStore store = new ParameterStore();
    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
        store.close();
    }

    private TextEncoder encoder(TextConfig config) {
        var encoder = new TextEncoder(store.root(), config);
        store.allocateTrainable(parameter -> Group.DECAYED);
        store.initialise(3);
        return encoder;
    }

    static TextConfig small(double dropout) {
        return new TextConfig(30, 20, 1, 1, 2, 8, 2, 12, 1e-5, dropout, dropout);
    }

    private static Input tokens(long... tokens) {
        return Input.of(Tensors.of(tokens, 1, tokens.length));
    }

    // All tables start with the deviation 0.02, but the rows of padding and the table of types, which are zero.
    @Test
    void startsAsPublished() {
        encoder(new TextConfig(3000, 500, 1, 1, 1, 64, 2, 128, 1e-5, 0, 0));
        for (var name : new String[] {"word_embeddings", "position_embeddings"}) {
            var table =
                    store.parameter("embeddings." + name + ".weight").value().detach();
            assertThat(table.std().item()).as(name).isEqualTo(0.02, within(3e-4));
            assertThat(table.select(0, 1).toFloatArray()).as(name).containsOnly(0);
            assertThat(table.select(0, 0).toFloatArray()).as(name).doesNotContain(0);
            assertThat(table.select(0, 2).toFloatArray()).as(name).doesNotContain(0);
        }
        assertThat(store.parameter("embeddings.token_type_embeddings.weight")
                        .value()
                        .toFloatArray())
                .containsOnly(0);
        assertThat(store.parameter("encoder.layer.0.intermediate.dense.weight")
                        .value()
                        .detach()
                        .std()
                        .item())
                .isEqualTo(0.02, within(3e-4));
        assertThat(store.parameter("encoder.layer.0.intermediate.dense.bias")
                        .value()
                        .toFloatArray())
                .containsOnly(0);
    }

    @Test
    void paddingShowsItselfAndOthersDoNotSeeIt() {
        var encoder = encoder(small(0));
        var alone = encoder.embed(tokens(0, 10, 11, 2));
        assertThat(alone.padding()).isNull();
        var padded = encoder.embed(tokens(0, 10, 11, 2, 1, 1));
        assertThat(Objects.requireNonNull(padded.padding()).valid().toLongArray())
                .containsExactly(1, 1, 1, 1, 0, 0);
        var expected = encoder.encode(alone, null, Mode.EVALUATE).getLast().block();
        var found =
                encoder.encode(padded, null, Mode.EVALUATE).getLast().block().narrow(1, 0, 4);
        assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
    }

    // What the released code makes of labels: their positions are counted without the padding between them.
    @Test
    void positionsAreCountedWithoutPadding() {
        var encoder = encoder(small(0));
        var apart = encoder.embed(tokens(1, 10, 1, 1, 11, 1)).positions();
        var together = encoder.embed(tokens(10, 11)).positions();
        assertThat(apart.select(1, 1).toFloatArray())
                .isEqualTo(together.select(1, 0).toFloatArray());
        assertThat(apart.select(1, 4).toFloatArray())
                .isEqualTo(together.select(1, 1).toFloatArray());
        assertThat(encoder.embed(tokens(11, 10)).positions().select(1, 1).toFloatArray())
                .isNotEqualTo(together.select(1, 0).toFloatArray());
    }

    @Test
    void paddingLearnsNothing() {
        var encoder = encoder(small(0));
        encoder.embed(tokens(0, 10, 1, 1))
                .positions()
                .mul(encoder.embed(tokens(3, 4, 5, 6)).positions())
                .sum()
                .backward();
        var gradient = Objects.requireNonNull(
                store.parameter("embeddings.word_embeddings.weight").value().grad());
        assertThat(gradient.select(0, 1).toFloatArray()).containsOnly(0);
        assertThat(gradient.select(0, 10).abs().amax().item()).isPositive();
    }

    @Test
    void aMaskChangesNothingSinceTheTokensAreMasked() {
        var encoder = encoder(small(0));
        var embedded = encoder.embed(tokens(0, 29, 11, 2));
        var mask = Mask.of(new boolean[] {false, true, false, false}, 1, 4);
        assertThat(encoder.encode(embedded, mask, Mode.EVALUATE)
                        .getLast()
                        .block()
                        .toFloatArray())
                .isEqualTo(encoder.encode(embedded, null, Mode.EVALUATE)
                        .getLast()
                        .block()
                        .toFloatArray());
    }

    // The teacher goes on from the student's tables, not from what the student dropped.
    @Test
    void embeddingDropsNothing() {
        var encoder = encoder(small(0.5));
        var first = encoder.embed(tokens(0, 10, 11, 2));
        assertThat(encoder.embed(tokens(0, 10, 11, 2)).positions().toFloatArray())
                .isEqualTo(first.positions().toFloatArray());
        Torch.manualSeed(1);
        var evaluated =
                encoder.encode(first, null, Mode.EVALUATE).getLast().block().toFloatArray();
        assertThat(encoder.encode(first, null, Mode.TRAIN).getLast().block().toFloatArray())
                .isNotEqualTo(evaluated);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 | 20 | 1 | 30 | 2 | 2 | 0   | paddingToken 30 is not in a vocabulary of 30
            30 | 20 | 1 | -1 | 2 | 2 | 0   | paddingToken -1 is not in a vocabulary of 30
            30 | 2  | 1 | 1  | 2 | 2 | 0   | positions must be above paddingToken + 1, is 2
            30 | 20 | 0 | 1  | 2 | 2 | 0   | tokenTypes must be at least 1, is 0
            30 | 20 | 1 | 1  | 0 | 2 | 0   | layers, width, heads and feedForwardWidth are at least 1
            30 | 20 | 1 | 1  | 2 | 3 | 0   | width 8 cannot be shared by 3 heads
            30 | 20 | 1 | 1  | 2 | 2 | 1   | dropout is in [0, 1), not 1.0
            """)
    void whatCannotBeIsNamed(
            int vocabulary,
            int positions,
            int tokenTypes,
            int padding,
            int layers,
            int heads,
            double dropout,
            String reason) {
        assertThatThrownBy(() -> new TextConfig(
                        vocabulary, positions, tokenTypes, padding, layers, 8, heads, 12, 1e-5, dropout, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void positionsAreCountedFromBehindThePadding() {
        assertThat(new TextConfig(50265, 514, 1, 1, 12, 768, 12, 3072, 1e-5, 0, 0).longestText())
                .isEqualTo(512);
        assertThat(new TextConfig(30, 20, 1, 0, 2, 8, 2, 12, 1e-5, 0, 0).longestText())
                .isEqualTo(19);
    }
}
