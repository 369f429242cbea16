package io.github.data2vec4j.torch;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final long[] MANY = LongStream.range(0, 1000).toArray();

    private static long[] read(MemorySegment list, int count) {
        return list.asSlice(0, count * JAVA_LONG.byteSize()).toArray(JAVA_LONG);
    }

    @Test
    void listsGrow() {
        var gate = CompletableFuture.supplyAsync(Gate::current).join();
        assertThat(read(gate.longs(1, 2), 2)).containsExactly(1, 2);
        var oneTooMany = LongStream.range(0, 65).toArray();
        assertThat(read(gate.longs(oneTooMany), 65)).isEqualTo(oneTooMany);
        assertThat(read(gate.longs(MANY), 1000)).isEqualTo(MANY);
        assertThat(read(gate.longs(), 0)).isEmpty();
    }

    @Test
    void twoListsOfOneCallAreApart() {
        var gate = Gate.current();
        var first = gate.longs(MANY);
        var second = gate.moreLongs(LongStream.range(1000, 1200).toArray());

        assertThat(read(first, 1000)).isEqualTo(MANY);
        assertThat(read(second, 200)).startsWith(1000, 1001).endsWith(1198, 1199);
    }

    @Test
    void everyThreadHasItsOwn() {
        var gate = Gate.current();
        assertThat(Gate.current()).isSameAs(gate);
        assertThat(CompletableFuture.supplyAsync(Gate::current).join()).isNotSameAs(gate);
    }

    @Test
    void factsAreReadAfterAnyListWasUsed() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, 2, 3);
            Gate.current().longs(MANY);
            Gate.current().moreLongs(MANY);

            assertThat(tensor.shape()).containsExactly(2, 3);
            assertThat(tensor.dtype()).isEqualTo(DType.FLOAT32);
        }
    }

    @Test
    void sixteenDimensions() {
        try (var scope = Scope.open()) {
            var shape = LongStream.rangeClosed(1, 16).map(i -> i == 7 ? 2 : 1).toArray();
            var tensor = Tensors.zeros(DType.FLOAT32, shape);

            assertThat(tensor.shape()).isEqualTo(shape);
            assertThat(tensor.isContiguous()).isTrue();
        }
    }

    @Test
    void aHundredTensorsInOneCall() {
        try (var scope = Scope.open()) {
            var part = Tensors.of(new long[] {1, 2}, 2);

            assertThat(Tensors.cat(Collections.nCopies(100, part), 0).sum().itemAsLong())
                    .isEqualTo(300);
            assertThat(Tensors.stack(Collections.nCopies(100, part), 0).shape()).containsExactly(100, 2);
        }
    }
}
