package io.github.data2vec4j.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tensors over memory that Java allocated. */
class MemoryLoanTest {

    private final Arena arena = Arena.ofShared();
    private final AtomicInteger released = new AtomicInteger();

    @AfterEach
    void close() {
        arena.close();
    }

    private MemorySegment floats(float... values) {
        return arena.allocateFrom(JAVA_FLOAT, values);
    }

    private Tensor over(MemorySegment memory) {
        return Tensors.over(memory, DType.FLOAT32, released::incrementAndGet, memory.byteSize() / Float.BYTES);
    }

    @Test
    void theMemoryItselfIsTheTensor() {
        var memory = floats(1, 2, 3, 4, 5, 6);
        try (var scope = Scope.open()) {
            var tensor = Tensors.over(memory, DType.FLOAT32, () -> {}, 2, 3);
            assertThat(tensor.segment().address()).isEqualTo(memory.address());
            assertThat(tensor.shape()).containsExactly(2, 3);

            memory.setAtIndex(JAVA_FLOAT, 5, 60);
            assertThat(tensor.select(0, 1).toFloatArray()).containsExactly(4, 5, 60);
            tensor.mul_(-1);
            assertThat(memory.getAtIndex(JAVA_FLOAT, 0)).isEqualTo(-1);
        }
    }

    @Test
    void everyDtypeAndNoDimensionsAtAll() {
        try (var scope = Scope.open()) {
            for (var dtype : DType.values()) {
                var memory = arena.allocate(2L * dtype.byteSize(), 8);
                var tensor = Tensors.over(memory, dtype, released::incrementAndGet, 2);
                tensor.fill_(1);
                assertThat(tensor.dtype()).isEqualTo(dtype);
                assertThat(tensor.toDoubleArray()).containsExactly(1, 1);
            }
            var single = arena.allocateFrom(JAVA_LONG, 42);
            assertThat(Tensors.over(single, DType.INT64, () -> {}).itemAsLong()).isEqualTo(42);
        }
        assertThat(released).hasValue(DType.values().length);
    }

