package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import org.junit.jupiter.api.Test;

// Expected rows: made by hand and, for 3 x 3, by a separate Python program from the coordinates of the patches.
class RelativePositionBiasTest {

    @Test
    void rowsOfFourPatches() {
        assertThat(RelativePositionBias.index(2))
                .containsExactly(
                        11, 9, 9, 9, 9, // from the class token
                        10, 4, 3, 1, 0, // from the patch at the top left
                        10, 5, 4, 2, 1, //
                        10, 7, 6, 4, 3, //
                        10, 8, 7, 5, 4);
    }

    @Test
    void rowsOfNinePatches() {
        assertThat(RelativePositionBias.index(3))
                .containsExactly(
                        27, 25, 25, 25, 25, 25, 25, 25, 25, 25, //
                        26, 12, 11, 10, 7, 6, 5, 2, 1, 0, //
                        26, 13, 12, 11, 8, 7, 6, 3, 2, 1, //
                        26, 14, 13, 12, 9, 8, 7, 4, 3, 2, //
                        26, 17, 16, 15, 12, 11, 10, 7, 6, 5, //
                        26, 18, 17, 16, 13, 12, 11, 8, 7, 6, //
                        26, 19, 18, 17, 14, 13, 12, 9, 8, 7, //
                        26, 22, 21, 20, 17, 16, 15, 12, 11, 10, //
                        26, 23, 22, 21, 18, 17, 16, 13, 12, 11, //
                        26, 24, 23, 22, 19, 18, 17, 14, 13, 12);
    }

    // The published model: 27 x 27 distances, then the class token's rows 729, 730 and 731.
    @Test
    void rowsOfTheBaseModel() {
        var index = RelativePositionBias.index(14);
        assertThat(index).hasSize(197 * 197);
        assertThat(index[0]).isEqualTo(731);
        assertThat(index[1]).isEqualTo(729);
        assertThat(index[197]).isEqualTo(730);
        assertThat(index[197 + 1]).as("a patch to itself").isEqualTo(13 * 27 + 13);
        assertThat(index[197 + 196]).as("top left to bottom right").isZero();
        assertThat(index[196 * 197 + 1]).as("bottom right to top left").isEqualTo(728);
        assertThat(index[2 * 197 + 1]).as("one to the right").isEqualTo(13 * 27 + 14);
    }

    @Test
    void eachHeadHasItsOwnColumn() {
        try (var store = new ParameterStore()) {
            var bias = new RelativePositionBias(store.root(), 2, 3);
            store.allocateTrainable(parameter -> Group.DECAYED);
            var table = store.parameter("relative_position_bias_table");
            assertThat(table.shape()).containsExactly(12, 3);
            store.initialise(1);
            assertThat(table.value().toFloatArray()).containsOnly(0);

            var rows = new float[36];
            for (int i = 0; i < 36; i++) {
                rows[i] = i / 3 + 100 * (i % 3);
            }
            try (var scope = Scope.open()) {
                table.value().detach().copy_(Tensors.of(rows, 12, 3));
                var applied = bias.apply();
                assertThat(applied.shape()).containsExactly(1, 3, 5, 5);
                var index = RelativePositionBias.index(2);
                var values = applied.toFloatArray();
                for (int head = 0; head < 3; head++) {
                    for (int pair = 0; pair < 25; pair++) {
                        assertThat(values[head * 25 + pair]).isEqualTo(index[pair] + 100f * head);
                    }
                }
                // Row 4, a patch to itself, serves four pairs.
                applied.sum().backward();
                var gradient = table.value().grad();
                assertThat(gradient).isNotNull();
                assertThat(gradient.toFloatArray()[4 * 3]).isEqualTo(4);
                assertThat(gradient.toFloatArray()[0]).isEqualTo(1);
            }
        }
    }
}
