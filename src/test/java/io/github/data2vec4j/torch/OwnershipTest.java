package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final String CLOSED = "the tensor is closed: its scope ended, or close() was called"
            + " (run with -Ddata2vec4j.debug=true to see where)";

    private static Tensor two() {
        return Tensors.ones(DType.FLOAT32, 2);
    }

    private static Tensor kept() {
        try (var scope = Scope.open()) {
            return two().keep();
        }
    }

    private static void onAnotherThread(Runnable work) {
        try {
            CompletableFuture.runAsync(work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage(CLOSED);
    }

    @Test
    void aScopeReleasesWhatWasMadeInIt() {
        long before = NativeMemory.now().tensors();
        Tensor made;
        try (var scope = Scope.open()) {
            made = two();
            two().add(made);
            assertThat(scope.size()).isEqualTo(3);
            assertThat(NativeMemory.now().tensors()).isEqualTo(before + 3);
            assertThat(made.isClosed()).isFalse();
        }
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        assertThat(made.isClosed()).isTrue();
        assertThat(made).hasToString("Tensor(closed)");
    }

    @Test
    void aScopeOwnsAnyNumberOfTensors() {
        long before = NativeMemory.now().tensors();
        try (var scope = Scope.open()) {
            var all = IntStream.range(0, 1000).mapToObj(i -> two()).toList();
            for (int i = 0; i < all.size(); i += 3) {
                all.get(i).close();
            }
            assertThat(scope.size()).isEqualTo(666);
            assertThat(NativeMemory.now().tensors()).isEqualTo(before + 666);
        }
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @Test
    void aClosedTensorCannotBeUsed() {
        try (var scope = Scope.open()) {
            var closed = two();
            closed.close();
            var open = two();

            assertClosed(() -> closed.add(open));
            assertClosed(() -> open.add(closed));
            assertClosed(() -> closed.copy_(open));
            assertClosed(() -> open.copy_(closed));
            assertClosed(() -> Functional.linear(open, open, closed));
            assertClosed(() -> Tensors.cat(List.of(open, closed), 0));
            assertClosed(closed::shape);
            assertClosed(closed::dtype);
            assertClosed(closed::item);
            assertClosed(closed::toFloatArray);
            assertClosed(closed::segment);
            assertClosed(closed::backward);
            assertClosed(closed::grad);
            assertClosed(() -> open.grad(closed));
            assertClosed(closed::keep);
            assertClosed(() -> closed.moveTo(scope));
            assertThat(open.add(open).toFloatArray()).containsExactly(2, 2);
        }
    }

    @Test
    void aTensorOfAClosedScopeCannotBeUsed() {
        Tensor closed;
        try (var scope = Scope.open()) {
            closed = two();
        }
        try (var scope = Scope.open()) {
            assertClosed(closed::neg);
        }
    }

    @Test
    void closingAgainDoesNothing() {
        long before = NativeMemory.now().tensors();
        var scope = Scope.open();
        var tensor = two();
        tensor.close();
        tensor.close();
        scope.close();
        scope.close();
        tensor.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @Test
    void aKeptTensorOutlivesItsScope() {
        var tensor = kept();
        try (var scope = Scope.open()) {
            assertThat(tensor.keep()).isSameAs(tensor);
            assertThat(tensor.add(tensor).toFloatArray()).containsExactly(2, 2);
            assertThat(scope.size()).isOne();
        }
        assertThat(tensor.toFloatArray()).containsExactly(1, 1);
        tensor.close();
        assertThat(tensor.isClosed()).isTrue();
    }

    @Test
    void aTensorMovesToTheScopeAround() {
        try (var outer = Scope.open()) {
            Tensor result;
            try (var inner = Scope.open()) {
                assertThat(inner.outer()).isSameAs(outer);
                result = two().add(two()).moveTo(outer);
                assertThat(result.moveTo(outer)).isSameAs(result);
                assertThat(inner.size()).isEqualTo(2);
            }
            assertThat(outer.size()).isOne();
            assertThat(result.toFloatArray()).containsExactly(2, 2);
        }
    }

    @Test
    void aKeptTensorMovesIntoAScope() {
        var tensor = kept();
        try (var scope = Scope.open()) {
            tensor.moveTo(scope);
        }
        assertThat(tensor.isClosed()).isTrue();
    }

    @Test
    void aTensorThatCannotMoveStaysWhereItIs() {
        var closed = Scope.open();
        closed.close();
        try (var scope = Scope.open()) {
            var tensor = two();
            assertThatThrownBy(() -> tensor.moveTo(closed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the scope is closed");
            assertThat(scope.size()).isOne();
            assertThat(tensor.toFloatArray()).containsExactly(1, 1);
        }
        // Not lost: the counters are compared after every test.
        var tensor = kept();
        try (var scope = Scope.open()) {
            assertThatThrownBy(() -> onAnotherThread(() -> tensor.moveTo(scope)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a scope takes tensors on the thread that opened it");
        }
        assertThat(tensor.isClosed()).isFalse();
        tensor.close();
    }

    @Test
    void anAliasLivesOnItsOwn() {
        try (var scope = Scope.open()) {
            var tensor = two();
            var alias = tensor.alias();
            assertThat(alias.segment().address()).isEqualTo(tensor.segment().address());
            tensor.close();
            assertThat(alias.toFloatArray()).containsExactly(1, 1);
        }
    }

    @Test
    void theOuterScopeIsNotClosedBeforeTheInnerOne() {
        var outer = Scope.open();
        var ofOuter = two();
        var inner = Scope.open();
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a scope inside this one is still open; close the innermost first");
        assertThat(two().add(ofOuter).toFloatArray()).containsExactly(2, 2);
        inner.close();
        outer.close();
        assertThat(ofOuter.isClosed()).isTrue();
    }

    @Test
    void aScopeBelongsToItsThread() {
        try (var scope = Scope.open()) {
            var tensor = two();
            assertThatThrownBy(() -> onAnotherThread(scope::close))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a scope is closed on the thread that opened it");
            assertThatThrownBy(() -> onAnotherThread(tensor::close))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a tensor leaves a scope on the thread that opened it");
            assertThatThrownBy(() -> onAnotherThread(tensor::keep)).isInstanceOf(IllegalStateException.class);
            assertThat(tensor.toFloatArray()).containsExactly(1, 1);
            assertThat(scope.size()).isOne();
        }
    }

    @Test
    void aKeptTensorIsUsedAndClosedOnAnyThread() {
        var tensor = kept();
        onAnotherThread(() -> {
            try (var scope = Scope.open()) {
                assertThat(tensor.add(1).toFloatArray()).containsExactly(2, 2);
            }
            tensor.close();
        });
        assertThat(tensor.isClosed()).isTrue();
    }

    @Test
    void manyThreadsMayCloseOneTensor() {
        var tensors = IntStream.range(0, 500).mapToObj(i -> kept()).toList();
        var arrived = new AtomicInteger();
        ManyThreads.run(2, number -> {
            for (int i = 0; i < tensors.size(); i++) {
                arrived.incrementAndGet();
                while (arrived.get() < 2 * (i + 1)) {
                    Thread.onSpinWait();
                }
                tensors.get(i).close();
            }
        });
        assertThat(tensors).allSatisfy(tensor -> assertThat(tensor.isClosed()).isTrue());
    }

    @Test
    void withoutAScopeNothingIsComputed() {
        long before = NativeMemory.now().tensors();
        var message = "no scope is open on thread '" + Thread.currentThread().getName()
                + "', so nothing would own the result; compute inside try (var scope = Scope.open()) { ... }";

        assertThatThrownBy(OwnershipTest::two)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        try (var tensor = kept()) {
            assertThatThrownBy(tensor::neg)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> tensor.sort(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(tensor::grad).isInstanceOf(IllegalStateException.class);
            assertThat(tensor.mul_(3).toFloatArray()).containsExactly(3, 3);
        }
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @Test
    void anExceptionLeavesTheScopesInOrder() {
        try (var outer = Scope.open()) {
            assertThatThrownBy(() -> {
                        try (var inner = Scope.open()) {
                            two();
                            throw new IllegalArgumentException("on purpose");
                        }
                    })
                    .hasMessage("on purpose");
            two();
            assertThat(outer.size()).isOne();
        }
    }

    /** Runs with debug on. */
    static final class ClosedSomewhere {
        public static void main(String[] arguments) {
            Tensor inScope;
            try (var scope = Scope.open()) {
                inScope = two();
            }
            var kept = kept();
            closeHere(kept);
            show(inScope);
            show(kept);
        }

        static void closeHere(Tensor tensor) {
            tensor.close();
        }

        private static void show(Tensor closed) {
            try {
                closed.shape();
            } catch (IllegalStateException e) {
                var where = Objects.requireNonNull(e.getCause());
                System.out.println(e.getMessage());
                System.out.println(where.getMessage());
                for (var frame : where.getStackTrace()) {
                    System.out.println(frame.getMethodName());
                }
            }
        }
    }

    @Test
    void debuggingTellsWhereATensorWasClosed() throws Exception {
        var child = ChildJvm.of(ClosedSomewhere.class)
                .option("-Ddata2vec4j.debug=true")
                .run();

        var expected = "the tensor is closed: its scope ended, or close() was called\nthe tensor was closed here\n";
        assertThat(child.output()).startsWith(expected).contains("\nclose\nmain\n", "\nclose\ncloseHere\nmain\n");
        assertThat(child.status()).isZero();
    }

    /** Loses a kept tensor. */
    static final class Loses {
        public static void main(String[] arguments) {
            lose();
            for (int i = 0; i < 10_000 && NativeMemory.leakedTensors() < 2; i++) {
                System.gc();
                Thread.onSpinWait();
            }
            System.out.println(
                    NativeMemory.leakedTensors() + " " + NativeMemory.now().tensors());
            kept().close();
            System.gc();
            System.out.println(NativeMemory.leakedTensors());
        }

        private static void lose() {
            kept().copy_(kept());
        }
    }

    @Test
    void aLostTensorIsReportedAndNotFreed() throws Exception {
        var child = ChildJvm.of(Loses.class).run();

        assertThat(child.status()).isZero();
        assertThat(child.output()).isEqualTo("2 2\n2\n");
        assertThat(child.errors())
                .contains(
                        "a kept tensor float32[2] became unreachable without close();" + " its native memory is lost");
    }
}
