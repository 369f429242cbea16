package io.github.data2vec4j.text;

/** Which tokens of a text make up each block, {@code <s>} apart. */
sealed interface BlockTable permits EvenBlocks, LineBlocks {

    /** Number of blocks. */
    int size();

    /** The first token of a block, counted over all shards. */
    long start(int block);

    /** How many tokens a block has. */
    int length(int block);
}
