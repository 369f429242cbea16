package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparedTest {

    private static List<String> spared(Spared spared) {
        try (var store = new ParameterStore()) {
            var root = store.root();
            root.parameter("token", Init.zeros(), 1, 1, 4);
            root.at("model").parameter("token", Init.zeros(), 1, 1, 4);
            root.at("model").parameter("bias", Init.zeros(), 4);
            root.at("model").parameter("scalar", Init.zeros());
            root.at("token").parameter("weight", Init.zeros(), 4, 4);
            root.at("model").parameter("my_token", Init.zeros(), 4, 4);
            assertThat(store.parameters().stream().map(spared::group)).isSubsetOf(Group.DECAYED, Group.SPARED);
            return store.parameters().stream()
                    .filter(parameter -> !spared.group(parameter).decayed())
                    .map(Parameter::name)
                    .toList();
        }
    }

    @Test
    void vectorsAndNamesAreSparedByThemselves() {
        assertThat(spared(Spared.NONE)).isEmpty();
        assertThat(spared(new Spared(true, List.of()))).containsExactly("model.bias", "model.scalar");
        assertThat(spared(new Spared(false, List.of("token")))).containsExactly("token", "model.token");
        assertThat(spared(new Spared(true, List.of("token", "nothing"))))
                .containsExactly("token", "model.token", "model.bias", "model.scalar");
    }
}
