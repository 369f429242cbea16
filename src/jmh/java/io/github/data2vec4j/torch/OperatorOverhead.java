package io.github.data2vec4j.torch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an operator costs beyond its arithmetic: tensors so small that nearly all of the time is the way from Java to
 * libtorch and back. With {@code -prof gc}, the bytes of Java heap for each operator.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OperatorOverhead {

    /** As many operators as a forward pass has, so that opening and closing the scope is shared as in real use. */
    private static final int OPERATORS = 200;

    private Tensor small;
    private Tensor input;
    private Tensor weight;
    private Tensor bias;

    @Setup(Level.Trial)
    public void makeTensors() {
        Torch.setThreads(1);
        try (var scope = Scope.open()) {
            small = Tensors.ones(DType.FLOAT32, 4, 4).keep();
            input = Tensors.ones(DType.FLOAT32, 4, 4).keep();
            weight = Tensors.ones(DType.FLOAT32, 4, 4).requiresGrad(true).keep();
            bias = Tensors.ones(DType.FLOAT32, 4).requiresGrad(true).keep();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        small.close();
        input.close();
        weight.close();
        bias.close();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATORS)
    public void mul() {
        try (var scope = Scope.open()) {
            for (int i = 0; i < OPERATORS; i++) {
                small.mul(small);
            }
        }
    }

    /** Forward only, recorded for a backward pass. */
    @Benchmark
    @OperationsPerInvocation(OPERATORS)
    public void linearRecorded() {
        try (var scope = Scope.open()) {
            for (int i = 0; i < OPERATORS; i++) {
                Functional.linear(input, weight, bias);
            }
        }
    }

    /** Forward, sum and backward: three native calls. */
    @Benchmark
    public void linearWithGradient() {
        try (var scope = Scope.open()) {
            Functional.linear(input, weight, bias).sum().backward();
        }
    }

    @Benchmark
    public void openAndCloseScope() {
        Scope.open().close();
    }
}
