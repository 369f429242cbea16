package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.LengthPlan.Limits;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks that workers draw beside the samples. */
class LoaderMaskTest {

    private static final Randomness RANDOMNESS = Randomness.of(4);
    private static final int SAMPLES = 6;
    private static final int BATCH = 3;

    /** Sample n is n, n + 0.1 and n + 0.2. */
    private static MemorySource source(Set<Integer> broken) {
        return MemorySource.of(SAMPLES, BATCH, new long[] {3}, (sample, randomness) -> {
            if (broken.contains(sample)) {
                throw new BadSampleException("sample", "number " + sample, "it is made to be broken");
            }
            return new float[] {sample, sample + 0.1f, sample + 0.2f};
        });
    }

    /** As many positions as a sample has elements, of which a row masks one, by chance. */
    private static class OneOfEach implements Masking {

        @Override
        public int positions(long[] rowShape) {
            return (int) rowShape[0];
        }

        @Override
        public void draw(MaskSlot slot, Randomness randomness) {
            for (int row = 0; row < slot.rows(); row++) {
                var mask = slot.mask(row);
                int position = randomness.sample(row).generator().nextInt(Math.toIntExact(mask.byteSize()));
                mask.set(ValueLayout.JAVA_BYTE, position, (byte) 1);
            }
        }
    }

    /** The same, with -1 in the place of what is masked. */
    private static class Rewriting extends OneOfEach {

        @Override
        public boolean rewritesSamples() {
            return true;
        }

        @Override
        public void draw(MaskSlot slot, Randomness randomness) {
            super.draw(slot, randomness);
            for (int row = 0; row < slot.rows(); row++) {
                for (int i = 0; i < slot.mask(row).byteSize(); i++) {
                    boolean isMasked = slot.mask(row).get(ValueLayout.JAVA_BYTE, i) == 1;
                    float whole = slot.sample(row).getAtIndex(ValueLayout.JAVA_FLOAT, i);
                    slot.studentSample(row).setAtIndex(ValueLayout.JAVA_FLOAT, i, isMasked ? -1 : whole);
                }
            }
        }
    }

    private static Loader loader(Masking masking, Ranks ranks, long firstBatch, Integer... broken) {
        var bad = new BadSamples(SAMPLES, 1, sample -> {});
        return new Loader(source(Set.of(broken)), masking, RANDOMNESS, ranks, bad, firstBatch, 2, 2);
    }

    private static List<Long> expected(long number, int rank) {
        var here = RANDOMNESS.rank(rank).purpose(Purpose.MASK).at(number);
        return IntStream.range(0, BATCH)
                .mapToObj(row -> 3L * row + here.sample(row).generator().nextInt(3))
                .toList();
    }

    private static List<Long> masked(Batch batch) {
        var found = new ArrayList<Long>();
        try (var scope = Scope.open()) {
            for (long position : batch.maskedPositions().toLongArray()) {
                found.add(position);
            }
            var mask = batch.mask();
            assertThat(mask.dtype()).isEqualTo(DType.BOOL);
            assertThat(mask.shape()).containsExactly(BATCH, 3);
            var bits = mask.toLongArray();
            for (int i = 0; i < bits.length; i++) {
                assertThat(bits[i] == 1).isEqualTo(found.contains((long) i));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "0, 1, 7", "1, 2, 1", "1, 2, 3"})
    void masksAreAFunctionOfSeedRankAndNumber(int rank, int ranks, long firstBatch) throws Exception {
        try (var loader = loader(new OneOfEach(), new Ranks(rank, ranks), firstBatch)) {
            for (long number = firstBatch; number < firstBatch + 9; number++) {
                try (var batch = loader.next()) {
                    assertThat(masked(batch)).as("batch %d", number).isEqualTo(expected(number, rank));
                }
            }
        }
    }

    @Test
    void theStudentsSamplesAreWrittenWhenAllAreRead() throws Exception {
        try (var loader = loader(new Rewriting(), Ranks.ALONE, 1)) {
            for (int number = 1; number <= 9; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    var whole = batch.samples().toFloatArray();
                    var student = batch.studentSamples().toFloatArray();
                    assertThat(batch.studentSamples().shape())
                            .isEqualTo(batch.plan().shape());
                    var masked = masked(batch);
                    for (int i = 0; i < whole.length; i++) {
                        assertThat(student[i]).isEqualTo(masked.contains((long) i) ? -1 : whole[i]);
                    }
                }
            }
        }
    }

