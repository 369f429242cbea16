package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What libtorch refuses: the kind, and a message with the operator, what it was given, and libtorch's own words. */
class TorchExceptionTest {

    /** More bytes than a process can address. */
    private static final long TOO_MANY = 1L << 45;

    /**
     * A call that fails.
     *
     * @param kind what is thrown
     * @param call operator and arguments, as the message shows them
     * @param reason part of libtorch's text
     */
    record Refusal(Class<? extends TorchException> kind, String call, String reason, Runnable operator) {
        @Override
        public String toString() {
            return call;
        }
    }

    private static Refusal refusal(
            Class<? extends TorchException> kind, String call, String reason, Runnable operator) {
        return new Refusal(kind, call, reason, operator);
    }

    private static Tensor floats(long... shape) {
        return Tensors.ones(DType.FLOAT32, shape);
    }

    private static Tensor longs(long... values) {
        return Tensors.of(values, values.length);
    }

    private static void ctc(Tensor targets, Tensor targetLengths) {
        var even = Functional.logSoftmax(Tensors.zeros(DType.FLOAT32, 4, 2, 3), 2);
        Losses.ctc(even, targets, longs(4, 4), targetLengths, 0, Reduction.SUM);
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                refusal(
                        TorchException.Shape.class,
                        "matmul(float32[2, 3], float32[2, 3])",
                        "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
                        () -> Functional.matmul(floats(2, 3), floats(2, 3))),
                refusal(
                        TorchException.Shape.class,
                        "add(float32[2, 3], float32[7])",
                        "The size of tensor a (3) must match the size of tensor b (7) at non-singleton dimension 1",
                        () -> floats(2, 3).add(floats(7))),
                refusal(
                        TorchException.Shape.class,
                        "expand(float32[2, 3])",
                        "The expanded size of the tensor (3) must match the existing size (2)",
                        () -> floats(2, 3).expand(3, 3)),
                refusal(
                        TorchException.Shape.class,
                        "reshape(float32[2, 3])",
                        "shape '[4, 2]' is invalid for input of size 6",
                        () -> floats(2, 3).reshape(4, 2)),
                refusal(
                        TorchException.Shape.class,
                        "conv1d(float32[1, 2, 3], float32[1, 3, 1])",
                        "to have 3 channels, but got 2 channels instead",
                        () -> Functional.conv1d(floats(1, 2, 3), floats(1, 3, 1), null, 1, 0, 1)),
                refusal(
                        TorchException.Shape.class,
                        "scaled_dot_product_attention(float32[1, 1, 3, 8], float32[1, 1, 3, 8], float32[1, 1, 400, 8])",
                        "keys and values differ in another size than the last",
                        () -> Functional.scaledDotProductAttention(
                                floats(1, 1, 3, 8), floats(1, 1, 3, 8), floats(1, 1, 400, 8), null, 0)),
                refusal(
                        TorchException.Shape.class,
                        "scaled_dot_product_attention(float32[1, 1, 64, 8], float32[1, 1, 64, 8],"
                                + " float32[1, 1, 64, 8], float32[1, 1, 2, 64])",
                        "The size of tensor a (64) must match the size of tensor b (2)",
                        () -> Functional.scaledDotProductAttention(
                                floats(1, 1, 64, 8), floats(1, 1, 64, 8), floats(1, 1, 64, 8), floats(1, 1, 2, 64), 0)),
                refusal(
                        TorchException.Shape.class,
                        "layer_norm(float32[2, 3], float32[4], float32[4])",
                        "Given normalized_shape=[4], expected input with shape [*, 4]",
                        () -> Functional.layerNorm(floats(2, 3), floats(4), floats(4), 1e-5, 4)),
                refusal(
                        TorchException.Shape.class,
                        "cat(float32[2, 3], float32[3, 4])",
                        "Sizes of tensors must match except in dimension 0",
                        () -> Tensors.cat(List.of(floats(2, 3), floats(3, 4)), 0)),
                refusal(
                        TorchException.Shape.class,
                        "copy_(float32[2, 3], float32[5])",
                        "The size of tensor a (3) must match the size of tensor b (5)",
                        () -> floats(2, 3).copy_(floats(5))),
                refusal(
                        TorchException.Shape.class,
                        "empty(float32[-1])",
                        "negative dimension -1",
                        () -> Tensors.empty(DType.FLOAT32, -1)),
                refusal(
                        TorchException.Shape.class,
                        "full(int64[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])",
                        "a tensor of 17 dimensions; at most 16 are possible",
                        () -> Tensors.zeros(DType.INT64, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
                refusal(
                        TorchException.Dtype.class,
                        "linear(float32[2, 3], float64[4, 3])",
                        "to have the same dtype, but got: float != double",
                        () -> Functional.linear(floats(2, 3), Tensors.ones(DType.FLOAT64, 4, 3), null)),
                refusal(
                        TorchException.Dtype.class,
                        "lerp(float32[2], float32[2], float64[2])",
                        "expected dtype float for `weight` but got dtype double",
                        () -> floats(2).lerp(floats(2), Tensors.ones(DType.FLOAT64, 2))),
                refusal(
                        TorchException.Dtype.class,
                        "masked_select(float32[2], float32[2])",
                        "expected BoolTensor for mask",
                        () -> floats(2).maskedSelect(floats(2))),
                refusal(
                        TorchException.Dtype.class,
                        "requires_grad(int64[2])",
                        "Only Tensors of floating point and complex dtype can require gradients",
                        () -> longs(1, 2).requiresGrad(true)),
                refusal(
                        TorchException.Dtype.class,
                        "mean(int64[2])",
                        "Input dtype must be either a floating point or complex dtype. Got: Long",
                        () -> longs(1, 2).mean()),
                refusal(
                        TorchException.Index.class,
                        "embedding(float32[2, 3], int64[1])",
                        "index out of range in self",
                        () -> Functional.embedding(floats(2, 3), longs(5), -1)),
                refusal(
                        TorchException.Index.class,
                        "select(float32[2, 3])",
                        "Dimension out of range (expected to be in range of [-2, 1], but got 4)",
                        () -> floats(2, 3).select(4, 0)),
                refusal(
                        TorchException.Index.class,
                        "select(float32[2, 3])",
                        "index 9 out of range for tensor of size [2, 3] at dimension 1",
                        () -> floats(2, 3).select(1, 9)),
                refusal(
                        TorchException.Index.class,
                        "narrow(float32[2, 3])",
                        "start (2) + length (9) exceeds dimension size (3)",
                        () -> floats(2, 3).narrow(1, 2, 9)),
                refusal(
                        TorchException.Index.class,
                        "gather(float32[2], int64[1])",
                        "index 5 is out of bounds for dimension 0 with size 2",
                        () -> floats(2).gather(0, longs(5))),
                refusal(
                        TorchException.Index.class,
                        "index_copy_(float32[2], int64[1], float32[1])",
                        "out of",
                        () -> floats(2).indexCopy_(0, longs(5), floats(1))),
                refusal(
                        TorchException.Index.class,
                        "norm(float32[2])",
                        "dimension 1 is out of range for a tensor with 1",
                        () -> floats(2).norm(1)),
                refusal(
                        TorchException.Index.class,
                        "one_hot(int64[2])",
                        "Class values must be smaller than num_classes",
                        () -> longs(5, 1).oneHot(3)),
                refusal(
                        TorchException.Index.class,
                        "cross_entropy_loss(float32[2, 3], int64[2])",
                        "Target 5 is out of bounds",
                        () -> Losses.crossEntropy(floats(2, 3), longs(5, 1), -100, 0, Reduction.MEAN)),
                refusal(
                        TorchException.Index.class,
                        "ctc_loss(float32[4, 2, 3], int64[2, 2], int64[2], int64[2])",
                        "target 3 of sample 1 is out of range for 3 classes",
                        () -> ctc(longs(1, 2, 2, 3).reshape(2, 2), longs(2, 2))),
                refusal(
                        TorchException.Index.class,
                        "ctc_loss(float32[4, 2, 3], int64[2, 2], int64[2], int64[2])",
                        "target length 3 of sample 0 is out of range",
                        () -> ctc(longs(1, 2, 2, -1).reshape(2, 2), longs(3, 1))),
                refusal(
                        TorchException.Shape.class,
                        "ctc_loss(float32[4, 2, 3], int64[4], int64[2], int64[2])",
                        "targets has 1 dimensions, not 2",
                        () -> ctc(longs(1, 2, 2, 1), longs(2, 2))),
                refusal(
                        TorchException.Index.class,
                        "topk(float32[3])",
                        "selected index k out of range",
                        () -> floats(3).topk(9, 0)),
                refusal(
                        TorchException.OutOfMemory.class,
                        "empty(float32[" + TOO_MANY + "])",
                        "DefaultCPUAllocator: can't allocate memory: you tried to allocate " + 4 * TOO_MANY + " bytes",
                        () -> Tensors.empty(DType.FLOAT32, TOO_MANY)),
                refusal(
                        TorchException.OutOfMemory.class,
                        "contiguous(float32[" + TOO_MANY + "])",
                        "can't allocate memory",
                        () -> floats(1).expand(TOO_MANY).contiguous()),
                refusal(
                        TorchException.NotImplemented.class,
                        "matmul(bool[2, 2], bool[2, 2])",
                        "\"addmm_impl_cpu_\" not implemented for 'Bool'",
                        () -> Functional.matmul(Tensors.ones(DType.BOOL, 2, 2), Tensors.ones(DType.BOOL, 2, 2))),
                refusal(
                        TorchException.NotImplemented.class,
                        "softmax(int64[2])",
                        "not implemented for 'Long'",
                        () -> Functional.softmax(longs(1, 2), 0)),
                refusal(
                        TorchException.class,
                        "backward(float32[])",
                        "element 0 of tensors does not require grad and does not have a grad_fn",
                        () -> floats().backward()),
                refusal(
                        TorchException.class,
                        "dropout(float32[2])",
                        "dropout probability has to be between 0 and 1, but got 1.5",
                        () -> Functional.dropout(floats(2), 1.5)),
                refusal(
                        TorchException.class,
                        "item(float32[2, 2])",
                        "a Tensor with 4 elements cannot be converted to Scalar",
                        () -> floats(2, 2).item()),
                refusal(
                        TorchException.class,
                        "cat()",
                        "expected a non-empty list of Tensors",
                        () -> Tensors.cat(List.of(), 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void kindAndMessage(Refusal refusal) {
        try (var scope = Scope.open()) {
            assertThatThrownBy(refusal.operator()::run)
                    .isExactlyInstanceOf(refusal.kind())
                    .hasMessageStartingWith(refusal.call() + ": ")
                    .message()
                    .contains(refusal.reason())
                    .doesNotContain("frame #", "Exception raised from");
            assertThat(floats(2).add(1).toFloatArray()).containsExactly(2, 2);
        }
    }

    @Test
    void everyKindIsReached() {
        assertThat(refusals().map(Refusal::kind).distinct().toList())
                .containsAll(List.of(TorchException.class.getPermittedSubclasses()).stream()
                        .map(kind -> kind.asSubclass(TorchException.class))
                        .toList());
    }

    @Test
    void eachThreadGetsItsOwnReason() {
        ManyThreads.run(4, number -> failWith(number + 2));
    }

    private static void failWith(int size) {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, new long[size]);
            for (int turn = 0; turn < 4000; turn++) {
                assertThatThrownBy(() -> tensor.norm(size))
                        .hasMessageEndingWith("dimension %1$d is out of range for a tensor with %1$d".formatted(size));
            }
        }
    }
}
