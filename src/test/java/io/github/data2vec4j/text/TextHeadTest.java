package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHeadTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 0.weight[8, 8] 0.bias[8]
            2 | 0.weight[16, 8] 0.bias[16] 2.weight[8, 16] 2.bias[8]
            3 | 0.weight[16, 8] 0.bias[16] 2.weight[16, 16] 2.bias[16] 4.weight[8, 16] 4.bias[8]
            """)
    void insideItIsTwiceAsWide(int layers, String parameters) {
        try (var store = new ParameterStore();
                var scope = Scope.open()) {
            var head = new TextHead(store.root(), layers, 8, Init.normal(0.1));
            store.allocateFrozen(parameter -> Group.DECAYED);
            store.initialise(1);
            assertThat(String.join(
                            " ",
                            store.parameters().stream().map(Parameter::toString).toList()))
                    .isEqualTo(parameters);
            assertThat(head.apply(Tensors.of(new float[24], 3, 8)).shape()).containsExactly(3, 8);
        }
    }

    // The input 1, -2 is (1 - 2, 2 * 1, -2, -2 + 3) = (-1, 2, -2, 1) inside; GELU makes -0.1586553, 1.9544997,
    // -0.0455003 and 0.8413447 of that, by the table of the normal distribution.
    @Test
    void betweenTwoLayersIsAGelu() {
        try (var store = new ParameterStore();
                var scope = Scope.open()) {
            var head = new TextHead(store.root(), 2, 2, Init.zeros());
            store.allocateFrozen(parameter -> Group.DECAYED);
            set(store, "0.weight", 1, 1, 2, 0, 0, 1, 0, 1);
            set(store, "0.bias", 0, 0, 0, 3);
            set(store, "2.weight", 1, 10, 100, 1000, -1, 0, 0, 0);
            set(store, "2.bias", 0, 0.5f);
            assertThat(head.apply(Tensors.of(new float[] {1, -2}, 1, 2)).toDoubleArray())
                    .containsExactly(
                            new double[] {-0.1586553 + 19.544997 - 4.55003 + 841.3447, 0.1586553 + 0.5}, within(1e-3));
        }
    }

    @Test
    void afterASingleLayerThereIsNone() {
        try (var store = new ParameterStore();
                var scope = Scope.open()) {
            var head = new TextHead(store.root(), 1, 2, Init.zeros());
            store.allocateFrozen(parameter -> Group.DECAYED);
            set(store, "0.weight", 1, 1, 2, 0);
            set(store, "0.bias", 0, -5);
            assertThat(head.apply(Tensors.of(new float[] {1, -2}, 1, 2)).toFloatArray())
                    .containsExactly(-1, -3);
        }
    }

    private static void set(ParameterStore store, String name, float... values) {
        var value = store.parameter(name).value();
        value.copy_(Tensors.of(values, values.length).reshape(value.shape()));
    }
}
