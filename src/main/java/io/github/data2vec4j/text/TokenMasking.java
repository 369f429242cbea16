package io.github.data2vec4j.text;

import java.util.random.RandomGenerator;

/**
 * Which tokens of a text the student does not see, and what it sees in their place.
 *
 * <p>Of {@code n} positions, {@code floor(probability * n / spanLength + u)} are drawn without replacement as the
 * starts of spans, where {@code u} is uniform between 0 and 1; each span covers {@code spanLength} positions, and spans
 * may overlap. A position that is covered is chosen. Each chosen token becomes {@code <mask>}, unless a draw of its own
 * lets it stay or become a random token that is not special.
 *
 * <p>The published code draws from all positions of a text, so that it masks {@code <s>} and {@code </s>} too
 * ({@link #maskSpecialTokens}), and counts the loss only where the student sees {@code <mask>}, not at chosen positions
 * that kept their token or got a random one. The paper's wording has the latter count as well
 * ({@link #lossOnAllChosen}). Padding is never chosen, and {@code n} leaves it out.
 *
 * @param probability share of positions to choose, if spans did not overlap or reach beyond the end
 * @param spanLength positions of a span
 * @param keepShare share of the chosen tokens that stay as they are
 * @param randomShare share of the chosen tokens that become random ones
 * @param maskSpecialTokens whether special tokens are chosen like others, as in the published code; if not, spans start
 *     at ordinary tokens, whose number is then {@code n}, and pass over special ones
 * @param lossOnAllChosen whether the loss counts all chosen positions; if not, those of them that became
 *     {@code <mask>}, as in the published code
 */
public record TokenMasking(
        double probability,
        int spanLength,
        double keepShare,
        double randomShare,
        boolean maskSpecialTokens,
        boolean lossOnAllChosen) {

    /** @throws IllegalArgumentException if a share is not between 0 and 1, or a span has no length */
    public TokenMasking {
        if (!(0 < probability && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1, but is " + probability);
        }
        if (spanLength < 1) {
            throw new IllegalArgumentException("spanLength must be at least 1, but is " + spanLength);
        }
        if (!(keepShare >= 0 && randomShare >= 0 && keepShare + randomShare <= 1)) {
            throw new IllegalArgumentException(
                    "keepShare and randomShare must not be negative and at most 1 together, but are %s and %s"
                            .formatted(keepShare, randomShare));
        }
    }

    /**
     * Spans of 4 tokens, 35 % of the text, all of them masked: the variant "+ wav2vec 2.0 masking" of the paper, and
     * the numbers of the published configuration. Leaves special tokens alone, unlike the published code.
     */
    public static TokenMasking spans() {
        return new TokenMasking(0.35, 4, 0, 0, false, false);
    }

    /**
     * Single tokens, 15 % of the text, of which 80 % are masked, 10 % kept and 10 % replaced: the masking of BERT, with
     * which the paper has its main results. Leaves special tokens alone, unlike the published code.
     */
    public static TokenMasking bert() {
        return new TokenMasking(0.15, 1, 0.1, 0.1, false, false);
    }

    /**
     * Draws one mask: first {@code u}, then the starts, then, if tokens may be kept or replaced, the fate of each
     * chosen position from left to right. It can choose nothing, where a text is short.
     *
     * @param tokens a text, which may end in padding
     * @param random decides everything
     * @throws IllegalArgumentException if a token is {@code <mask>} already
     */
    public MaskedTokens draw(int[] tokens, Vocabulary vocabulary, RandomGenerator random) {
        var masked = new MaskedTokens(tokens);
        var chosen = choose(tokens, vocabulary, random);
        for (int i = 0; i < tokens.length; i++) {
            if (chosen[i]) {
                int seen = seenInPlaceOf(tokens[i], vocabulary, random);
                masked.set(i, seen, lossOnAllChosen || seen == vocabulary.mask());
            }
        }
        return masked;
    }

    private boolean[] choose(int[] tokens, Vocabulary vocabulary, RandomGenerator random) {
        var eligible = eligible(tokens, vocabulary);
        // Where all are chosen and u is nearly 1, the sum is rounded up to one more than there are.
        int starts =
                Math.min(eligible.length, (int) (probability * eligible.length / spanLength + random.nextDouble()));
        var covered = new boolean[tokens.length];
        for (int i = 0; i < starts; i++) {
            // The first steps of Fisher and Yates.
            int drawn = i + random.nextInt(eligible.length - i);
            int start = eligible[drawn];
            eligible[drawn] = eligible[i];
            eligible[i] = start;
            for (int at = start; at < Math.min(start + spanLength, tokens.length); at++) {
                covered[at] = isEligible(tokens[at], vocabulary);
            }
        }
        return covered;
    }

    private int[] eligible(int[] tokens, Vocabulary vocabulary) {
        var positions = new IntList();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == vocabulary.mask()) {
                throw new IllegalArgumentException("token %d of a text to mask is <mask> already".formatted(i));
            }
            if (isEligible(tokens[i], vocabulary)) {
                positions.add(i);
            }
        }
        return positions.toArray();
    }

    private boolean isEligible(int token, Vocabulary vocabulary) {
        return maskSpecialTokens ? token != vocabulary.padding() : !vocabulary.isSpecial(token);
    }

    private int seenInPlaceOf(int token, Vocabulary vocabulary, RandomGenerator random) {
        if (keepShare + randomShare == 0) {
            return vocabulary.mask();
        }
        double fate = random.nextDouble();
        if (fate < keepShare) {
            return token;
        }
        return fate < keepShare + randomShare ? ordinary(vocabulary, random) : vocabulary.mask();
    }

    private static int ordinary(Vocabulary vocabulary, RandomGenerator random) {
        int token;
        do {
            token = random.nextInt(vocabulary.size());
        } while (vocabulary.isSpecial(token));
        return token;
    }
}
