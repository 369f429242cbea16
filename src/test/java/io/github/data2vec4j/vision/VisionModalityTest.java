package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.MemorySource;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.WatchedMasking;
import io.github.data2vec4j.data.WatchedSource;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VisionModalityTest {

    private static final VisionModality SMALL = new VisionModality(
            new VisionConfig(6, 3, 2, 1, 8, 2, 12, 1e-6, 0.1, RelativePositions.SHARED, false, true, false, 0, 0, 0),
            BlockMasking.data2vec(1));

    private static ParameterStore declared(VisionModality modality) {
        var store = new ParameterStore();
        modality.encoder(store.root().at("model"));
        modality.head(store.root().at("head"));
        return store;
    }

    // Of the released recipe, which spares vectors and the class token.
    private static final Spared SPARED = new Spared(true, List.of("cls_token"));

    private static boolean decays(Parameter parameter) {
        return SPARED.group(parameter).decayed();
    }

    @Test
    void matricesTokensToMaskAndBiasTablesDecay() {
        try (var store = declared(SMALL)) {
            assertThat(store.parameters().stream().filter(VisionModalityTest::decays))
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrder(
                            "model.embeddings.mask_token",
                            "model.embeddings.patch_embeddings.projection.weight",
                            "model.encoder.relative_position_bias.relative_position_bias_table",
                            "model.encoder.layer.0.attention.attention.query.weight",
                            "model.encoder.layer.0.attention.attention.key.weight",
                            "model.encoder.layer.0.attention.attention.value.weight",
                            "model.encoder.layer.0.attention.output.dense.weight",
                            "model.encoder.layer.0.intermediate.dense.weight",
                            "model.encoder.layer.0.output.dense.weight",
                            "head.1.weight");
        }
    }

    @Test
    void allOthersDoNot() {
        try (var store = declared(SMALL)) {
            assertThat(store.parameters().stream().filter(parameter -> !decays(parameter)))
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrder(
                            "model.embeddings.cls_token",
                            "model.embeddings.patch_embeddings.projection.bias",
                            "model.encoder.layer.0.attention.attention.query.bias",
                            "model.encoder.layer.0.attention.attention.value.bias",
                            "model.encoder.layer.0.attention.output.dense.bias",
                            "model.encoder.layer.0.intermediate.dense.bias",
                            "model.encoder.layer.0.output.dense.bias",
                            "model.encoder.layer.0.layernorm_before.weight",
                            "model.encoder.layer.0.layernorm_before.bias",
                            "model.encoder.layer.0.layernorm_after.weight",
                            "model.encoder.layer.0.layernorm_after.bias",
                            "model.encoder.layer.0.lambda_1",
                            "model.encoder.layer.0.lambda_2",
                            "head.0.weight",
                            "head.0.bias",
                            "head.1.bias");
        }
    }

    // By hand, for width D = 768, F = 3072 and 12 blocks: projection 16 * 16 * 3 D + D = 590,592; two tokens of D;
    // position biases (27^2 + 3) * 12 = 8,784; a block has 4 D^2 + 3 D (attention without a key bias) + 2 D F + F + D
    // (feed-forward) + 4 D (norms) + 2 D (scales) = 7,088,640; the head has a norm and a matrix, 2 D + D^2 + D.
    @Test
    void theBaseModelHasAsManyParametersAsPublished() {
        var base = new VisionConfig(
                224, 16, 3, 12, 768, 12, 3072, 1e-6, 1e-4, RelativePositions.SHARED, false, true, false, 0, 0.05, 0.25);
        try (var store = declared(new VisionModality(base, BlockMasking.data2vec(120)))) {
            assertThat(of(store, "model."))
                    .isEqualTo(590_592 + 2 * 768 + 8_784 + 12L * 7_088_640)
                    .isEqualTo(85_664_592);
            assertThat(of(store, "head.")).isEqualTo(592_128);
            assertThat(store.numel()).isEqualTo(86_256_720);
        }
    }

    // Alike with D = 1024, F = 4096, 16 heads and 24 blocks of 4 D^2 + 10 D + 2 D F + F = 12,597,248.
    @Test
    void soDoesTheLargeModel() {
        var large = new VisionConfig(
                224, 16, 3, 24, 1024, 16, 4096, 1e-6, 1e-5, RelativePositions.SHARED, false, true, false, 0, 0.15, 0.2);
        try (var store = declared(new VisionModality(large, BlockMasking.data2vec(120)))) {
            assertThat(of(store, "model."))
                    .isEqualTo(787_456 + 2 * 1024 + 732 * 16 + 24L * 12_597_248)
                    .isEqualTo(303_135_168);
        }
    }

    private static long of(ParameterStore store, String prefix) {
        return store.parameters().stream()
                .filter(parameter -> parameter.name().startsWith(prefix))
                .mapToLong(Parameter::numel)
                .sum();
    }

    // ------------------------------------------------------------------------------------------------- masks

    private static final VisionModality PUBLISHED_GRID = new VisionModality(
            new VisionConfig(28, 2, 1, 1, 4, 1, 4, 1e-6, null, RelativePositions.NONE, false, true, false, 0, 0, 0),
            BlockMasking.data2vec(120));

    private static List<boolean[]> masks(Mask mask) {
        var all = new ArrayList<boolean[]>();
        for (int b = 0; b < mask.batch(); b++) {
            var one = new boolean[mask.time()];
            for (int i = 0; i < one.length; i++) {
                one[i] = mask.isMasked(b, i);
            }
            all.add(one);
        }
        return all;
    }

    /** Masks of the pictures of a batch. */
    private static List<boolean[]> draw(int batchSize, long seed, long number) throws InterruptedException {
        var source = MemorySource.noise(8, batchSize, 1, 28, 28);
        try (var loader = new Loader(source, PUBLISHED_GRID, Randomness.of(seed), number, 1, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var mask = PUBLISHED_GRID.views(batch).mask();
            assertThat(mask.batch()).isEqualTo(batchSize);
            assertThat(mask.time()).isEqualTo(196);
            var masks = masks(mask);
            assertThat(mask.count())
                    .isEqualTo(
                            masks.stream().mapToInt(VisionModalityTest::count).sum());
            return masks;
        }
    }

    private static int count(boolean[] mask) {
        int count = 0;
        for (boolean masked : mask) {
            count += masked ? 1 : 0;
        }
        return count;
    }

    @Test
    void theTeacherReadsAllThatTheStudentReadsAndSharesNothing() throws Exception {
        var source = MemorySource.noise(8, 3, 1, 28, 28);
        try (var loader = new Loader(source, PUBLISHED_GRID, Randomness.of(1), 1, 1, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var views = PUBLISHED_GRID.views(batch);
            assertThat(views.student().samples().toFloatArray())
                    .isEqualTo(batch.samples().toFloatArray());
            assertThat(views.student().lengths()).isNull();
            assertThat(views.teacher()).isNotNull();
            assertThat(views.teacher().samples().toFloatArray())
                    .isEqualTo(batch.samples().toFloatArray());
        }
        try (var store = declared(SMALL)) {
            assertThat(store.parameters()).noneMatch(SMALL::shares);
        }
    }

    @Test
    void eachPictureHasItsOwnMask() throws Exception {
        var seen = new HashSet<String>();
        for (var one : draw(8, 3, 2)) {
            assertThat(count(one)).isBetween(60, 120);
            seen.add(Arrays.toString(one));
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void masksAreAFunctionOfSeedAndBatch() throws Exception {
        var masks = draw(4, 3, 2);
        assertThat(draw(4, 3, 2)).usingRecursiveComparison().isEqualTo(masks);
        assertThat(draw(4, 3, 4).getFirst()).isNotEqualTo(masks.getFirst());
        assertThat(draw(4, 2, 2).getFirst()).isNotEqualTo(masks.getFirst());
        // More pictures leave the masks of those before as they are.
        assertThat(draw(6, 3, 2).get(3)).isEqualTo(masks.get(3));
    }

    @Test
    void aMaskIsWhatTheBlocksOfItsPictureAre() throws Exception {
        var here = Randomness.of(3).purpose(Purpose.MASK).at(2);
        var masks = draw(3, 3, 2);
        for (int i = 0; i < 3; i++) {
            var blocks = BlockMasking.data2vec(120).draw(14, 14, here.sample(i).generator());
            assertThat(masks.get(i)).isEqualTo(blocks.toArray());
        }
    }

    @Test
    void studentAndTeacherReadWhereTheSourceWroteIt() throws Exception {
        var config =
                new VisionConfig(64, 8, 3, 1, 8, 2, 8, 1e-6, null, RelativePositions.NONE, false, true, false, 0, 0, 0);
        var files = new FileSamples(PictureFiles.find(Path.of("src/samples/pictures")));
        var source = new WatchedSource(new PictureSource(files, Augmentation.data2vec(64), 5));
        var modality = new VisionModality(config, BlockMasking.data2vec(38));
        var masking = new WatchedMasking(modality);
        try (var loader = new Loader(source, masking, Randomness.of(1), 1, 2, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var views = modality.views(batch);
            masking.assertReadWhereItWasDrawn(views.mask().asTensor());
            source.assertReadWhereItWasWritten(views.student().samples());
            source.assertReadWhereItWasWritten(
                    Objects.requireNonNull(views.teacher()).samples());
        }
    }
}
