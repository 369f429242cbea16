package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BatchPlan;
import io.github.data2vec4j.data.LengthPlan;
import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Blocks of tokens to pretrain on, in batches of similar lengths, padded to the longest: int64 [time]. */
public final class BlockSource implements Source {

    /**
     * How much a batch holds.
     *
     * @param maxTokens largest number of tokens of a batch, its padding included
     * @param multiple the number of blocks of a batch is a multiple of this, wherever so many fit
     */
    public record Batches(long maxTokens, int multiple) {

        /** Of the released configuration, on each of 16 devices. */
        public static final Batches DATA2VEC = new Batches(8192, 8);

        public Batches {
            if (maxTokens < 1 || multiple < 1) {
                throw new IllegalArgumentException(
                        "maxTokens and multiple must be at least 1, but they are " + maxTokens + " and " + multiple);
            }
        }
    }

    private final TokenBlocks blocks;
    private final Batches batches;

    /** @param blocks whose shards stay open as long as this is used */
    public BlockSource(TokenBlocks blocks, Batches batches) {
        this.blocks = blocks;
        this.batches = batches;
    }

    @Override
    public int size() {
        return blocks.size();
    }

    @Override
    public DType dtype() {
        return DType.INT64;
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        var limits = new LengthPlan.Limits(batches.maxTokens(), Integer.MAX_VALUE, batches.multiple());
        return new LengthPlan(blocks.lengths(), limits, Fit.PAD, randomness);
    }

    /** Its file and its number. */
    @Override
    public String name(int sample) {
        return blocks.name(sample);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        blocks.read(sample, slot);
    }
}
