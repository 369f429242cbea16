package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.NothingMaskedException;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.WatchedMasking;
import io.github.data2vec4j.data.WatchedSource;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.data2vec.Targets;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OneThread.class)
class TextModalityTest {

    private static final int BEGIN = 0;
    private static final int PADDING = 1;
    private static final int END = 2;
    private static final int MASK = 29;
    private static final Vocabulary VOCABULARY = Vocabulary.of(30, BEGIN, PADDING, END, MASK, 3);
    private static final TokenMasking ALL_CHOSEN = new TokenMasking(0.5, 1, 0.3, 0.3, false, true);

    private static TextModality modality(TokenMasking masking, TeacherInput teacherInput) {
        return new TextModality(TextEncoderTest.small(0), VOCABULARY, masking, 2, true, teacherInput);
    }

    @TempDir
    private static Path folder;

    private static final List<TokenShards> OPENED = new ArrayList<>();

    /** Blocks of lines with so many tokens of text. */
    private static BlockSource source(int... tokensOfText) throws IOException {
        return source(IntStream.of(tokensOfText)
                .mapToObj(length -> List.of(IntStream.range(0, length)
                        .map(i -> 4 + (i * 7 + length) % 25)
                        .toArray()))
                .toList());
    }

    private static BlockSource source(List<List<int[]>> documents) throws IOException {
        var shards = TokenShards.open(
                WrittenShards.write(folder.resolve("" + OPENED.size()), VOCABULARY, 1000, List.of(documents)));
        OPENED.add(shards);
        return new BlockSource(shards.blocks(BreakMode.COMPLETE_DOC, 18), new BlockSource.Batches(72, 2));
    }

    @Test
    void studentAndTeacherReadWhereItWasWritten() throws Exception {
        var source = new WatchedSource(source(16, 15, 12, 9));
        var modality = modality(TokenMasking.spans(), TeacherInput.FULL);
        var masking = new WatchedMasking(modality);
        try (var loader = new Loader(source, masking, Randomness.of(1), 1, 2, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var views = modality.views(batch);
            source.assertReadWhereItWasWritten(
                    Objects.requireNonNull(views.teacher()).samples());
            masking.assertReadWhereItWasRewritten(views.student().samples());
            masking.assertReadWhereItWasDrawn(views.mask().asTensor());
        }
    }

    @AfterAll
    static void close() {
        OPENED.forEach(TokenShards::close);
    }

    private interface Look {
        void at(Batch batch, Views views);
    }

    private static Loader loader(BlockSource source, TextModality modality) {
        return new Loader(source, modality, Randomness.of(9), 1, 1, 1);
    }

    /** Looks at views of the source's batches, for many updates. */
    private static void look(TextModality modality, Look look) throws IOException, InterruptedException {
        try (var loader = loader(source(16, 15, 12, 9, 9, 7, 6, 5, 3, 3, 2, 1), modality)) {
            for (int number = 1; number <= 60; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    look.at(batch, modality.views(batch));
                }
            }
        }
    }

    private static Randomness here(long number) {
        return Randomness.of(9).purpose(Purpose.MASK).at(number);
    }

    private static long[] tokens(Input input) {
        return input.samples().toLongArray();
    }

    // -------------------------------------------------------------------------------------------------- views

    @Test
    void theStudentSeesMaskTokensExactlyWhereItPredicts() throws Exception {
        look(modality(TokenMasking.spans(), TeacherInput.FULL), (batch, views) -> {
            var whole = batch.samples().toLongArray();
            var student = tokens(views.student());
            var masked = views.mask().asTensor().toLongArray();
            assertThat(views.student().samples().shape()).isEqualTo(batch.plan().shape());
            int count = 0;
            for (int i = 0; i < whole.length; i++) {
                assertThat(student[i]).isEqualTo(masked[i] == 1 ? MASK : whole[i]);
                if (masked[i] == 1) {
                    assertThat(whole[i]).as("neither special nor padding").isBetween(4L, 28L);
                    count++;
                }
            }
            assertThat(views.mask().count()).isEqualTo(count).isPositive();
        });
    }

    // Kept and random tokens are predicted only where all that are chosen count.
    @Test
    void maskTokensDecideWhatCountsUnlessAllThatWereChosenDo() throws Exception {
        look(modality(new TokenMasking(0.5, 1, 0.3, 0.3, false, false), TeacherInput.FULL), (batch, views) -> {
            var student = tokens(views.student());
            var masked = views.mask().asTensor().toLongArray();
            for (int i = 0; i < student.length; i++) {
                assertThat(masked[i] == 1).isEqualTo(student[i] == MASK);
            }
        });
        var found = new int[3];
        look(modality(ALL_CHOSEN, TeacherInput.FULL), (batch, views) -> {
            var whole = batch.samples().toLongArray();
            var student = tokens(views.student());
            var masked = views.mask().asTensor().toLongArray();
            for (int i = 0; i < student.length; i++) {
                if (masked[i] == 1) {
                    assertThat(whole[i]).isBetween(4L, 28L);
                    assertThat(student[i]).isBetween(4L, (long) MASK);
                    found[student[i] == MASK ? 0 : student[i] == whole[i] ? 1 : 2]++;
                } else {
                    assertThat(student[i]).isEqualTo(whole[i]);
                }
            }
        });
        assertThat(found).as("masked, kept and replaced").doesNotContain(0);
    }

