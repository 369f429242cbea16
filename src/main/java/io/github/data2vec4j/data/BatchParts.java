package io.github.data2vec4j.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The parts of a batch's memory, each row by row.
 *
 * @param rows number of samples
 * @param samples of the source's type
 * @param studentSamples as large, or empty where the student reads the same
 * @param positions int64, room for the numbers of all positions
 * @param mask a byte for each position
 */
record BatchParts(
        int rows, MemorySegment samples, MemorySegment studentSamples, MemorySegment positions, MemorySegment mask) {

    MemorySegment sample(int row) {
        return row(samples, row);
    }

    MemorySegment studentSample(int row) {
        return row(studentSamples, row);
    }

    MemorySegment mask(int row) {
        return row(mask, row);
    }

    private MemorySegment row(MemorySegment part, int row) {
        long bytes = part.byteSize() / rows;
        return part.asSlice(row * bytes, bytes);
    }

    /** Lists the numbers of the masked positions, counted over all rows, and says how many there are. */
    int listMasked() {
        int count = 0;
        for (long i = 0; i < mask.byteSize(); i++) {
            if (mask.get(ValueLayout.JAVA_BYTE, i) != 0) {
                positions.setAtIndex(ValueLayout.JAVA_LONG, count++, i);
            }
        }
        return count;
    }
}
