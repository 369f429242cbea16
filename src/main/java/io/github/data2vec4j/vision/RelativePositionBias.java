package io.github.data2vec4j.vision;

import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;

/**
 * A learned attention bias for each head and each relative position of two patches (BEiT; Bao et al., 2021). Three more
 * rows serve the class token: from it to a patch, from a patch to it, and to itself.
 */
final class RelativePositionBias {

    private static final int CLASS_TOKEN_ROWS = 3;

    private final int grid;
    private final Parameter table;

    RelativePositionBias(Parameters at, int grid, int heads) {
        this.grid = grid;
        this.table = at.parameter("relative_position_bias_table", Init.zeros(), rows(grid), heads);
    }

    private static int rows(int grid) {
        int distances = 2 * grid - 1;
        return distances * distances + CLASS_TOKEN_ROWS;
    }

    /** The bias of all pairs of positions, [1, head, 1 + patches, 1 + patches]. */
    Tensor apply() {
        long positions = 1 + (long) grid * grid;
        var rows = Tensors.of(index(grid), positions * positions);
        return table.value()
                .indexSelect(0, rows)
                .reshape(positions, positions, -1)
                .permute(2, 0, 1)
                .unsqueeze(0)
                .contiguous();
    }

    /** For each pair (from, to) of positions, the class token first, the row of the table. */
    static long[] index(int grid) {
        int patches = grid * grid;
        int positions = 1 + patches;
        int rows = rows(grid);
        var index = new long[positions * positions];
        for (int from = 0; from < positions; from++) {
            for (int to = 0; to < positions; to++) {
                index[from * positions + to] = row(from - 1, to - 1, grid, rows);
            }
        }
        return index;
    }

    private static int row(int from, int to, int grid, int rows) {
        if (from < 0) {
            return to < 0 ? rows - 1 : rows - 3;
        }
        if (to < 0) {
            return rows - 2;
        }
        int down = from / grid - to / grid + grid - 1;
        int right = from % grid - to % grid + grid - 1;
        return down * (2 * grid - 1) + right;
    }
}
