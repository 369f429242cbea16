package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.audio.SpanMasking.Counts;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.MemorySource;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.WatchedMasking;
import io.github.data2vec4j.data.WatchedSource;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.data2vec.Targets;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class AudioModalityTest {

    private static final SpanMasking MASKING = new SpanMasking(0.5, 3, 1, Counts.FEWEST, 0);

    private static AudioModality modality(boolean sharesPositions) {
        return new AudioModality(AudioConfigTest.small(0), MASKING, sharesPositions);
    }

    private static ParameterStore declared(AudioModality modality) {
        var store = new ParameterStore();
        modality.encoder(store.root().at("model"));
        modality.head(store.root().at("head"));
        return store;
    }

    // ------------------------------------------------------------------------------------------------ sharing

    private static final String[] BEFORE_THE_TRANSFORMER = {
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
        "model.masked_spec_embed"
    };

    private static final String[] POSITIONS = {
        "model.encoder.pos_conv_embed.layers.0.conv.weight",
        "model.encoder.pos_conv_embed.layers.0.conv.bias",
        "model.encoder.pos_conv_embed.layers.1.conv.weight",
        "model.encoder.pos_conv_embed.layers.1.conv.bias"
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allBeforeTheTransformerIsSharedAndPositionsIfWanted(boolean sharesPositions) {
        var modality = modality(sharesPositions);
        try (var model = Data2Vec.initialised(modality, method(), 1)) {
            var teacher = model.teacher().weights();
            var own = teacher.own();
            assertThat(teacher.parameters().stream().filter(parameter -> !own.contains(parameter)))
                    .extracting(Parameter::name)
                    .contains(BEFORE_THE_TRANSFORMER)
                    .hasSize(BEFORE_THE_TRANSFORMER.length + (sharesPositions ? POSITIONS.length : 0));
            var names = own.stream().map(Parameter::name).toList();
            // Two norms, and two blocks of eight attention and four feed-forward parameters and two norms.
            assertThat(names)
                    .hasSize(2 + 2 * 16 + (sharesPositions ? 0 : POSITIONS.length))
                    .contains("model.encoder.layer_norm.weight", "model.encoder.layers.1.final_layer_norm.bias")
                    .allMatch(name -> name.startsWith("model.encoder."));
            if (sharesPositions) {
                assertThat(names).doesNotContain(POSITIONS);
            } else {
                assertThat(names).contains(POSITIONS);
            }
        }
    }

    // -------------------------------------------------------------------------------------------------- views

    @Test
    void theStudentReadsWhereTheSourceWroteIt() throws Exception {
        var utterances = new AudioFiles(16_000, 16_000)
                .find(Path.of("src/samples/speech"))
                .utterances();
        var source = new WatchedSource(
                new UtteranceSource(utterances, 16_000, new UtteranceSource.Batches(100_000, 30_000)));
        var masking = new WatchedMasking(modality(true));
        try (var loader = new Loader(source, masking, Randomness.of(1), 1, 2, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var views = modality(true).views(batch);
            source.assertReadWhereItWasWritten(views.student().samples());
            masking.assertReadWhereItWasDrawn(views.mask().asTensor());
        }
    }

    // 123 samples are 30 frames, and 63 are 15.
    @ParameterizedTest
    @CsvSource({"123, 30", "63, 15"})
    void viewsAreWholeWaveformsWithMasksOfTheirFrames(int samples, int frames) throws Exception {
        var modality = modality(true);
        var randomness = Randomness.of(3);
        try (var loader = new Loader(MemorySource.noise(8, 3, samples), modality, randomness, 2, 1, 1);
                var batch = loader.next();
                var store = declared(modality);
                var scope = Scope.open()) {
            var views = modality.views(batch);

            assertThat(views.student().samples().toFloatArray())
                    .isEqualTo(batch.samples().toFloatArray());
            assertThat(views.student().samples().shape()).containsExactly(3, samples);
            assertThat(views.student().lengths())
                    .as("utterances are cropped, not padded")
                    .isNull();
            assertThat(views.teacher())
                    .as("it goes on from the student's features")
                    .isNull();

            var mask = views.mask();
            assertThat(mask.batch()).isEqualTo(3);
            assertThat(mask.time()).isEqualTo(frames);
            var masked =
                    MASKING.draw(3, frames, randomness.purpose(Purpose.MASK).at(2));
            assertThat(mask.asTensor().toLongArray())
                    .isEqualTo(Mask.of(masked, 3, frames).asTensor().toLongArray());
            int count = 0;
            for (int i = 0; i < frames; i++) {
                count += masked[i] ? 1 : 0;
            }
            assertThat(count).isBetween(frames / 6, frames - 2);
            assertThat(mask.count()).as("all rows have equally many").isEqualTo(3 * count);
            try (var next = loader.next()) {
                assertThat(modality.views(next).mask().asTensor().toLongArray())
                        .isNotEqualTo(mask.asTensor().toLongArray());
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- update

    private static Method method() {
        return new Method(
                new Targets(2, Targets.Layer.FEED_FORWARD_OUTPUT, List.of(Targets.Norm.INSTANCE), List.of()),
                new RegressionLoss(0, null, RegressionLoss.Over.SUM_CHANNELS),
                new EmaDecay(0.9, 0.99, 10),
                0,
                Spared.NONE);
    }

    @Test
    void anUpdateReachesEveryParameter() throws Exception {
        var source = MemorySource.noise(8, 3, 123);
        try (var model = Data2Vec.initialised(modality(true), method(), 1);
                var loader = new Loader(source, model.modality(), Randomness.of(1), 1, 1, 1)) {
            var report = model.step(1, 2, loader::next, 0, rate -> {}, Randomness.of(1));

            assertThat(report.loss()).isPositive().isFinite();
            assertThat(report.positions()).isEqualTo(2 * 3 * 30);
            assertThat(report.targetDeviation()).isGreaterThan(0.1);
            try (var scope = Scope.open()) {
                for (var parameter : model.parameters().parameters()) {
                    var gradient = model.parameters()
                            .gradients()
                            .narrow(0, model.parameters().offset(parameter), parameter.numel());
                    // A key's bias changes nothing, since softmax does not see it.
                    if (parameter.name().endsWith("k_proj.bias")) {
                        assertThat(gradient.abs().amax().item()).isLessThan(1e-6);
                    } else {
                        assertThat(gradient.abs().amax().item())
                                .as(parameter.name())
                                .isGreaterThan(1e-6);
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ numbers

    @Test
    void theHeadIsOneLinearLayer() {
        try (var store = new ParameterStore();
                var scope = Scope.open()) {
            var head = modality(true).head(store.root().at("head"));
            store.allocateFrozen(Spared.NONE::group);
            assertThat(store.parameters())
                    .extracting(Parameter::toString)
                    .containsExactly("head.weight[8, 8]", "head.bias[8]");
            store.parameter("head.bias").value().fill_(0.5);
            store.parameter("head.weight").value().fill_(0.25);
            var output = head.apply(Tensors.full(1, DType.FLOAT32, 3, 8));
            assertThat(output.shape()).containsExactly(3, 8);
            assertThat(output.toFloatArray()).containsOnly(2.5f);
        }
    }

    // Counted in Hugging Face's data2vec-audio-base.
    @Test
    void theBaseModelHasAsManyParametersAsPublished() {
        try (var store = declared(new AudioModality(AudioConfigTest.BASE, SpanMasking.DATA2VEC, true))) {
            long model = store.parameters().stream()
                    .filter(parameter -> parameter.name().startsWith("model."))
                    .mapToLong(Parameter::numel)
                    .sum();
            assertThat(model).isEqualTo(93_164_288);
            assertThat(store.numel() - model).isEqualTo(768 * 768 + 768);
        }
    }
}
