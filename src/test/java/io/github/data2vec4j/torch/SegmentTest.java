package io.github.data2vec4j.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The elements of a tensor where they are. */
class SegmentTest {

    private static void assertEnded(MemorySegment segment) {
        assertThat(segment.scope().isAlive()).isFalse();
        assertThatThrownBy(() -> segment.get(JAVA_FLOAT, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bothSidesSeeWhatTheOtherWrites() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
            var segment = tensor.segment();
            assertThat(segment.toArray(JAVA_FLOAT)).containsExactly(1, 2, 3, 4);

            segment.setAtIndex(JAVA_FLOAT, 3, 40);
            assertThat(tensor.toFloatArray()).containsExactly(1, 2, 3, 40);

            tensor.mul_(2);
            assertThat(segment.getAtIndex(JAVA_FLOAT, 3)).isEqualTo(80);
        }
    }

    @Test
    void aViewIsInsideTheWhole() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.of(new long[] {1, 2, 3, 4, 5, 6}, 3, 2);
            var row = tensor.select(0, 1).segment();

            assertThat(row.address()).isEqualTo(tensor.segment().address() + 2 * JAVA_LONG.byteSize());
            assertThat(row.toArray(JAVA_LONG)).containsExactly(3, 4);
        }
    }

    @Test
    void itHasTheElementsAndNotAByteMore() {
        try (var scope = Scope.open()) {
            var segment = Tensors.zeros(DType.FLOAT32, 2, 3).segment();

            assertThat(segment.byteSize()).isEqualTo(24);
            assertThatThrownBy(() -> segment.get(JAVA_FLOAT, 24)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(Tensors.zeros(DType.FLOAT32, 0).segment().byteSize()).isZero();
        }
    }

    @Test
    void itEndsWithTheScope() {
        MemorySegment segment;
        try (var scope = Scope.open()) {
            segment = Tensors.zeros(DType.FLOAT32, 2).segment();
            assertThat(segment.scope().isAlive()).isTrue();
        }
        assertEnded(segment);
    }

    @Test
    void itEndsWithATensorThatIsClosedEarly() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, 2);
            var segment = tensor.segment();
            var again = tensor.segment();
            var other = Tensors.zeros(DType.FLOAT32, 2).segment();
            tensor.close();

            assertEnded(segment);
            assertEnded(again);
            assertThat(other.get(JAVA_FLOAT, 0)).isZero();
        }
    }

    @Test
    void itEndsWhenTheTensorChangesItsOwner() {
        try (var outer = Scope.open()) {
            Tensor moved;
            MemorySegment segment;
            try (var inner = Scope.open()) {
                moved = Tensors.ones(DType.FLOAT32, 2);
                segment = moved.segment();
                moved.moveTo(outer);
                assertEnded(segment);
            }
            segment = moved.segment();
            assertThat(segment.get(JAVA_FLOAT, 4)).isOne();
            moved.keep();
            assertEnded(segment);
            assertThat(moved.segment().get(JAVA_FLOAT, 4)).isOne();
            moved.close();
        }
    }

    @Test
    void thatOfAKeptTensorIsForAllThreadsUntilItIsClosed() {
        Tensor tensor;
        try (var scope = Scope.open()) {
            tensor = Tensors.zeros(DType.FLOAT32, 2).keep();
        }
        var segment = tensor.segment();
        CompletableFuture.runAsync(() -> segment.set(JAVA_FLOAT, 0, 5)).join();
        assertThat(tensor.toFloatArray()).containsExactly(5, 0);

        CompletableFuture.runAsync(tensor::close).join();
        assertEnded(segment);
    }

    @Test
    void thatOfATensorInAScopeIsForItsThread() {
        try (var scope = Scope.open()) {
            var segment = Tensors.zeros(DType.FLOAT32, 2).segment();

            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> segment.get(JAVA_FLOAT, 0))
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WrongThreadException.class);
        }
    }

    @Test
    void aTensorWithGapsHasNone() {
        try (var scope = Scope.open()) {
            var transposed = Tensors.zeros(DType.FLOAT32, 2, 3).transpose(0, 1);

            assertThatThrownBy(transposed::segment)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("float32[3, 2] on cpu has no contiguous host memory; use contiguous() or to(CPU)");
        }
    }
}