    // What a row shows in the place of a broken sample is there when the mask is drawn.
    @Test
    void masksAreOfTheSamplesThatAreShown() throws Exception {
        try (var loader = loader(new Rewriting(), Ranks.ALONE, 1, 2, 5)) {
            for (int number = 1; number <= 9; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    var student = batch.studentSamples().toFloatArray();
                    for (int row = 0; row < BATCH; row++) {
                        int shown = batch.sample(row);
                        assertThat(shown).isNotIn(2, 5);
                        for (int i = 0; i < 3; i++) {
                            assertThat(student[row * 3 + i]).isIn(-1f, shown + 0.1f * i);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aBatchThatStandsInForAnotherIsMaskedInItsPlace() throws Exception {
        var source = source(Set.of(0, 1, 2)).inBatches(new int[] {0, 1, 2}, new int[] {3, 4, 5});
        var bad = new BadSamples(SAMPLES, 1, sample -> {});
        try (var loader = new Loader(source, new OneOfEach(), RANDOMNESS, Ranks.ALONE, bad, 1, 2, 2)) {
            for (int number = 1; number <= 4; number++) {
                try (var batch = loader.next()) {
                    assertThat(batch.sample(0)).isEqualTo(3);
                    assertThat(masked(batch)).isEqualTo(expected(number, 0));
                }
            }
        }
    }

    @Test
    void nothingIsCopied() throws Exception {
        Set<Long> drawn = ConcurrentHashMap.newKeySet();
        var masking = new Rewriting() {
            @Override
            public void draw(MaskSlot slot, Randomness randomness) {
                super.draw(slot, randomness);
                drawn.add(slot.mask(0).address());
                drawn.add(slot.studentSample(0).address());
                assertThat(slot.mask(2).address() - slot.mask(0).address()).isEqualTo(6);
                assertThat(slot.studentSample(2).address()
                                - slot.studentSample(0).address())
                        .isEqualTo(24);
            }
        };
        try (var loader = loader(masking, Ranks.ALONE, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var read = new long[] {
                batch.mask().segment().address(),
                batch.studentSamples().segment().address()
            };
            for (long address : read) {
                assertThat(drawn).contains(address);
                assertThat(address % 64).isZero();
            }
            assertThat(batch.maskedPositions().segment().address() % 64).isZero();
        }
    }

    // Lengths for which a position of every sample begun takes more room than the longest samples do.
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 5})
    void everyBatchHasRoomForItsMask(int window) throws Exception {
        var lengths = new long[] {1, 1, 1, 1, 1, 1, 1, 1, 9, 8, 7, 6, 5, 4};
        var masking = new OneOfEach() {
            @Override
            public int positions(long[] rowShape) {
                return rowShape[0] < 4 ? 300 : 1;
            }
        };
        var shards = new Shards(new int[] {4, 8, 14});
        var plan = new LengthPlan(lengths, shards, window, new Limits(10, 9, 1), Fit.PAD, RANDOMNESS);
        try (var loader = new Loader(new Planned(lengths.length, plan), masking, RANDOMNESS, 1, 2, 2)) {
            for (int number = 1; number <= 40; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    long positions = batch.plan().rowShape()[0] < 4 ? 300 : 1;
                    assertThat(batch.mask().shape()).containsExactly(batch.size(), positions);
                    assertThat(batch.maskedPositions().shape()).containsExactly(batch.size());
                }
            }
        }
    }

    /** Empty samples in batches of a plan. */
    private record Planned(int size, BatchPlan plan) implements Source {

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public BatchPlan plan(Randomness randomness) {
            return plan;
        }

        @Override
        public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
            slot.fill((byte) 0);
        }
    }

    @Test
    void aMaskingThatIsTooSparseIsNamedAgainAndAgain() throws Exception {
        var sparse = new OneOfEach() {
            @Override
            public void draw(MaskSlot slot, Randomness randomness) {
                slot.mask(0).set(ValueLayout.JAVA_BYTE, 0, (byte) (randomness.step() == 1 ? 1 : 0));
            }
        };
        try (var loader = loader(sparse, Ranks.ALONE, 1)) {
            try (var batch = loader.next()) {
                assertThat(masked(batch)).containsExactly(0L);
            }
            var second = source(Set.of()).plan(RANDOMNESS).batch(2).samples();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(loader::next)
                        .isInstanceOf(NothingMaskedException.class)
                        .hasMessage("nothing is masked in the samples [%d, %d, %d], so there is nothing to predict"
                                .formatted(second[0], second[1], second[2]));
            }
        }
    }

    @Test
    void aMaskingThatFailsIsReported() {
        var failing = new OneOfEach() {
            @Override
            public void draw(MaskSlot slot, Randomness randomness) {
                throw new IllegalArgumentException("row 0 is too short");
            }
        };
        try (var loader = loader(failing, Ranks.ALONE, 1)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("row 0 is too short");
        }
    }

    @Test
    void samplesCanBeReadButNotWrittenWhereTheMaskIsDrawn() throws Exception {
        var writing = new OneOfEach() {
            @Override
            public void draw(MaskSlot slot, Randomness randomness) {
                slot.sample(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, 7);
            }
        };
        try (var loader = loader(writing, Ranks.ALONE, 1)) {
            assertThatThrownBy(loader::next).hasMessageContaining("read-only");
        }
    }

    @Test
    void whatWasNotDrawnIsNotThere() throws Exception {
        try (var loader = loader(Masking.NONE, Ranks.ALONE, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            assertThat(batch.samples().shape()).containsExactly(BATCH, 3);
            for (Runnable wanted : new Runnable[] {batch::mask, batch::maskedPositions, batch::studentSamples}) {
                assertThatThrownBy(wanted::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no mask was drawn for this batch: give its loader the modality");
            }
        }
        try (var loader = loader(new OneOfEach(), Ranks.ALONE, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            assertThatThrownBy(batch::studentSamples)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the student reads the samples as they are");
        }
    }

    @Test
    void everyPartThatIsInUseHoldsTheBatch() throws Exception {
        var loader = loader(new Rewriting(), Ranks.ALONE, 1);
        try (var scope = Scope.open()) {
            var batch = loader.next();
            batch.mask();
            batch.maskedPositions();
            batch.studentSamples();
            batch.close();
            assertThatThrownBy(batch::mask)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the batch is closed");
            assertThatThrownBy(loader::close).hasMessage("1 of 3 batches are still in use");
        }
        loader.close();
    }
}
