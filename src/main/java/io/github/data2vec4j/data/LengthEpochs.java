package io.github.data2vec4j.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a {@link LengthPlan}, and at which batch each begins. The latest two are kept, so that those who ask on
 * both sides of an epoch's end do not make each other recompute.
 */
final class LengthEpochs {

    private final int[] lengths;
    private final LengthPlan.Limits limits;
    private final ShuffleWindows windows;
    // Where each epoch begins, as far as is known.
    private final List<Long> starts = new ArrayList<>(List.of(0L));
    private @Nullable LengthEpoch latest;
    private @Nullable LengthEpoch other;

    LengthEpochs(int[] lengths, LengthPlan.Limits limits, ShuffleWindows windows) {
        this.lengths = lengths;
        this.limits = limits;
        this.windows = windows;
    }

    synchronized LengthEpoch of(long number) {
        if (latest != null && latest.number == number) {
            return latest;
        }
        if (other != null && other.number == number) {
            return other;
        }
        var epoch = LengthEpoch.of(number, lengths, limits, windows);
        other = latest;
        latest = epoch;
        return epoch;
    }

    /** Number of batches of all epochs before this one. */
    synchronized long start(long epoch) {
        return allAlike() ? epoch * of(latest == null ? 0 : latest.number).batches() : starts.get((int) epoch);
    }

    /** The epoch that holds a batch, counted from 0 over all epochs. */
    synchronized long holding(long batch) {
        if (allAlike()) {
            return batch / of(latest == null ? 0 : latest.number).batches();
        }
        while (starts.getLast() <= batch) {
            starts.add(starts.getLast() + of(starts.size() - 1L).batches());
        }
        int epoch = starts.size() - 1;
        while (starts.get(epoch) > batch) {
            epoch--;
        }
        return epoch;
    }

    /** In one window there are the same lengths in each epoch. */
    private boolean allAlike() {
        return windows.count() == 1;
    }
}
