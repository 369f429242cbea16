package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final BatchPool pool = new BatchPool(2, 3, 5);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void theTensorLiesOnTheMemoryOfTheSlots() throws Exception {
        try (var batch = pool.take();
                var scope = Scope.open()) {
            var samples = batch.samples();

            assertThat(samples.segment().address()).isEqualTo(batch.slot(0).address());
            assertThat(samples.shape()).containsExactly(3, 5);
            assertThat(samples.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(batch.size()).isEqualTo(3);

            batch.slot(1).setAtIndex(ValueLayout.JAVA_FLOAT, 4, 2.5f);
            assertThat(samples.toFloatArray()[9]).isEqualTo(2.5f);
        }
    }

    @Test
    void slotsFollowEachOtherFromAMultipleOf64Bytes() throws Exception {
        try (var first = pool.take();
                var second = pool.take()) {
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
            var batch = pool.take();
            batch.samples();
            batch.close();
            assertInUse("1 of 2 batches are still in use");
        }
        try (var batch = pool.take()) {
            try (var scope = Scope.open()) {
                batch.samples();
            }
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void everyTensorOverTheBatchCounts() throws Exception {
        Tensor kept;
        try (var batch = pool.take();
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
        try (var batch = pool.take();
                var scope = Scope.open()) {
            view = batch.samples().select(0, 1).keep();
        }
        assertInUse("1 of 2 batches are still in use");
        view.close();
    }

    @Test
    void bothBatchesCanBeOut() throws Exception {
        try (var first = pool.take();
                var second = pool.take()) {
            assertInUse("2 of 2 batches are still in use");
        }
    }

    @Test
    void closingTwiceTakesNothingFromATensor() throws Exception {
        try (var scope = Scope.open()) {
            var batch = pool.take();
            batch.samples();
            batch.close();
            batch.close();
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        var first = pool.take();
        first.close();
        first.close();
        try (var second = pool.take()) {
            first.close();
            assertInUse("1 of 2 batches are still in use");
        }
    }

    @Test
    void aClosedBatchGivesNoTensor() throws Exception {
        var batch = pool.take();
        batch.close();
        assertThatThrownBy(batch::samples)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the batch is closed");
    }

    @Test
    void aTensorThatNoScopeOwnsHoldsNothing() throws Exception {
        try (var batch = pool.take()) {
            assertThatThrownBy(batch::samples)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no scope is open");
        }
        assertThatCode(pool::close).doesNotThrowAnyException();
    }

    @Test
    void closingThePoolFreesItsMemory() throws Exception {
        var batch = pool.take();
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
