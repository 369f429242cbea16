package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing stays in the C heap, however often an operator is used, and however often it fails. */
class NativeHeapTest {

    private static final int WARM_UP = 10;
    private static final int MOST_WINDOWS = 12;
    private static final int TURNS = 20;

    /** The smallest block of the C heap has 32 bytes, so this is less than one for every call. */
    private static final long MOST_BYTES = 24 * TURNS;

    /** For a JVM of its own that does not compile: then little else moves in its C heap. */
    static final class Repeating {
        public static void main(String[] arguments) {
            Torch.setThreads(1);
            for (var operator : OperatorTable.all()) {
                try (var scope = Scope.open()) {
                    var inputs = operator.inputs().stream()
                            .map(input -> input.tensor(DType.FLOAT64).requiresGrad(input.varied()))
                            .toArray(Tensor[]::new);
                    watch(operator.toString(), () -> use(operator, inputs));
                }
            }
            try (var scope = Scope.open()) {
                var wide = Tensors.ones(DType.FLOAT32, 2, 3);
                watch("refused matmul", () -> refused(() -> Functional.matmul(wide, wide)));
                watch("refused reshape", () -> refused(() -> wide.reshape(4, 2)));
                watch("refused pad", () -> refused(() -> wide.pad(0, -9, -9)));
                watch("refused cat", () -> refused(() -> Tensors.cat(List.of(wide, wide), 7)));
                watch("refused layer_norm", () -> refused(() -> Functional.layerNorm(wide, wide, wide, 1e-5, 7)));
                watch("refused empty", () -> refused(() -> Tensors.empty(DType.FLOAT32, 1L << 45)));
            }
            System.out.println("done");
        }

        private static void use(OperatorCase operator, Tensor... inputs) {
            try (var scope = Scope.open()) {
                var result = operator.call().on(inputs);
                if (operator.hasGradient()) {
                    result.sum().backward();
                }
            }
        }

        private static void refused(Runnable call) {
            try {
                call.run();
                System.out.println("not refused");
            } catch (TorchException e) {
                // As it should be.
            }
        }

        private static void watch(String name, Runnable work) {
            repeat(work, WARM_UP);
            long least = Long.MAX_VALUE;
            // The JVM's own use of the heap comes and goes; a leak is there every time.
            for (int window = 0; window < MOST_WINDOWS && least > MOST_BYTES; window++) {
                long before = NativeMemory.now().heapBytes();
                repeat(work, TURNS);
                least = Math.min(least, NativeMemory.now().heapBytes() - before);
            }
            if (least > MOST_BYTES) {
                System.out.println(name + " leaves " + least / TURNS + " bytes each time");
            }
        }

        private static void repeat(Runnable work, int times) {
            for (int i = 0; i < times; i++) {
                work.run();
            }
        }
    }

    @Test
    void everyCallGivesBackWhatItTook() throws Exception {
        var child = ChildJvm.of(Repeating.class).option("-Xint").run();

        assertThat(child.output()).as(child.errors()).isEqualTo("done\n");
    }
}
