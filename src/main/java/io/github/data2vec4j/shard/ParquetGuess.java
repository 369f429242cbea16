package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.BadSampleException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * Whether a column that was taken for want of one with a usual name was meant. Without that, looking for recordings in
 * a table of pictures would try to decode all of them.
 */
final class ParquetGuess {

    private ParquetGuess() {}

    /** @throws BadShardException if no value of the first row group that has some is what is wanted */
    static void check(List<RowGroupPlace> groups, RowGroupCache cache, Wanted wanted) throws IOException {
        if (wanted.columns().isEmpty()) {
            return;
        }
        for (int group = 0; group < groups.size(); group++) {
            var place = groups.get(group);
            var isRight = wanted.isNamed(place.columnName()) ? Optional.of(true) : isRight(group, cache, wanted);
            if (isRight.isPresent() && !isRight.get()) {
                throw new BadShardException(
                        place.file(),
                        "its column %s holds something else than %ss; if it does hold them, rename it to %s"
                                .formatted(
                                        place.columnName(),
                                        wanted.kind(),
                                        wanted.columns().getFirst()));
            }
            if (isRight.isPresent()) {
                return;
            }
        }
    }

    private static Optional<Boolean> isRight(int group, RowGroupCache cache, Wanted wanted) throws IOException {
        try {
            return cache.use(group, cells -> anyFits(cells, wanted));
        } catch (BadShardException e) {
            // Told when its samples are read.
            return Optional.empty();
        }
    }

    /** Whether any value is what is wanted, since single ones may be broken; empty if there is no value. */
    static Optional<Boolean> anyFits(RowGroupCells cells, Wanted wanted) {
        var any = Optional.<Boolean>empty();
        for (int row = 0; row < cells.rows(); row++) {
            var cell = cells.cell(row);
            if (cell != null && cell.byteSize() > 0) {
                if (fits(cell.asSlice(0, Math.min(cell.byteSize(), Signature.BYTES)), wanted)) {
                    return Optional.of(true);
                }
                any = Optional.of(false);
            }
        }
        return any;
    }

    private static boolean fits(MemorySegment start, Wanted wanted) {
        try {
            return wanted.suffixes().contains(Signature.suffix("", start));
        } catch (BadSampleException e) {
            return false;
        }
    }
}
