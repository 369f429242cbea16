package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokenMaskingTest {

    private static final int DRAWS = 10_000;
    private static final int MASK = 29;

    // Special are 0 to 3 and 29; 25 tokens are text.
    private static final Vocabulary VOCABULARY = Vocabulary.of(30, 0, 1, 2, MASK, 3);

    /** 512 tokens: one that begins, then eight lines; 503 tokens are text. */
    private static final int[] TEXT = text();

    private static int[] text() {
        var text = new int[512];
        for (int i = 0; i < text.length; i++) {
            text[i] = i == 0 ? VOCABULARY.begin() : i % 64 == 63 ? VOCABULARY.end() : 4 + i % 25;
        }
        return text;
    }

    private static final TokenMasking PUBLISHED_SPANS = new TokenMasking(0.35, 4, 0, 0, true, false);

    /**
     * How often a position is masked, by the number of starts that reach it. With m possible starts, n of them drawn, k
     * reach it, and none of these is drawn with probability C(m - k, n) / C(m, n). Of 512 starts 44 are drawn with
     * probability 0.2, else 45 (0.35 * 512 / 4 = 44.8); of 503 starts 44 with probability 0.9875, else 45 (44.0125).
     * Both ways of counting agree to four digits, since one start reaches a position with probability 0.35 / 4.
     */
    private static final double[] FREQUENCIES = {0, 0.0875, 0.1675, 0.24063, 0.30747};

    // The mean is the sum of the frequencies above; the deviation is from 100,000 draws of a Python program.
    @Test
    void publishedSpansMaskAsOftenAsCombinatoricsSays() {
        var counts = countMasks(PUBLISHED_SPANS, 156.994, 5.90);
        for (int i = 0; i < counts.length; i++) {
            assertShare(counts[i], FREQUENCIES[Math.min(i + 1, 4)]);
        }
    }

    @Test
    void spansLeaveSpecialTokensAlone() {
        var counts = countMasks(TokenMasking.spans(), 152.832, 5.74);
        for (int i = 0; i < counts.length; i++) {
            int starts = 0;
            for (int start = Math.max(0, i - 3); start <= i; start++) {
                starts += VOCABULARY.isSpecial(TEXT[start]) ? 0 : 1;
            }
            assertShare(counts[i], VOCABULARY.isSpecial(TEXT[i]) ? 0 : FREQUENCIES[starts]);
        }
    }

    private static int[] countMasks(TokenMasking masking, double mean, double deviation) {
        var counts = new int[TEXT.length];
        double sum = 0;
        double squares = 0;
        int wrong = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            var masked = masking.draw(TEXT, VOCABULARY, random(draw));
            var source = masked.source();
            var loss = masked.loss();
            int count = 0;
            for (int i = 0; i < source.length; i++) {
                count += loss[i] ? 1 : 0;
                counts[i] += loss[i] ? 1 : 0;
                wrong += source[i] == (loss[i] ? MASK : TEXT[i]) ? 0 : 1;
            }
            assertThat(masked.lossCount()).isEqualTo(count);
            sum += count;
            squares += (double) count * count;
        }
        assertThat(wrong).isZero();
        double found = sum / DRAWS;
        assertThat(found).isCloseTo(mean, within(4 * deviation / Math.sqrt(DRAWS)));
        assertThat(Math.sqrt(squares / DRAWS - found * found)).isCloseTo(deviation, within(0.03 * deviation));
        return counts;
    }

    // Over 512 positions 4.5 deviations are allowed.
    private static void assertShare(int count, double expected) {
        assertThat((double) count / DRAWS)
                .isCloseTo(expected, within(4.5 * Math.sqrt(expected * (1 - expected) / DRAWS)));
    }

    // 0.15 * 503 = 75.45 tokens are chosen: 75 with probability 0.55, else 76.
    @Test
    void bertMasksEightyKeepsTenAndReplacesTenOfAHundred() {
        var masking = new TokenMasking(0.15, 1, 0.1, 0.1, false, true);
        long masked = 0;
        long replaced = 0;
        long chosen = 0;
        int seventySix = 0;
        int changedUnchosen = 0;
        int chosenSpecial = 0;
        var replacements = new int[30];
        for (int draw = 0; draw < DRAWS; draw++) {
            var tokens = masking.draw(TEXT, VOCABULARY, random(draw));
            var source = tokens.source();
            var loss = tokens.loss();
            assertThat(tokens.lossCount()).isBetween(75, 76);
            seventySix += tokens.lossCount() - 75;
            chosen += tokens.lossCount();
            for (int i = 0; i < source.length; i++) {
                if (source[i] == MASK) {
                    masked++;
                } else if (source[i] != TEXT[i]) {
                    replaced++;
                    replacements[source[i]]++;
                }
                changedUnchosen += source[i] != TEXT[i] && !loss[i] ? 1 : 0;
                chosenSpecial += loss[i] && VOCABULARY.isSpecial(TEXT[i]) ? 1 : 0;
            }
        }
        assertThat(changedUnchosen).isZero();
        assertThat(chosenSpecial).isZero();
        assertThat(seventySix / (double) DRAWS).isCloseTo(0.45, within(0.02));
        // A random token is the one that stood there once in 25 times. Four deviations of a share of 754,500.
        assertThat(masked / (double) chosen).isCloseTo(0.8, within(0.0019));
        assertThat(replaced / (double) chosen).isCloseTo(0.1 * 24 / 25, within(0.0014));
        for (int token = 0; token < 30; token++) {
            double share = VOCABULARY.isSpecial(token) ? 0 : 1 / 25.0;
            assertThat(replacements[token] / (double) replaced).isCloseTo(share, within(share * 0.08));
        }
    }

    @Test
    void lossCountsOnlyWhatBecameAMaskUnlessAllAreWanted() {
        var paper = new TokenMasking(0.15, 1, 0.1, 0.1, false, true);
        for (int draw = 0; draw < 100; draw++) {
            var some = TokenMasking.bert().draw(TEXT, VOCABULARY, random(draw));
            var all = paper.draw(TEXT, VOCABULARY, random(draw));
            assertThat(some.source()).isEqualTo(all.source());
            var isMask = new boolean[TEXT.length];
            for (int i = 0; i < TEXT.length; i++) {
                isMask[i] = some.source()[i] == MASK;
            }
            assertThat(some.loss()).isEqualTo(isMask);
            assertThat(some.lossCount()).isLessThan(all.lossCount());
        }
    }

    // Positions 1, 2, 4, 5 and 6 are text: 0.9 * 5 / 2 + 0.5 = 2.75, so two starts. The first is number 3 of them,
    // position 5, which then changes places with position 1. The second is number 2 of the rest 2, 4, 1, 6.
    @Test
    void startsAreDrawnAmongThoseLeft() {
        var random = new ScriptedRandom().thenDoubles(0.5).thenInts(3, 2);
        int[] text = {0, 10, 11, 2, 12, 13, 14, 1, 1};
        var masked = new TokenMasking(0.9, 2, 0, 0, false, false).draw(text, VOCABULARY, random);
        assertThat(masked.source()).containsExactly(0, MASK, MASK, 2, 12, MASK, MASK, 1, 1);
        assertThat(random.isUsedUp()).isTrue();
    }

    @Test
    void spansReachBeyondNeitherTextNorPadding() {
        int[] text = {0, 10, 11, 2, 1, 1};
        // Of the four positions that are no padding, 1 * 4 / 4 + 0 = 1 start: the last.
        var published = new TokenMasking(1, 4, 0, 0, true, false)
                .draw(text, VOCABULARY, new ScriptedRandom().thenDoubles(0).thenInts(3));
        assertThat(published.source()).containsExactly(0, 10, 11, MASK, 1, 1);
        // Of the two positions that are text, 1 * 2 / 4 + 0.5 = 1 start: the first.
        var ours = new TokenMasking(1, 4, 0, 0, false, false)
                .draw(text, VOCABULARY, new ScriptedRandom().thenDoubles(0.5).thenInts(0));
        assertThat(ours.source()).containsExactly(0, MASK, MASK, 2, 1, 1);
    }

    @Test
    void fatesAreDrawnFromLeftToRight() {
        // All four are chosen: kept below 0.25, replaced below 0.75 by what is no special token, else masked.
        var random = new ScriptedRandom()
                .thenDoubles(0)
                .thenInts(0, 0, 0, 0)
                .thenDoubles(0.24)
                .thenDoubles(0.25)
                .thenInts(3, 29, 7)
                .thenDoubles(0.74)
                .thenInts(12)
                .thenDoubles(0.75);
        var masking = new TokenMasking(1, 1, 0.25, 0.5, false, false);
        var masked = masking.draw(new int[] {10, 11, 12, 13}, VOCABULARY, random);
        assertThat(masked.source()).containsExactly(10, 7, 12, MASK);
        assertThat(masked.loss()).containsExactly(false, false, false, true);
        assertThat(random.isUsedUp()).isTrue();
    }

    @Test
    void everythingIsMaskedAtProbabilityOne() {
        var all = new TokenMasking(1, 1, 0, 0, true, false).draw(TEXT, VOCABULARY, random(0));
        assertThat(all.source()).containsOnly(MASK);
        assertThat(all.lossCount()).isEqualTo(512);
        var ours = new TokenMasking(1, 1, 0, 0, false, false).draw(TEXT, VOCABULARY, random(0));
        assertThat(ours.lossCount()).isEqualTo(503);
    }

    // 1 + (1 - 2^-53) is no double, and the next one is 2.
    @Test
    void noMoreStartsThanPositions() {
        var random = new ScriptedRandom().thenDoubles(Math.nextDown(1.0)).thenInts(0);
        var masked = new TokenMasking(1, 1, 0, 0, false, false).draw(new int[] {0, 10, 2}, VOCABULARY, random);
        assertThat(masked.source()).containsExactly(0, MASK, 2);
    }

    @Test
    void sameRandomNumbersGiveTheSameMask() {
        var tokens = TEXT.clone();
        var first = TokenMasking.bert().draw(tokens, VOCABULARY, random(3));
        assertThat(tokens).isEqualTo(TEXT);
        assertThat(TokenMasking.bert().draw(tokens, VOCABULARY, random(3)).source())
                .isEqualTo(first.source());
        assertThat(TokenMasking.bert().draw(tokens, VOCABULARY, random(4)).source())
                .isNotEqualTo(first.source());
    }

    @Test
    void nothingIsMaskedWhereNothingIsText() {
        var masked = TokenMasking.spans().draw(new int[] {0, 2, 1, 1}, VOCABULARY, random(0));
        assertThat(masked.lossCount()).isZero();
        assertThat(masked.length()).isEqualTo(4);
        assertThat(TokenMasking.spans().draw(new int[0], VOCABULARY, random(0)).length())
                .isZero();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new TokenMasking(0, 1, 0, 0, false, false)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new TokenMasking(1.01, 1, 0, 0, false, false)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new TokenMasking(Double.NaN, 1, 0, 0, false, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenMasking(0.5, 0, 0, 0, false, false)).hasMessageContaining("spanLength");
        assertThatThrownBy(() -> new TokenMasking(0.5, 1, 0.6, 0.5, false, false))
                .hasMessageContaining("keepShare");
        assertThatThrownBy(() -> new TokenMasking(0.5, 1, -0.1, 0, false, false))
                .hasMessageContaining("keepShare");
        var masked = TEXT.clone();
        masked[7] = MASK;
        assertThatThrownBy(() -> TokenMasking.spans().draw(masked, VOCABULARY, random(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token 7");
    }

    private static RandomGenerator random(int sample) {
        return Randomness.of(1).purpose(Purpose.MASK).sample(sample).generator();
    }
}