    @Test
    void eachRowIsMaskedByItsOwnRandomNumbers() throws Exception {
        var masking = TokenMasking.spans();
        int[] number = {0};
        look(modality(masking, TeacherInput.FULL), (batch, views) -> {
            number[0]++;
            int rows = batch.size();
            var drawn = new ArrayList<MaskedTokens>();
            for (int row = 0; row < rows; row++) {
                var whole = LongStream.of(batch.samples().select(0, row).toLongArray())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                var random = here(number[0]).sample(row).generator();
                drawn.add(masking.draw(whole, VOCABULARY, random));
            }
            // A batch of which nothing was masked at first is drawn anew.
            if (drawn.stream().anyMatch(row -> row.lossCount() > 0)) {
                var student = tokens(views.student());
                int time = student.length / rows;
                for (int i = 0; i < student.length; i++) {
                    assertThat(student[i]).isEqualTo(drawn.get(i / time).source()[i % time]);
                }
            }
        });
    }

    @Test
    void viewsAreAFunctionOfSeedAndBatch() throws Exception {
        var modality = modality(TokenMasking.spans(), TeacherInput.FULL);
        var seen = new ArrayList<long[]>();
        for (int time = 0; time < 2; time++) {
            try (var loader = loader(source(9), modality)) {
                for (int number = 1; number <= 2; number++) {
                    try (var batch = loader.next();
                            var scope = Scope.open()) {
                        seen.add(tokens(modality.views(batch).student()));
                    }
                }
            }
        }
        assertThat(seen.get(2)).isEqualTo(seen.get(0)).isNotEqualTo(seen.get(1));
        assertThat(seen.get(3)).isEqualTo(seen.get(1));
    }

    @Test
    void theTeacherReadsTheWholeText() throws Exception {
        look(
                modality(ALL_CHOSEN, TeacherInput.FULL),
                (batch, views) -> assertThat(tokens(Objects.requireNonNull(views.teacher())))
                        .isEqualTo(batch.samples().toLongArray()));
    }

    // The original tokens, where the student has masks, kept or random ones.
    @Test
    void orTheMaskedTokensAlone() throws Exception {
        for (var masking : List.of(TokenMasking.spans(), ALL_CHOSEN)) {
            look(modality(masking, TeacherInput.MASKED_ONLY), (batch, views) -> {
                var whole = batch.samples().toLongArray();
                var masked = views.mask().asTensor().toLongArray();
                var teacher = tokens(Objects.requireNonNull(views.teacher()));
                assertThat(views.teacher().samples().shape())
                        .isEqualTo(batch.plan().shape());
                for (int i = 0; i < whole.length; i++) {
                    assertThat(teacher[i]).isEqualTo(masked[i] == 1 ? whole[i] : PADDING);
                }
            });
        }
    }

