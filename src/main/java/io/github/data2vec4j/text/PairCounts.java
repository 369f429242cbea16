package io.github.data2vec4j.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * How often each two tokens stand side by side, kept up to date while words change, with the most frequent at hand.
 *
 * <p>The queue holds every pair at {@link Pair#queued} or less, which is never below its count: a count that grew is
 * queued again by {@link #settle}, one that shrank is noticed when it comes up.
 */
final class PairCounts {

    private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::key);

    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);
    private final List<Pair> grown = new ArrayList<>();

    /** Two tokens side by side in a word that occurs {@code times} times. */
    void add(int first, int second, long times, int word) {
        var pair = pairs.computeIfAbsent(key(first, second), Pair::new);
        pair.count += times;
        if (pair.words.size() == 0 || pair.words.last() != word) {
            pair.words.add(word);
        }
        if (!pair.isGrown) {
            pair.isGrown = true;
            grown.add(pair);
        }
    }

    /** Takes back one {@link #add}, unless the pair has been polled. */
    void subtract(int first, int second, long times) {
        var pair = pairs.get(key(first, second));
        if (pair != null) {
            pair.count -= times;
        }
    }

    /** Ends a round of additions and subtractions. */
    void settle() {
        for (var pair : grown) {
            pair.isGrown = false;
            if (pair.count > pair.queued) {
                enqueue(pair);
            }
        }
        grown.clear();
    }

    /**
     * Removes the pair of the highest count, and among equals the one of the smallest first, then second token.
     *
     * @return null if no pair is left
     */
    @Nullable
    Pair pollMostFrequent() {
        while (true) {
            var candidate = queue.poll();
            if (candidate == null) {
                return null;
            }
            var pair = pairs.get(candidate.key);
            if (pair == null || pair.queued != candidate.count) {
                continue;
            }
            if (pair.count == pair.queued) {
                pairs.remove(candidate.key);
                return pair;
            }
            enqueue(pair);
        }
    }

    private void enqueue(Pair pair) {
        pair.queued = pair.count;
        if (pair.count > 0) {
            queue.add(new Candidate(pair.count, pair.key));
        }
    }

    private static long key(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    private record Candidate(long count, long key) {}

    /** Two tokens side by side. */
    static final class Pair {

        private final long key;
        private final IntList words = new IntList();
        private long count;
        private long queued;
        private boolean isGrown;

        private Pair(long key) {
            this.key = key;
        }

        int first() {
            return (int) (key >>> Integer.SIZE);
        }

        int second() {
            return (int) key;
        }

        long count() {
            return count;
        }

        /** Numbers of all words that have or had the pair; a number can come twice. */
        IntList words() {
            return words;
        }
    }
}