    @Test
    void releasedOnceWhenTheScopeEnds() {
        try (var scope = Scope.open()) {
            over(floats(1, 2));
            assertThat(released).hasValue(0);
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void releasedWhenTheLastViewIsGone() {
        try (var outer = Scope.open()) {
            Tensor view;
            try (var inner = Scope.open()) {
                view = over(floats(1, 2)).narrow(0, 1, 1).moveTo(outer);
            }
            assertThat(released).hasValue(0);
            assertThat(view.item()).isEqualTo(2);
            view.close();
            assertThat(released).hasValue(1);
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void releasedWhenTheGraphThatSavedItIsGone() {
        try (var outer = Scope.open()) {
            var weight = Tensors.of(new float[] {3, 4}, 2).requiresGrad(true);
            Tensor loss;
            try (var inner = Scope.open()) {
                loss = weight.mul(over(floats(10, 20))).sum().moveTo(outer);
            }
            assertThat(released).hasValue(0);
            loss.backward();
            assertThat(released).hasValue(1);
            var gradient = weight.grad();
            assertThat(gradient).isNotNull();
            assertThat(gradient.toFloatArray()).containsExactly(10, 20);
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void releasedWhenAGraphIsDroppedWithoutABackwardPass() {
        try (var scope = Scope.open()) {
            var weight = Tensors.of(new float[] {3, 4}, 2).requiresGrad(true);
            weight.mul(over(floats(10, 20))).sum();
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void notReleasedWhereLibtorchRefuses() {
        try (var scope = Scope.open()) {
            var memory = floats(1, 2, 3, 4, 5, 6);
            assertThatThrownBy(() -> Tensors.over(memory, DType.FLOAT32, released::incrementAndGet, -2, -3))
                    .isInstanceOf(TorchException.Shape.class)
                    .hasMessage("from_blob(float32[-2, -3]): Trying to create tensor with negative dimension -2:"
                            + " [-2, -3]");
            assertThat(released).hasValue(0);
        }
        assertThat(released).hasValue(0);
    }

    @Test
    void memoryThatCannotBeLentIsRefusedAndNotReleased() {
        var memory = floats(1, 2);
        try (var scope = Scope.open()) {
            assertThatThrownBy(() -> Tensors.over(memory, DType.FLOAT32, released::incrementAndGet, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a tensor float32[3] needs 12 bytes, and the memory has 8");
            assertThatThrownBy(() -> over(MemorySegment.ofArray(new float[2])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a tensor without a copy needs native memory that can be written to");
            assertThatThrownBy(() -> over(memory.asReadOnly())).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> over(memory)).isInstanceOf(IllegalStateException.class);
        assertThat(released).hasValue(0);
    }

    /** Callbacks that throw. */
    static final class Throwing {
        public static void main(String[] arguments) {
            try (var scope = Scope.open();
                    var arena = Arena.ofShared()) {
                lend(arena, () -> {
                            throw new IllegalStateException("thrown on purpose");
                        })
                        .close();
                lend(arena, () -> {
                            throw new StackOverflowError("also on purpose");
                        })
                        .close();
                System.out.println("alive with " + lend(arena, () -> {}).item());
            }
        }

        private static Tensor lend(Arena arena, Runnable released) {
            return Tensors.over(arena.allocateFrom(JAVA_FLOAT, 1), DType.FLOAT32, released, 1);
        }
    }

    @Test
    void anExceptionInTheCallbackIsLoggedAndEndsThere() throws Exception {
        var child = ChildJvm.of(Throwing.class).run();

        assertThat(child.output()).isEqualTo("alive with 1.0\n");
        assertThat(child.status()).isZero();
        assertThat(child.errors())
                .contains("the action after the release of a tensor's memory failed")
                .contains("IllegalStateException: thrown on purpose")
                .contains("StackOverflowError: also on purpose");
    }

    @Test
    void theCallbackRunsOnTheThreadThatLetsGo() throws InterruptedException {
        var thread = new AtomicReference<Thread>();
        Tensor tensor;
        try (var scope = Scope.open()) {
            tensor = Tensors.over(floats(1), DType.FLOAT32, () -> thread.set(Thread.currentThread()), 1)
                    .keep();
        }
        var closing = new Thread(tensor::close);
        closing.start();
        closing.join();
        assertThat(thread).hasValue(closing);
    }

    /** The list of handles that are being freed is not disturbed by a callback that frees others. */
    @Test
    void theCallbackMayComputeItself() {
        var sums = new ArrayList<Double>();
        long before = NativeMemory.now().tensors();
        try (var scope = Scope.open()) {
            for (int i = 0; i < 25; i++) {
                Tensors.over(floats(i), DType.FLOAT32, () -> sums.add(sumOfSomeTensors()), 1);
                Tensors.ones(DType.FLOAT32, 2);
            }
        }
        assertThat(sums).hasSize(25).containsOnly(20.0);
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    private static double sumOfSomeTensors() {
        try (var scope = Scope.open()) {
            var sum = Tensors.zeros(DType.FLOAT32, 1);
            for (int i = 0; i < 20; i++) {
                sum = sum.add(Tensors.ones(DType.FLOAT32, 1));
            }
            return sum.item();
        }
    }

    @Test
    void memoryOfTheCollectorStaysWhileItIsLent() {
        var held = new ArrayList<Tensor>();
        WeakReference<MemorySegment> memory;
        try (var scope = Scope.open()) {
            memory = lendCollectedMemory(held);
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            assertThat(memory.get()).isNotNull();
            assertThat(held.getFirst().toFloatArray()).containsExactly(7, 8);
            held.clear();
        }
        for (int i = 0; i < 1000 && memory.get() != null; i++) {
            System.gc();
        }
        assertThat(memory.get()).isNull();
    }

    private static WeakReference<MemorySegment> lendCollectedMemory(List<Tensor> held) {
        var memory = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 7, 8);
        held.add(Tensors.over(memory, DType.FLOAT32, () -> {}, 2));
        return new WeakReference<>(memory);
    }
}
