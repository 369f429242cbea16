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
        occurrences.forEach((word, times) -> words.add(new Word(tokens(word, firstByte), times)));
        for (int i = 0; i < words.size(); i++) {
            count(i);
        }
        counts.settle();
    }

    PairCounts counts() {
        return counts;
    }

    /** Puts a token in the place of every occurrence of a pair, from left to right. */
    void merge(PairCounts.Pair pair, int merged) {
        for (int i = 0; i < pair.words().size(); i++) {
            int index = pair.words().get(i);
            var word = words.get(index);
            if (word.has(pair.first(), pair.second())) {
                uncount(word);
                word.merge(pair.first(), pair.second(), merged);
                count(index);
            }
        }
        counts.settle();
    }

    private void count(int index) {
        var word = words.get(index);
        for (int i = 1; i < word.length; i++) {
            counts.add(word.tokens[i - 1], word.tokens[i], word.times, index);
        }
    }

    private void uncount(Word word) {
        for (int i = 1; i < word.length; i++) {
            counts.subtract(word.tokens[i - 1], word.tokens[i], word.times);
        }
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

        private final int[] tokens;
        private final long times;
        private int length;

        Word(int[] tokens, long times) {
            this.tokens = tokens;
            this.times = times;
            this.length = tokens.length;
        }

        boolean has(int first, int second) {
            for (int i = 1; i < length; i++) {
                if (tokens[i - 1] == first && tokens[i] == second) {
                    return true;
                }
            }
            return false;
        }

        void merge(int first, int second, int merged) {
            int kept = 0;
            for (int i = 0; i < length; i++) {
                if (i + 1 < length && tokens[i] == first && tokens[i + 1] == second) {
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
