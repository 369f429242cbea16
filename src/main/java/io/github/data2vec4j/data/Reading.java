package io.github.data2vec4j.data;

/**
 * How a corpus is read.
 *
 * @param maxBadShare how many of all samples may be broken, from 0 to 1, before a run stops; fewer are left out and
 *     listed
 * @param shuffleWindow samples that are shuffled together where a corpus comes in several shards, which are read in
 *     random order; files of their own are shuffled all together, and of tables no more than fit into memory
 */
public record Reading(double maxBadShare, int shuffleWindow) {

    /** One in a hundred may be broken. */
    public static final Reading DEFAULT = new Reading(0.01, 4096);

    /** Refuses what is out of range. */
    public Reading {
        if (!(maxBadShare >= 0 && maxBadShare <= 1)) {
            throw new IllegalArgumentException("maxBadShare must be from 0 to 1, is " + maxBadShare);
        }
        if (shuffleWindow < 1) {
            throw new IllegalArgumentException("shuffleWindow must be at least 1, is " + shuffleWindow);
        }
    }
}
