package io.github.data2vec4j.text;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Text cut into blocks of tokens, the samples of training, as fairseq does it for RoBERTa and data2vec. A block is
 * {@code <s>} and then lines, each ending in {@code </s>}.
 *
 * <p>{@link BreakMode#COMPLETE_DOC} fills a block with whole lines as long as they fit and begins a new one with each
 * document. Where the published code leaves a line that is longer than a block as an over-long block, for its loader to
 * throw away, here the line is cut into full blocks and a rest that the lines after it may fill up.
 * {@link BreakMode#NONE} cuts every {@code maxTokens - 1} tokens; there the end of a document is one more {@code </s>}.
 * Either way, blocks of at most one token beside {@code <s>} are dropped.
 *
 * <p>Made by {@link TokenShards#blocks}, and of use until those are closed. Safe for use by many threads.
 */
public final class TokenBlocks {

    private final TokenShards shards;
    private final BlockTable table;
    private final long[] sourceStarts;

    TokenBlocks(TokenShards shards, BlockTable table) {
        this.shards = shards;
        this.table = table;
        this.sourceStarts = TokenShards.starts(shards.sources(), TokenSource::tokens);
    }

    /** A number of blocks that can be numbered. */
    static int number(long blocks) {
        if (blocks > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("the text makes more than %d blocks; a larger maxTokens makes fewer"
                    .formatted(Integer.MAX_VALUE - 8));
        }
        return (int) blocks;
    }

    /** Number of blocks. */
    public int size() {
        return table.size();
    }

    /** The tokens that there are. */
    public Vocabulary vocabulary() {
        return shards.vocabulary();
    }

    /** Number of tokens of one block. */
    public int length(int block) {
        return 1 + table.length(block);
    }

    /**
     * The tokens of one block, [time]; a new array.
     *
     * @throws BadTokensException if a shard is damaged
     */
    public int[] block(int block) throws IOException {
        var tokens = new long[length(block)];
        read(block, MemorySegment.ofArray(tokens));
        return Arrays.stream(tokens).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Copies the tokens of one block, followed by padding.
     *
     * @param slot int64 [time], for at least all tokens of the block
     * @throws BadTokensException if a shard is damaged
     */
    void read(int block, MemorySegment slot) throws IOException {
        slot.setAtIndex(ValueLayout.JAVA_LONG, 0, vocabulary().begin());
        shards.copy(table.start(block), table.length(block), slot, 1);
        long padding = vocabulary().padding();
        long time = slot.byteSize() / Long.BYTES;
        for (long i = length(block); i < time; i++) {
            slot.setAtIndex(ValueLayout.JAVA_LONG, i, padding);
        }
    }

    /** The number, in {@link TokenShards#sources}, of the file in which a block begins. */
    public int source(int block) {
        return TokenShards.part(sourceStarts, table.start(block));
    }

    /** What to call a block in messages: its file and its number. */
    public String name(int block) {
        return shards.sources().get(source(block)).path() + ", block " + block;
    }

    /** Number of tokens of all blocks. */
    public long tokens() {
        long tokens = 0;
        for (int i = 0; i < size(); i++) {
            tokens += length(i);
        }
        return tokens;
    }

    /** Number of tokens of each block. */
    long[] lengths() {
        var lengths = new long[size()];
        Arrays.setAll(lengths, this::length);
        return lengths;
    }
}
