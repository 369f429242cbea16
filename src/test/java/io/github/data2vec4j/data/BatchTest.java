package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.TorchException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final PlannedBatch PLAN = new PlannedBatch(new int[] {4, 2, 7}, new long[] {5});

    private final BatchPool pool = new BatchPool(2, new BatchLayout(DType.FLOAT32, Masking.NONE), plan(8, 3, 5));

    private static BatchPlan plan(int size, int batchSize, long... rowShape) {
        return new FixedPlan(size, batchSize, rowShape, Randomness.of(1));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void theTensorLiesOnTheMemoryOfTheSlots() throws Exception {
        try (var batch = pool.take(PLAN);
                var scope = Scope.open()) {
            var samples = batch.samples();

            assertThat(samples.segment().address()).isEqualTo(batch.slot(0).address());
            assertThat(samples.shape()).containsExactly(3, 5);
            assertThat(samples.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(batch.size()).isEqualTo(3);
            assertThat(batch.plan()).isEqualTo(PLAN);

            batch.slot(1).setAtIndex(ValueLayout.JAVA_FLOAT, 4, 2.5f);
            assertThat(samples.toFloatArray()[9]).isEqualTo(2.5f);
        }
    }

    // Four rows of three where there is room for three of five, and then three of five again.
    @Test
    void aBatchMayBeSmallerThanTheLargest() throws Exception {
        try (var small = pool.take(new PlannedBatch(new int[] {1, 2, 3, 4}, new long[] {3, 1}));
                var scope = Scope.open()) {
            assertThat(small.size()).isEqualTo(4);
            assertThat(small.samples().shape()).containsExactly(4, 3, 1);
            assertThat(small.slot(3).byteSize()).isEqualTo(12);
            assertThat(small.slot(3).address() - small.slot(0).address()).isEqualTo(36);
        }
        for (int i = 0; i < 3; i++) {
            try (var first = pool.take(PLAN);
                    var second = pool.take(PLAN);
                    var scope = Scope.open()) {
                assertThat(first.samples().shape()).containsExactly(3, 5);
                assertThat(second.samples().shape()).containsExactly(3, 5);
            }
        }
    }

    @Test
    void wholeNumbersTakeEightBytes() throws Exception {
        try (var tokens = new BatchPool(1, new BatchLayout(DType.INT64, Masking.NONE), plan(2, 2, 3))) {
            try (var batch = tokens.take(new PlannedBatch(new int[] {9, 8}, new long[] {3}));
                    var scope = Scope.open()) {
                for (int i = 0; i < 6; i++) {
                    batch.slot(i / 3).setAtIndex(ValueLayout.JAVA_LONG, i % 3, (1L << 40) + i);
                }
                var samples = batch.samples();
                assertThat(samples.dtype()).isEqualTo(DType.INT64);
                assertThat(samples.shape()).containsExactly(2, 3);
                assertThat(samples.select(0, 1).toLongArray())
                        .containsExactly((1L << 40) + 3, (1L << 40) + 4, (1L << 40) + 5);
            }
        }
    }

    @Test
    void slotsFollowEachOtherFromAMultipleOf64Bytes() throws Exception {
        try (var first = pool.take(PLAN);
                var second = pool.take(PLAN)) {
            for (var batch : new Batch[] {first, second}) {
                assertThat(batch.slot(0).address() % 64).isZero();
                for (int i = 0; i < 3; i++) {
                    assertThat(batch.slot(i).byteSize()).isEqualTo(20);
                    assertThat(batch.slot(i).address() - batch.slot(0).address())
                            .isEqualTo(20L * i);
                }
            }
            assertThat(first.slot(0).asOverlappingSlice(second.slot(0))).isEmpty();
        }
    }

    @Test
    void theMemoryIsUsedUntilBatchAndTensorAreClosed() throws Exception {
        try (var scope = Scope.open()) {
            var batch = pool.take(PLAN);
            batch.samples();
            batch.close();
            assertInUse("1 of 2 batches are still in use");
        }
        try (var batch = pool.take(PLAN)) {
            try (var scope = Scope.open()) {
                batch.samples();
            }
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void everyTensorOverTheBatchCounts() throws Exception {
        Tensor kept;
        try (var batch = pool.take(PLAN);
                var scope = Scope.open()) {
            kept = batch.samples().keep();
            batch.samples();
        }
        assertInUse("1 of 2 batches are still in use");
        kept.close();
    }

    @Test
    void aViewHoldsTheMemoryToo() throws Exception {
        Tensor view;
        try (var batch = pool.take(PLAN);
                var scope = Scope.open()) {
            view = batch.samples().select(0, 1).keep();
        }
        assertInUse("1 of 2 batches are still in use");
        view.close();
    }

    @Test
    void bothBatchesCanBeOut() throws Exception {
        try (var first = pool.take(PLAN);
                var second = pool.take(PLAN)) {
            assertInUse("2 of 2 batches are still in use");
        }
    }

    @Test
    void closingTwiceTakesNothingFromATensor() throws Exception {
        try (var scope = Scope.open()) {
            var batch = pool.take(PLAN);
            batch.samples();
            batch.close();
            batch.close();
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        var first = pool.take(PLAN);
        first.close();
        first.close();
        try (var second = pool.take(PLAN)) {
            first.close();
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void aClosedBatchGivesNoTensor() throws Exception {
        var batch = pool.take(PLAN);
        batch.close();
        assertThatThrownBy(batch::samples)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the batch is closed");
    }

    @Test
    void aTensorThatNoScopeOwnsHoldsNothing() throws Exception {
        try (var batch = pool.take(PLAN)) {
            assertThatThrownBy(batch::samples)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no scope is open");
        }
        assertThatCode(pool::close).doesNotThrowAnyException();
    }

    // Two negative extents have as many elements as two positive ones, but libtorch refuses them.
    @Test
    void aTensorThatLibtorchRefusesHoldsAndGivesBackNothing() throws Exception {
        try (var batch = pool.take(new PlannedBatch(new int[] {4, 2, 7}, new long[] {-1, -5}));
                var scope = Scope.open()) {
            assertThatThrownBy(batch::samples).isInstanceOf(TorchException.Shape.class);
            assertInUse("1 of 2 batches are still in use");
        }
        assertThatCode(pool::close).doesNotThrowAnyException();
    }

    @Test
    void closingThePoolFreesItsMemory() throws Exception {
        var batch = pool.take(PLAN);
        var slot = batch.slot(0);
        batch.close();
        pool.close();
        assertThat(slot.scope().isAlive()).isFalse();
    }

    private void assertInUse(String message) {
        assertThatThrownBy(pool::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }
}
