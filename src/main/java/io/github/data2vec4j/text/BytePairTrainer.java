package io.github.data2vec4j.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * Learns a byte-level byte-pair vocabulary from text (Sennrich et al. 2016, on bytes as in GPT-2 and RoBERTa): starting
 * from single bytes, the two tokens most often found side by side become one, again and again.
 *
 * <p>The result depends on nothing but the numbers of words in the text. Among pairs equally frequent the one with the
 * smaller first token is merged, then the one with the smaller second token, as in Hugging Face's trainer. Of a text
 * with more than about two million different words, the rarest are left out on the way, so that memory is bounded; then
 * the result depends on the order of the lines too, and is still the same for the same text.
 */
public final class BytePairTrainer {

    /** Tokens of the smallest vocabulary: the special ones and all bytes. */
    public static final int SMALLEST = BytePairs.LEADING.size() + ByteAlphabet.SIZE + 1;

    private final int vocabularySize;
    private final int minFrequency;
    private final long mostWords;

    /**
     * @param vocabularySize tokens to end with, the special ones included
     * @param minFrequency how often a pair must occur to be merged
     * @throws IllegalArgumentException if there is no room for the bytes, or minFrequency is below 1
     */
    public BytePairTrainer(int vocabularySize, int minFrequency) {
        this(vocabularySize, minFrequency, WordCounts.MOST);
    }

    /** @param mostWords as of {@link WordCounts} */
    BytePairTrainer(int vocabularySize, int minFrequency, long mostWords) {
        if (vocabularySize < SMALLEST) {
            throw new IllegalArgumentException(
                    "a byte-level vocabulary has at least %d tokens, but vocabularySize is %d"
                            .formatted(SMALLEST, vocabularySize));
        }
        if (minFrequency < 1) {
            throw new IllegalArgumentException("minFrequency must be at least 1, but is " + minFrequency);
        }
        this.vocabularySize = vocabularySize;
        this.minFrequency = minFrequency;
        this.mostWords = mostWords;
    }

    /**
     * Learns from lines of text, whose line breaks do not count.
     *
     * @return fewer tokens than asked for if the text has no more pairs that are frequent enough
     * @throws IllegalArgumentException if there is no text, or a line holds half a surrogate pair
     */
    public BytePairs train(Stream<String> lines) {
        var words = new WordCounts(mostWords);
        count(lines, words);
        if (words.occurrences().isEmpty()) {
            throw new IllegalArgumentException("there is no text to learn a vocabulary from");
        }
        return learn(words, new BytePairListener() {});
    }

    /**
     * Learns from the lines of files.
     *
     * @param bad is told of what cannot be read, which is left out
     * @return fewer tokens than asked for if the text has no more pairs that are frequent enough
     * @throws io.github.data2vec4j.data.TooManyBadSamplesException if too much cannot be read
     * @throws NoTextException if all lines are blank
     * @throws IOException as {@link BadText} does where nothing bad is tolerated
     */
    public BytePairs train(TextFiles files, BadText bad, BytePairListener listener) throws IOException {
        var words = new WordCounts(mostWords);
        for (int i = 0; i < files.size(); i++) {
            try (var lines = files.lines(files.paths().get(i), bad)) {
                count(lines, words);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            listener.onFile(i + 1, files.size());
        }
        bad.judgeLines();
        if (words.occurrences().isEmpty()) {
            throw NoTextException.in(files.paths());
        }
        return learn(words, listener);
    }

    private static void count(Stream<String> lines, WordCounts words) {
        lines.sequential().forEach(line -> PreTokenizer.split(WellFormed.require(line), words::add));
    }

    private BytePairs learn(WordCounts counted, BytePairListener listener) {
        if (counted.forgotten() > 0) {
            listener.onRareWords(counted.forgotten());
        }
        var tokens = new ArrayList<>(BytePairs.LEADING);
        for (char one : ByteAlphabet.sorted()) {
            tokens.add(String.valueOf(one));
        }
        var merges = new ArrayList<BytePairs.Merge>();
        int wanted = vocabularySize - SMALLEST;
        listener.onMerge(0, wanted);
        var words = new TrainingWords(counted.occurrences(), BytePairs.LEADING.size());
        while (merges.size() < wanted) {
            var pair = words.counts().pollMostFrequent();
            if (pair == null || pair.count() < minFrequency) {
                break;
            }
            // Always a new spelling: wherever the same bytes stood apart from what is around them, they merged alike.
            var merge = new BytePairs.Merge(tokens.get(pair.first()), tokens.get(pair.second()));
            merges.add(merge);
            words.merge(pair, tokens.size());
            tokens.add(merge.first() + merge.second());
            listener.onMerge(merges.size(), wanted);
        }
        tokens.add(BytePairs.MASK);
        return new BytePairs(tokens, merges);
    }
}