    // 0.05 of two tokens are 0.1, and so in nine of ten draws no token.
    @Test
    void drawsAnewWhereNothingIsMasked() throws Exception {
        var masking = new TokenMasking(0.05, 1, 0, 0, false, false);
        var modality = modality(masking, TeacherInput.FULL);
        int empty = 0;
        try (var loader = loader(source(2), modality)) {
            for (int number = 1; number <= 50; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    assertThat(modality.views(batch).mask().count()).isEqualTo(1);
                    var first = masking.draw(
                            new int[] {0, 6, 13, 2},
                            VOCABULARY,
                            here(number).sample(0).generator());
                    empty += first.lossCount() == 0 ? 1 : 0;
                }
            }
        }
        assertThat(empty).isBetween(35, 50);
    }

    @Test
    void textOfNothingButSpecialTokensCannotBeMasked() throws Exception {
        var modality = modality(TokenMasking.spans(), TeacherInput.FULL);
        try (var loader = loader(source(List.of(List.of(new int[] {3, 3}))), modality)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(NothingMaskedException.class)
                    .hasMessage("nothing can be masked in the texts [0]: raise the masking's probability");
        }
    }

    // ------------------------------------------------------------------------------------------------ sharing

    private static Method method() {
        return new Method(
                new Targets(2, Targets.Layer.FEED_FORWARD_OUTPUT, List.of(Targets.Norm.LAYER), List.of()),
                new RegressionLoss(4, 1.0, RegressionLoss.Over.SUM_CHANNELS),
                new EmaDecay(0.9, 0.99, 10),
                0,
                Spared.NONE);
    }

    @Test
    void embeddingsAreSharedIfWanted() {
        var embeddings = new String[] {
            "model.embeddings.word_embeddings.weight",
            "model.embeddings.position_embeddings.weight",
            "model.embeddings.token_type_embeddings.weight",
            "model.embeddings.LayerNorm.weight",
            "model.embeddings.LayerNorm.bias"
        };
        var config = TextEncoderTest.small(0);
        var masking = TokenMasking.spans();
        var sharing = new TextModality(config, VOCABULARY, masking, 2, true, TeacherInput.FULL);
        try (var model = Data2Vec.initialised(sharing, method(), 1)) {
            var teacher = model.teacher().weights();
            assertThat(teacher.own())
                    .hasSize(2 * 16)
                    .allMatch(parameter -> parameter.name().startsWith("model.encoder.layer."));
            for (var name : embeddings) {
                assertThat(teacher.parameter(name)).isSameAs(model.parameters().parameter(name));
            }
        }
        var averaging = new TextModality(config, VOCABULARY, masking, 2, false, TeacherInput.FULL);
        try (var model = Data2Vec.initialised(averaging, method(), 1)) {
            assertThat(model.teacher().weights().own())
                    .hasSize(2 * 16 + 5)
                    .extracting(Parameter::name)
                    .contains(embeddings);
        }
    }

    // ------------------------------------------------------------------------------------------------- update

    // With single tokens masked, there are rows of which the teacher reads nothing but padding.
    @ParameterizedTest
    @EnumSource(TeacherInput.class)
    void anUpdateIsFiniteWhateverTheTeacherReads(TeacherInput teacherInput) throws Exception {
        var masking = new TokenMasking(0.1, 1, 0, 0, false, false);
        var modality = modality(masking, teacherInput);
        var emptyRows = new int[1];
        look(modality, (batch, views) -> {
            var masked = views.mask().asTensor().sum(1).toLongArray();
            for (long count : masked) {
                emptyRows[0] += count == 0 ? 1 : 0;
            }
        });
        assertThat(emptyRows[0]).isPositive();

        try (var model = Data2Vec.initialised(modality, method(), 1);
                var loader = loader(source(16, 15, 12, 9, 9, 7, 6, 5, 3, 3, 2, 1), modality)) {
            for (int step = 1; step <= 30; step++) {
                var report = model.step(step, 2, loader::next, 0, rate -> {}, Randomness.of(9));
                assertThat(report.loss()).isPositive().isFinite();
                assertThat(report.gradientNorm()).isPositive().isFinite();
                assertThat(report.targetDeviation()).isFinite();
            }
        }
    }

    @Test
    void anUpdateReachesEveryParameter() throws Exception {
        var modality = modality(TokenMasking.spans(), TeacherInput.FULL);
        try (var model = Data2Vec.initialised(modality, method(), 1);
                var loader = loader(source(16, 15, 12, 9, 9, 7, 6, 5, 3, 3, 2, 1), modality)) {
            model.step(1, 3, loader::next, 0, rate -> {}, Randomness.of(1));
            try (var scope = Scope.open()) {
                for (var parameter : model.parameters().parameters()) {
                    double largest = model.parameters()
                            .gradients()
                            .narrow(0, model.parameters().offset(parameter), parameter.numel())
                            .abs()
                            .amax()
                            .item();
                    // Of a key's bias, which softmax does not see, there is only rounding.
                    assertThat(largest).as(parameter.name()).isPositive();
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ numbers

    // By hand, for width D = 768, F = 3072, 50,265 tokens and 514 positions: the tables have (50,265 + 514 + 1) D,
    // their
    // norm 2 D, and a block 4 (D^2 + D) + 2 D F + F + D + 4 D.
    @Test
    void theBaseModelHasAsManyParametersAsPublished() {
        var modality = new TextModality(
                new TextConfig(50_265, 514, 1, 1, 12, 768, 12, 3072, 1e-5, 0.1, 0.1),
                Vocabulary.of(50_265, 0, 1, 2, 50_264),
                TokenMasking.spans(),
                2,
                true,
                TeacherInput.FULL);
        try (var store = new ParameterStore()) {
            modality.encoder(store.root().at("model"));
            assertThat(store.numel())
                    .isEqualTo(50_780L * 768 + 2 * 768 + 12L * 7_087_872)
                    .isEqualTo(124_055_040);
            modality.head(store.root().at("head"));
            assertThat(store.numel() - 124_055_040).isEqualTo(2L * 768 * 1536 + 1536 + 768);
        }
    }

    @Test
    void whatDoesNotGoTogetherIsNamed() {
        var config = TextEncoderTest.small(0);
        assertThatThrownBy(() -> new TextModality(config, VOCABULARY, TokenMasking.spans(), 0, true, TeacherInput.FULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("headLayers must be at least 1, is 0");
        for (var other : List.of(Vocabulary.of(31, 0, 1, 2, 29), Vocabulary.of(30, 0, 3, 2, 29))) {
            assertThatThrownBy(() -> new TextModality(config, other, TokenMasking.spans(), 2, true, TeacherInput.FULL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the tokenizer has %d tokens with <pad> as number %d, but the model is for 30 with number 1"
                                    .formatted(other.size(), other.padding()));
        }
    }
}
