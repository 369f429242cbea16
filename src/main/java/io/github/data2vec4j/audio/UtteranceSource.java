package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BatchPlan;
import io.github.data2vec4j.data.LengthPlan;
import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data.Shards;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Utterances to pretrain on, each normalised as a whole and then cropped at random to the shortest of its batch, so
 * that nothing is padded (wav2vec 2.0; Baevski et al., 2020).
 */
public final class UtteranceSource implements Source {

    /**
     * How much a batch holds.
     *
     * @param maxSamples largest number of samples of a batch, counting every utterance as long as the longest
     * @param cropSamples longest piece of an utterance
     */
    public record Batches(long maxSamples, int cropSamples) {

        /** Of the paper's experiments: 20 seconds of 16 kHz, and nearly 4 minutes on each of 16 devices. */
        public static final Batches DATA2VEC = new Batches(3_800_000, 320_000);

        public Batches {
            if (cropSamples < 1 || maxSamples < cropSamples) {
                throw new IllegalArgumentException(
                        "cropSamples must be at least 1 and maxSamples not below it, but they are " + cropSamples
                                + " and " + maxSamples);
            }
        }
    }

    private final List<Utterance> utterances;
    private final Shards shards;
    private final Reading reading;
    private final int sampleRate;
    private final Batches batches;

    /**
     * Utterances with files of their own.
     *
     * @param sampleRate samples per second, to which recordings of other rates are brought
     */
    public UtteranceSource(List<Utterance> utterances, int sampleRate, Batches batches) {
        this(utterances, Shards.one(utterances.size()), sampleRate, batches, Reading.DEFAULT);
    }

    /**
     * Utterances wherever they are stored.
     *
     * @param shards how they are divided
     * @param sampleRate samples per second, to which recordings of other rates are brought
     */
    public UtteranceSource(
            List<Utterance> utterances, Shards shards, int sampleRate, Batches batches, Reading reading) {
        this.utterances = List.copyOf(utterances);
        this.shards = shards;
        this.reading = reading;
        this.sampleRate = sampleRate;
        this.batches = batches;
    }

    @Override
    public int size() {
        return utterances.size();
    }

    @Override
    public String name(int sample) {
        return utterances.get(sample).name();
    }

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        var lengths = utterances.stream().mapToLong(Utterance::samples).toArray();
        var limits = new LengthPlan.Limits(batches.maxSamples(), batches.cropSamples(), 1);
        return new LengthPlan(lengths, shards, reading.shuffleWindow(), limits, Fit.CROP, randomness);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        utterances.get(sample).read(sampleRate).cropNormalised(randomness.generator(), slot);
    }
}
