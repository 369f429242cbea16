package io.github.data2vec4j.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A tour through libtorch in a JVM of its own: prints OK, or ends with an exception that says what is wrong. */
final class OldestLibtorchProgram {

    private OldestLibtorchProgram() {}

    public static void main(String[] arguments) {
        System.out.println(Torch.version() + " with " + NativeLibraries.shim(Platform.current()));
        Torch.setThreads(1);
        everyOperator();
        gradients();
        memoryOnLoan();
        update();
        mixedPrecision();
        seeds();
        errors();
        errorsOnManyThreads();
        aWarning();
        require(NativeMemory.now().tensors() == 0, "tensors are left");
        System.out.println("OK");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void everyOperator() {
        for (var operator : OperatorTable.all()) {
            try (var scope = Scope.open()) {
                var inputs = operator.inputs().stream()
                        .map(input -> input.tensor(DType.FLOAT64).requiresGrad(input.varied()))
                        .toArray(Tensor[]::new);
                var result = operator.call().on(inputs);
                var expected = operator.expected().values();
                var found = result.toDoubleArray();
                require(Arrays.equals(result.shape(), operator.expected().shape()), operator + ": shape");
                for (int i = 0; i < found.length; i++) {
                    double difference = Math.abs(found[i] - expected[i]);
                    require(
                            difference <= operator.tolerance() * Math.max(1, Math.abs(expected[i])),
                            operator + ": " + Arrays.toString(found) + " instead of " + Arrays.toString(expected));
                }
                if (operator.hasGradient()) {
                    result.sum().backward();
                }
            }
        }
    }

    private static void gradients() {
        try (var scope = Scope.open()) {
            var buffer = Tensors.zeros(DType.FLOAT32, 2);
            var x = Tensors.of(new float[] {3, 4}, 2).requiresGrad(true);
            x.grad(buffer.asStrided(new long[] {2}, new long[] {1}, 0));
            x.square().sum().backward();
            x.square().sum().backward();
            require(Arrays.equals(buffer.toFloatArray(), new float[] {12, 16}), "gradients in a buffer");
            x.grad(null);
            require(x.grad() == null, "a gradient that was taken away");
        }
    }

    private static void memoryOnLoan() {
        var released = new AtomicInteger();
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocateFrom(JAVA_FLOAT, 1, 2);
            try (var scope = Scope.open()) {
                var tensor = Tensors.over(memory, DType.FLOAT32, released::incrementAndGet, 2);
                require(tensor.segment().address() == memory.address(), "memory was copied");
                require(tensor.mul(2).sum().item() == 6, "memory on loan");
            }
            require(released.get() == 1, "memory came back " + released + " times");
        }
    }

    private static void update() {
        try (var scope = Scope.open()) {
            var parameters = Tensors.of(new float[] {1}, 1);
            var step = Tensors.scalar(0, DType.FLOAT32);
            FusedAdamW.update_(
                    parameters,
                    Tensors.of(new float[] {0.5f}, 1),
                    Tensors.zeros(DType.FLOAT32, 1),
                    Tensors.zeros(DType.FLOAT32, 1),
                    step,
                    new FusedAdamW.Coefficients(0.1, 0.9, 0.999, 0.01, 1e-8));
            // The first update goes one learning rate against the sign of the gradient.
            require(Math.abs(parameters.item() - (1 - 0.1 * 0.01 - 0.1)) < 1e-6, "update");
            require(step.item() == 1, "number of the update");
        }
    }

    private static void mixedPrecision() {
        try (var scope = Scope.open()) {
            var x = Tensors.ones(DType.FLOAT32, 2, 2);
            try (var autocast = Autocast.to(DType.BFLOAT16, Device.Kind.CPU)) {
                require(Functional.matmul(x, x).dtype() == DType.BFLOAT16, "autocast on");
            }
            require(Functional.matmul(x, x).dtype() == DType.FLOAT32, "autocast off");
        }
    }

    private static void seeds() {
        try (var scope = Scope.open()) {
            Torch.manualSeed(1);
            var first = Tensors.randperm(100).toLongArray();
            Torch.manualSeed(1);
            require(Arrays.equals(Tensors.randperm(100).toLongArray(), first), "seeds");
        }
    }

    private static void errors() {
        try (var scope = Scope.open()) {
            var wide = Tensors.ones(DType.FLOAT32, 2, 3);
            expect(
                    TorchException.Shape.class,
                    "matmul(float32[2, 3], float32[2, 3]): mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
                    () -> Functional.matmul(wide, wide));
            expect(
                    TorchException.Index.class,
                    "embedding(float32[2, 3], int64[1]): index out of range in self",
                    () -> Functional.embedding(wide, Tensors.of(new long[] {7}, 1), -1));
            expect(
                    TorchException.Dtype.class,
                    "requires_grad(int64[1]): Only Tensors of floating point and complex dtype can require gradients",
                    () -> Tensors.zeros(DType.INT64, 1).requiresGrad(true));
            expect(
                    TorchException.NotImplemented.class,
                    "matmul(bool[2, 2], bool[2, 2]): \"addmm_impl_cpu_\" not implemented for 'Bool'",
                    () -> Functional.matmul(Tensors.ones(DType.BOOL, 2, 2), Tensors.ones(DType.BOOL, 2, 2)));
            long elements = 1L << 45;
            expect(
                    TorchException.OutOfMemory.class,
                    "empty(float32[" + elements + "]): [enforce fail at alloc_cpu.cpp:127] err == 0."
                            + " DefaultCPUAllocator: can't allocate memory: you tried to allocate " + 4 * elements
                            + " bytes. Error code 12 (Cannot allocate memory)",
                    () -> Tensors.empty(DType.FLOAT32, elements));
            require(wide.add(1).sum().item() == 12, "the call after an error");
        }
    }

    private static void expect(Class<? extends TorchException> kind, String message, Runnable call) {
        try {
            call.run();
        } catch (TorchException e) {
            require(e.getClass() == kind, "a " + e.getClass().getSimpleName() + ": " + e.getMessage());
            require(Objects.equals(e.getMessage(), message), e.getMessage() + " instead of " + message);
            return;
        }
        throw new AssertionError("no exception: " + message);
    }

    /** libtorch writes it to the standard error, as it does its reasons; this one is for the user to see. */
    private static void aWarning() {
        try (var scope = Scope.open()) {
            require(Double.isNaN(Tensors.ones(DType.FLOAT32, 1).var().item()), "variance of one number");
        }
    }

    private static void errorsOnManyThreads() {
        ManyThreads.run(4, number -> failManyTimes(number + 2));
    }

    private static void failManyTimes(int size) {
        for (int turn = 0; turn < 50; turn++) {
            try (var scope = Scope.open()) {
                var tensor = Tensors.ones(DType.FLOAT32, size, 10L * size);
                expect(
                        TorchException.Shape.class,
                        ("matmul(float32[%1$d, %1$d0], float32[%1$d, %1$d0]): mat1 and mat2 shapes cannot be multiplied"
                                        + " (%1$dx%1$d0 and %1$dx%1$d0)")
                                .formatted(size),
                        () -> Functional.matmul(tensor, tensor));
            }
        }
    }
}
