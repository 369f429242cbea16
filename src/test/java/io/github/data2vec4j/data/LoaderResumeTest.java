package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.LengthPlan.Limits;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that goes on at any batch sees the samples and masks that it would have seen, broken ones among them. */
class LoaderResumeTest {

    private static final Randomness RANDOMNESS = Randomness.of(9);
    private static final int POSITIONS = 20;
    private static final int SAMPLES_COMPARED = 1000;
    private static final int LAST_START = 500;
    private static final Shards SHARDS =
            new Shards(IntStream.rangeClosed(1, 30).map(shard -> 20 * shard).toArray());

    /** 600 samples in 30 shards; a row says which sample it shows and what was drawn for it. */
    private record Numbered(BatchPlan plan) implements Source {

        @Override
        public int size() {
            return SHARDS.samples();
        }

        @Override
        public DType dtype() {
            return DType.INT64;
        }

        @Override
        public BatchPlan plan(Randomness randomness) {
            return plan;
        }

        @Override
        public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
            if (sample % 41 == 7) {
                throw new BadSampleException("sample", "number " + sample, "it is made to be broken");
            }
            slot.fill((byte) 0);
            slot.setAtIndex(ValueLayout.JAVA_LONG, 0, sample);
            slot.setAtIndex(ValueLayout.JAVA_LONG, 1, randomness.generator().nextLong());
        }
    }

    /** The bits of a number that follows from all samples of the batch, and of another that is drawn for the row. */
    private record Bits() implements Masking {

        @Override
        public int positions(long[] rowShape) {
            return Long.SIZE;
        }

        @Override
        public void draw(MaskSlot slot, Randomness randomness) {
            long sum = 0;
            for (int row = 0; row < slot.rows(); row++) {
                sum += slot.sample(row).getAtIndex(ValueLayout.JAVA_LONG, 0) << row;
            }
            for (int row = 0; row < slot.rows(); row++) {
                long bits = sum ^ randomness.sample(row).generator().nextLong();
                for (int i = 0; i < Long.SIZE; i++) {
                    slot.mask(row).set(ValueLayout.JAVA_BYTE, i, (byte) (bits >> i & 1));
                }
            }
        }
    }

    private static Source ofOneSize() {
        return new Numbered(new FixedPlan(new EpochOrder(RANDOMNESS, SHARDS, 100), 7, new long[] {2}));
    }

    private static Source ofManyLengths() {
        var lengths = new SplittableRandom(1).longs(SHARDS.samples(), 2, 50).toArray();
        return new Numbered(new LengthPlan(lengths, SHARDS, 100, new Limits(300, 40, 1), Fit.PAD, RANDOMNESS));
    }

    /** Rows that a run from a batch on shows, and at which of them each batch begins. */
    private record Run(List<List<Long>> rows, List<Integer> starts) {

        static Run of(Source source, long firstBatch, int workers, int batches, int samples) throws Exception {
            var rows = new ArrayList<List<Long>>();
            var starts = new ArrayList<Integer>();
            var bad = new BadSamples(source.size(), 1, one -> {});
            try (var loader = new Loader(source, new Bits(), RANDOMNESS, Ranks.ALONE, bad, firstBatch, workers, 3)) {
                while (rows.size() < samples || starts.size() < batches) {
                    starts.add(rows.size());
                    try (var batch = loader.next();
                            var scope = Scope.open()) {
                        var masks = batch.mask().toLongArray();
                        for (int row = 0; row < batch.size(); row++) {
                            var slot = batch.slot(row);
                            rows.add(List.of(
                                    slot.getAtIndex(ValueLayout.JAVA_LONG, 0),
                                    slot.getAtIndex(ValueLayout.JAVA_LONG, 1),
                                    bits(masks, row)));
                        }
                    }
                }
            }
            return new Run(rows, starts);
        }

        private static long bits(long[] masks, int row) {
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                bits |= masks[row * Long.SIZE + i] << i;
            }
            return bits;
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "true, 4", "false, 1", "false, 2", "false, 4"})
    void theNextThousandSamplesAreTheSame(boolean oneSize, int workers) throws Exception {
        var undisturbed = Run.of(oneSize ? ofOneSize() : ofManyLengths(), 1, 1, LAST_START + SAMPLES_COMPARED, 0);
        var random = new SplittableRandom(5);
        for (int i = 0; i < POSITIONS; i++) {
            int batch = random.nextInt(1, LAST_START + 1);
            int start = undisturbed.starts.get(batch - 1);
            var resumed = Run.of(oneSize ? ofOneSize() : ofManyLengths(), batch, workers, 0, SAMPLES_COMPARED);
            assertThat(resumed.rows.subList(0, SAMPLES_COMPARED))
                    .as("from batch %d", batch)
                    .isEqualTo(undisturbed.rows.subList(start, start + SAMPLES_COMPARED));
        }
    }
}
