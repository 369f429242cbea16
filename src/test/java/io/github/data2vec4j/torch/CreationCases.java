package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.booleans;
import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.scalar;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** How tensors come to be. */
final class CreationCases {

    private static final Numbers A = Numbers.of(sizes(2, 2), 1, 2, 3, 4);
    private static final Numbers B = Numbers.of(sizes(2, 2), 5, 6, 7, 8);

    private CreationCases() {}

    static List<OperatorCase> all() {
        return List.of(
                // What an empty tensor holds is arbitrary, so its shape and what is written to it are looked at.
                made(
                        "Tensors.empty(DType, long[])",
                        x -> Tensors.empty(DType.INT64, 2).fill_(4),
                        longs(sizes(2), 4, 4)),
                made(
                        "Tensors.empty(DType, Device, long[])",
                        x -> Tensors.empty(DType.INT64, Device.CPU, 2, 0, 3),
                        longs(sizes(2, 0, 3))),
                made("Tensors.zeros(DType, long[])", x -> Tensors.zeros(DType.INT64, 2, 1), longs(sizes(2, 1), 0, 0)),
                made("Tensors.ones(DType, long[])", x -> Tensors.ones(DType.BOOL, 2), booleans(sizes(2), 1, 1)),
                made(
                        "Tensors.full(double, DType, long[])",
                        x -> Tensors.full(-3, DType.INT64, 3),
                        longs(sizes(3), -3, -3, -3)),
                made(
                        "Tensors.full(double, DType, Device, long[])",
                        x -> Tensors.full(0.5, DType.FLOAT32, Device.CPU, 1, 2),
                        Numbers.of(sizes(1, 2), 0.5, 0.5).as(DType.FLOAT32)),
                made(
                        "Tensors.scalar(double, DType)",
                        x -> Tensors.scalar(0.1, DType.FLOAT64).to(x[0].dtype()),
                        scalar(0.1),
                        scalar(0)),
                made(
                        "Tensors.of(float[], long[])",
                        x -> Tensors.of(new float[] {1.5f, -2}, 2),
                        vector(1.5, -2).as(DType.FLOAT32)),
                made(
                        "Tensors.of(double[], long[])",
                        x -> Tensors.of(new double[] {1.5, -2}, 2, 1).to(x[0].dtype()),
                        Numbers.of(sizes(2, 1), 1.5, -2),
                        scalar(0)),
                made(
                        "Tensors.of(long[], long[])",
                        x -> Tensors.of(new long[] {1L << 40, -2}, 2),
                        longs(sizes(2), 1L << 40, -2)),
                made(
                        "Tensors.of(boolean[], long[])",
                        x -> Tensors.of(new boolean[] {true, false}, 2),
                        booleans(sizes(2), 1, 0)),
                made(
                        "Tensors.copyOf(MemorySegment, DType, long[])",
                        x -> Tensors.copyOf(MemorySegment.ofArray(new byte[] {1, -1, 127}), DType.INT8, 3),
                        vector(1, -1, 127).as(DType.INT8)),
                made(
                        "Tensors.randperm(long)",
                        x -> Tensors.randperm(5).sort(0).values(),
                        longs(sizes(5), 0, 1, 2, 3, 4)),
                OperatorCase.of(
                        "Tensors.cat(List, int)",
                        x -> Tensors.cat(List.of(x[0], x[1]), 1),
                        Numbers.of(sizes(2, 4), 1, 2, 5, 6, 3, 4, 7, 8),
                        A,
                        B),
                OperatorCase.of(
                        "Tensors.stack(List, int)",
                        x -> Tensors.stack(List.of(x[0], x[1]), 1),
                        Numbers.of(sizes(2, 2, 2), 1, 2, 5, 6, 3, 4, 7, 8),
                        A,
                        B));
    }

    private static OperatorCase made(String operator, OperatorCase.Call call, Numbers expected, Numbers... inputs) {
        var fixed = List.of(inputs).stream().map(Numbers::fixed).toArray(Numbers[]::new);
        return OperatorCase.of(operator, call, expected, fixed);
    }
}
