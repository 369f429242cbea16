package io.github.data2vec4j.text;

/** Blocks that are all full but for the last: arithmetic. */
record EvenBlocks(long tokens, int room, int size) implements BlockTable {

    /**
     * Blocks of {@link BreakMode#NONE}.
     *
     * @param tokens of the whole text
     * @param room tokens of a block
     */
    static EvenBlocks of(long tokens, int room) {
        // One token alone is no block.
        long blocks = tokens / room + (tokens % room > 1 ? 1 : 0);
        return new EvenBlocks(tokens, room, TokenBlocks.number(blocks));
    }

    @Override
    public long start(int block) {
        return (long) block * room;
    }

    @Override
    public int length(int block) {
        return (int) Math.min(room, tokens - start(block));
    }
}
