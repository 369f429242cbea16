package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TorchTest {

    @Test
    void versionAndBuild() {
        assertThat(Torch.version()).matches("2\\.\\d+\\.\\d+");
        assertThat(Torch.build()).contains("PyTorch built with").contains("at::get_num_threads()");
    }

    @Test
    void threads() {
        int before = Torch.threads();
        try {
            Torch.setThreads(3);
            assertThat(Torch.threads()).isEqualTo(3);
        } finally {
            Torch.setThreads(before);
        }
        assertThat(Torch.threads()).isEqualTo(before);
        assertThatThrownBy(() -> Torch.setThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, not 0");
    }

    @Test
    void aCudaDeviceThatIsNotThere() {
        int missing = Torch.cudaDevices();

        assertThat(missing).isNotNegative();
        assertThatThrownBy(() -> Torch.synchronize(missing))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith("synchronize(): ")
                .message()
                .doesNotContain("frame #");
    }

    @Test
    void seedsAreTaken() {
        Torch.manualSeed(1);
        try (var scope = Scope.open()) {
            assertThat(Tensors.randperm(3).numel()).isEqualTo(3);
        }
    }

    @Test
    void liveTensorsAndTheirBytesAreCounted() {
        var before = NativeMemory.now();
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT64, 8000, 1000);
            tensor.narrow(0, 0, 1);
            var during = NativeMemory.now();

            assertThat(during.tensors() - before.tensors()).isEqualTo(2);
            assertThat(during.tensorBytes() - before.tensorBytes()).isEqualTo(64_000_000 + 8_000);
            // The JVM's own threads use the same heap meanwhile, for a megabyte or so.
            assertThat(during.heapBytes() - before.heapBytes()).isBetween(56_000_000L, 72_000_000L);
        }
        var after = NativeMemory.now();
        assertThat(after.tensors()).isEqualTo(before.tensors());
        assertThat(after.tensorBytes()).isEqualTo(before.tensorBytes());
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + 8_000_000);
    }

    @Test
    void theAllocatorSaysHowItIsSet() {
        assertThat(NativeMemory.allocatorSettings())
                .isEqualTo("glibc: large blocks stay in one heap (no mmap, no trim), huge pages advised");
    }
}
