package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Masking;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Ranks;
import io.github.data2vec4j.torch.Scope;
import java.util.ArrayList;
import java.util.List;

/** What a loader gives of a source. */
final class LoadedRows {

    private LoadedRows() {}

    /**
     * The rows of some batches, one after the other.
     *
     * @param first number of the first batch
     */
    static List<float[]> of(
            UtteranceSource source, Randomness randomness, BadSamples bad, int first, int batches, int workers)
            throws InterruptedException {
        var rows = new ArrayList<float[]>();
        try (var loader = new Loader(source, Masking.NONE, randomness, Ranks.ALONE, bad, first, workers, 2)) {
            for (int i = 0; i < batches; i++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    for (int row = 0; row < batch.size(); row++) {
                        rows.add(batch.samples().select(0, row).toFloatArray());
                    }
                }
            }
        }
        return rows;
    }
}
