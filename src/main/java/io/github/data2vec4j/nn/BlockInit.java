package io.github.data2vec4j.nn;

import java.util.function.IntFunction;

/**
 * How the matrices of a block start.
 *
 * @param inner query, key, value and the first feed-forward matrix
 * @param outer the matrices that write to the residual stream, by the number of the block from 0
 */
public record BlockInit(Init inner, IntFunction<Init> outer) {

    /** The same start everywhere. */
    public static BlockInit same(Init init) {
        return new BlockInit(init, block -> init);
    }
}
