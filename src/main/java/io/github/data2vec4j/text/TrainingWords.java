package io.github.data2vec4j.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The different words of a text, as the tokens that they consist of so far. */
final class TrainingWords {

    private final List<Word> words = new ArrayList<>();
    private final PairCounts counts = new PairCounts();

    /**
     * @param occurrences how often each word occurs
     * @param firstByte the token of the byte of rank 0
     */
    TrainingWords(Map<String, Long> occurrences, int firstByte) {
        occurrences.forEach((word, times) -> words.add(new Word(words.size(), tokens(word, firstByte), times)));
        words.forEach(word -> word.count(counts));
        counts.settle();
    }

    PairCounts counts() {
        return counts;
    }

    /** Puts a token in the place of every occurrence of a pair, from left to right. */
    void merge(PairCounts.Pair pair, int merged) {
        for (int i = 0; i < pair.words().size(); i++) {
            words.get(pair.words().get(i)).merge(pair.first(), pair.second(), merged, counts);
        }
        counts.settle();
    }

    private static int[] tokens(String word, int firstByte) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        var tokens = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            tokens[i] = firstByte + ByteAlphabet.rank(bytes[i]);
        }
        return tokens;
    }

    private static final class Word {

        private final int number;
        private final int[] tokens;
        private final long times;
        private int length;

        Word(int number, int[] tokens, long times) {
            this.number = number;
            this.tokens = tokens;
            this.times = times;
            this.length = tokens.length;
        }

        void count(PairCounts counts) {
            for (int i = 1; i < length; i++) {
                counts.add(tokens[i - 1], tokens[i], times, number);
            }
        }

        void merge(int first, int second, int merged, PairCounts counts) {
            int kept = 0;
            for (int i = 0; i < length; i++) {
                if (i + 1 < length && tokens[i] == first && tokens[i + 1] == second) {
                    // Only what touches a merge is counted anew: a word can be a whole line, in languages without
                    // blanks.
                    if (kept > 0) {
                        counts.subtract(tokens[kept - 1], first, times);
                        counts.add(tokens[kept - 1], merged, times, number);
                    }
                    if (i + 2 < length) {
                        counts.subtract(second, tokens[i + 2], times);
                        counts.add(merged, tokens[i + 2], times, number);
                    }
                    tokens[kept++] = merged;
                    i++;
                } else {
                    tokens[kept++] = tokens[i];
                }
            }
            length = kept;
        }
    }
}
