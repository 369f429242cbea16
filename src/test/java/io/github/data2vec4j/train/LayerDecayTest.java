package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.audio.AudioModality;
import io.github.data2vec4j.audio.SpanMasking;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.nn.Convolution.Kernel;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.text.TeacherInput;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextModality;
import io.github.data2vec4j.text.TokenMasking;
import io.github.data2vec4j.text.Vocabulary;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import io.github.data2vec4j.vision.VisionModality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerDecayTest {

    private static final LayerDecay DECAY = new LayerDecay(0.5, 3);

    // Each layer halves the rate: depth 4 has all of it, depth 0 a sixteenth.
    private static int depth(double rateScale) {
        return 4 - (int) Math.round(Math.log(1 / rateScale) / Math.log(2));
    }

    /** The names of all parameters by the depth that their rate tells. */
    private static Map<Integer, List<String>> names(Modality modality) {
        var names = new TreeMap<Integer, List<String>>();
        try (var store = new ParameterStore()) {
            modality.encoder(store.root().at("model"));
            modality.head(store.root().at("head"));
            for (var parameter : store.parameters()) {
                double rateScale = DECAY.scaled(Group.DECAYED, parameter).rateScale();
                assertThat(rateScale).isEqualTo(Math.pow(0.5, 4 - depth(rateScale)), within(1e-12));
                names.computeIfAbsent(depth(rateScale), depth -> new ArrayList<>())
                        .add(parameter.name());
            }
        }
        return names;
    }

    private static void requireBlocks(Map<Integer, List<String>> names, String prefix, int parametersOfABlock) {
        for (int block = 0; block < 3; block++) {
            int number = block;
            assertThat(names.get(block + 1))
                    .hasSize(parametersOfABlock)
                    .allMatch(name -> name.startsWith(prefix + number + "."));
        }
        assertThat(names).containsOnlyKeys(0, 1, 2, 3, 4);
    }

    @Test
    void pictures() {
        var names = names(new VisionModality(
                new VisionConfig(
                        6,
                        3,
                        2,
                        3,
                        8,
                        2,
                        12,
                        1e-6,
                        0.1,
                        RelativePositions.SHARED_AND_PER_LAYER,
                        true,
                        true,
                        true,
                        0,
                        0,
                        0),
                BlockMasking.data2vec(1)));
        assertThat(names.get(0))
                .containsExactlyInAnyOrder(
                        "model.embeddings.cls_token",
                        "model.embeddings.mask_token",
                        "model.embeddings.position_embeddings",
                        "model.embeddings.patch_embeddings.projection.weight",
                        "model.embeddings.patch_embeddings.projection.bias");
        // The four matrices of attention with three biases, two of feed-forward with theirs, two norms, two scales, and
        // a table of positions.
        requireBlocks(names, "model.encoder.layer.", 7 + 4 + 4 + 2 + 1);
        // In the published code a table for all blocks has the full rate.
        assertThat(names.get(4))
                .containsExactlyInAnyOrder(
                        "model.encoder.relative_position_bias.relative_position_bias_table",
                        "model.layernorm.weight",
                        "model.layernorm.bias",
                        "head.0.weight",
                        "head.0.bias",
                        "head.1.weight",
                        "head.1.bias");
    }

    @Test
    void speech() {
        var names = names(new AudioModality(
                new AudioConfig(
                        List.of(new AudioConfig.Convolution(4, 3, 2), new AudioConfig.Convolution(6, 2, 2)),
                        Kernel.MATRIX_PRODUCTS,
                        1,
                        3,
                        2,
                        3,
                        8,
                        2,
                        12,
                        1e-5,
                        true,
                        0,
                        0,
                        0,
                        0,
                        0),
                SpanMasking.DATA2VEC,
                true));
        assertThat(names.get(0))
                .containsExactlyInAnyOrder(
                        "model.feature_extractor.conv_layers.0.conv.weight",
                        "model.feature_extractor.conv_layers.0.layer_norm.weight",
                        "model.feature_extractor.conv_layers.0.layer_norm.bias",
                        "model.feature_extractor.conv_layers.1.conv.weight",
                        "model.feature_extractor.conv_layers.1.layer_norm.weight",
                        "model.feature_extractor.conv_layers.1.layer_norm.bias",
                        "model.feature_projection.layer_norm.weight",
                        "model.feature_projection.layer_norm.bias",
                        "model.feature_projection.projection.weight",
                        "model.feature_projection.projection.bias",
                        "model.masked_spec_embed",
                        "model.encoder.pos_conv_embed.layers.0.conv.weight",
                        "model.encoder.pos_conv_embed.layers.0.conv.bias",
                        "model.encoder.layer_norm.weight",
                        "model.encoder.layer_norm.bias");
        requireBlocks(names, "model.encoder.layers.", 8 + 4 + 4);
        assertThat(names.get(4)).containsExactly("head.weight", "head.bias");
    }

    @Test
    void text() {
        var names = names(new TextModality(
                new TextConfig(30, 20, 1, 1, 3, 8, 2, 12, 1e-5, 0, 0),
                Vocabulary.of(30, 0, 1, 2, 29),
                TokenMasking.spans(),
                2,
                true,
                TeacherInput.FULL));
        assertThat(names.get(0))
                .containsExactlyInAnyOrder(
                        "model.embeddings.word_embeddings.weight",
                        "model.embeddings.position_embeddings.weight",
                        "model.embeddings.token_type_embeddings.weight",
                        "model.embeddings.LayerNorm.weight",
                        "model.embeddings.LayerNorm.bias");
        requireBlocks(names, "model.encoder.layer.", 8 + 4 + 4);
        assertThat(names.get(4)).containsExactly("head.0.weight", "head.0.bias", "head.2.weight", "head.2.bias");
    }

    @Test
    void weightDecayStaysAsItWas() {
        try (var store = new ParameterStore()) {
            var parameter = store.root().at("encoder").at("layer").at(11).parameter("weight", tensor -> {}, 2);
            var paper = new LayerDecay(0.65, 12);
            assertThat(paper.scaled(Group.SPARED, parameter)).isEqualTo(new Group(false, 0.65));
            assertThat(paper.scaled(Group.DECAYED, parameter)).isEqualTo(new Group(true, 0.65));
        }
    }

    @Test
    void aFactorOfOneIsNoDecay() {
        try (var store = new ParameterStore()) {
            var parameter = store.root().at("embeddings").parameter("weight", tensor -> {}, 2);
            assertThat(new LayerDecay(1, 12).scaled(Group.DECAYED, parameter)).isEqualTo(Group.DECAYED);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 12", "1.01, 12", "NaN, 12", "0.65, 0"})
    void refusesNonsense(double factor, int layers) {
        assertThatThrownBy(() -> new LayerDecay(factor, layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "factor must be in (0, 1] and layers at least 1, but they are " + factor + " and " + layers);
    }
}
