package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Scopes opened and closed on many threads at once, with exceptions inside. The number of turns fits into a build;
 * {@code -Ddata2vec4j.test.minutes=1} goes on for that long instead.
 */
class ScopesUnderLoadTest {

    private static final int THREADS = 8;
    private static final int TURNS = 120;

    private final AtomicLong lent = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();

    @Test
    void countersAreZeroAfterwards() {
        computeAndCompareCounters();
    }

    private void computeAndCompareCounters() {
        var before = NativeMemory.now();
        onAllThreads();
        var after = NativeMemory.now();

        assertThat(after.tensors()).isEqualTo(before.tensors());
        assertThat(after.tensorBytes()).isEqualTo(before.tensorBytes());
        assertThat(returned).hasValue(lent.get());
        assertThat(lent).hasPositiveValue();
    }

    @Test
    void alsoWhileTheCollectorIsBusy() throws Exception {
        long leaked = NativeMemory.leakedTensors();
        var done = new AtomicBoolean();
        var garbage = new Thread(() -> {
            long made = 0;
            while (!done.get()) {
                made += new byte[1 << 16].length;
                if (made % (1 << 26) == 0) {
                    System.gc();
                }
            }
        });
        garbage.start();
        try {
            computeAndCompareCounters();
        } finally {
            done.set(true);
            garbage.join();
        }
        assertThat(NativeMemory.leakedTensors()).isEqualTo(leaked);
    }

    private void onAllThreads() {
        var minutes = Long.getLong("data2vec4j.test.minutes", 0);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        ManyThreads.run(THREADS, number -> {
            for (int turn = 0; turn < TURNS || System.nanoTime() < end; turn++) {
                turn(number, turn);
            }
        });
    }

    /** A miniature of a training step: scopes in scopes, results that leave them, memory on loan, failures. */
    private void turn(int thread, int turn) {
        Tensor kept;
        try (var outer = Scope.open();
                var arena = Arena.ofShared()) {
            var weight = Tensors.full(thread, DType.FLOAT32, 4, 4).requiresGrad(true);
            Tensor moved;
            try (var inner = Scope.open()) {
                moved = Functional.linear(batch(arena), weight, null).sum().moveTo(outer);
                Tensors.zeros(DType.FLOAT32, 3).close();
                fail(turn);
            } catch (TorchException | IllegalArgumentException e) {
                moved = weight.sum();
            }
            moved.backward();
            var gradient = weight.grad();
            assertThat(gradient).isNotNull();
            kept = gradient.sum().keep();
        }
        try (kept) {
            // Both the batch of ones and the plain sum have gradient 1; the batch has two rows.
            assertThat(kept.item()).isIn(16.0, 32.0);
        }
    }

    private Tensor batch(Arena arena) {
        lent.incrementAndGet();
        var memory = arena.allocate(2 * 4 * Float.BYTES, 64);
        for (int i = 0; i < 8; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
        }
        return Tensors.over(memory, DType.FLOAT32, returned::incrementAndGet, 2, 4);
    }

    private static void fail(int turn) {
        switch (turn % 10) {
            // Rarer than the other, because libtorch takes milliseconds for each: it looks up names for a stack.
            case 0 -> Functional.matmul(Tensors.zeros(DType.FLOAT32, 2, 3), Tensors.zeros(DType.FLOAT32, 2, 3));
            case 1, 2, 3 -> throw new IllegalArgumentException("on purpose");
            default -> Tensors.ones(DType.FLOAT32, 1);
        }
    }
}
