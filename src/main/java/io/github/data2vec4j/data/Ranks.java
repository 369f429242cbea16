package io.github.data2vec4j.data;

import java.util.function.ToLongFunction;

/**
 * One of several processes that train together, each on its part of the data.
 *
 * @param rank which one, from 0
 * @param count how many there are
 */
public record Ranks(int rank, int count) {

    /** A process that trains alone. */
    public static final Ranks ALONE = new Ranks(0, 1);

    /** Refuses a rank that cannot be. */
    public Ranks {
        if (rank < 0 || rank >= count) {
            throw new IllegalArgumentException("there is no rank " + rank + " among " + count);
        }
    }

    /** This rank's part of a plan: in each round of batches, every rank takes another. */
    public BatchPlan part(BatchPlan plan) {
        return count == 1 ? plan : new Part(plan, this);
    }

    private record Part(BatchPlan whole, Ranks ranks) implements BatchPlan {

        @Override
        public PlannedBatch batch(long number) {
            return whole.batch((number - 1) * ranks.count + ranks.rank + 1);
        }

        @Override
        public long largestBatch(ToLongFunction<long[]> roomOfRow) {
            return whole.largestBatch(roomOfRow);
        }

        @Override
        public double epochs(long batches) {
            return whole.epochs(batches * ranks.count);
        }
    }
}
