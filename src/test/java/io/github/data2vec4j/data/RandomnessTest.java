package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class RandomnessTest {

    // Made with a separate Python program (integers modulo 2^64) that follows the class's description.
    @Test
    void bitsAreThoseOfTheIndependentProgram() {
        assertThat(Randomness.of(0).asLong()).isEqualTo(0x5bd575d9a38710fbL);
        assertThat(Randomness.of(1)
                        .at(2)
                        .rank(3)
                        .purpose(Purpose.MASK)
                        .sample(4)
                        .asLong())
                .isEqualTo(0xc6bf8defe32d2981L);
        assertThat(Randomness.of(-5)
                        .at(Long.MAX_VALUE)
                        .rank(Integer.MAX_VALUE)
                        .purpose(Purpose.INIT)
                        .sample(-1)
                        .asLong())
                .isEqualTo(0xec00508a78998054L);
    }

    // The first outputs of SplitMix64 seeded with the first golden value above, from the same Python program.
    @Test
    void generatorIsSplitMixFromThoseBits() {
        var generator = Randomness.of(0).generator();
        assertThat(List.of(generator.nextLong(), generator.nextLong(), generator.nextLong()))
                .containsExactly(0x94804e1de618acb5L, 0x4f7974d63ab0b12dL, 0x7be5d788502216a0L);
    }

    @Test
    void orderOfDerivationDoesNotMatter() {
        var one = Randomness.of(9).at(1).rank(2).purpose(Purpose.MASK).sample(3);
        var two = Randomness.of(9).sample(3).purpose(Purpose.MASK).rank(2).at(1);
        assertThat(one).isEqualTo(two);
        assertThat(one.asLong()).isEqualTo(two.asLong());
    }

    @Test
    void coordinatesAreNotInterchangeable() {
        var seen = new HashSet<Long>();
        for (var purpose : Purpose.values()) {
            for (int a = 0; a < 8; a++) {
                for (int b = 0; b < 8; b++) {
                    for (int c = 0; c < 8; c++) {
                        for (int d = 0; d < 8; d++) {
                            seen.add(new Randomness(a, b, c, purpose, d).asLong());
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSize(Purpose.values().length * 8 * 8 * 8 * 8);
    }

    @Test
    void aGeneratorIsFreshEachTime() {
        var randomness = Randomness.of(3).at(4);
        var first = randomness.generator();
        first.nextLong();
        assertThat(randomness.generator().nextLong())
                .isEqualTo(randomness.generator().nextLong());
        assertThat(first.nextLong()).isNotEqualTo(randomness.generator().nextLong());
    }

    // Chi-square of the top and of the bottom byte over 256 bins, 65,536 neighbours: 255 degrees of freedom, so the
    // mean is 255 and the deviation 22.6; 350 is more than four deviations away.
    @Test
    void neighboursAreSpreadEvenly() {
        for (var neighbours : neighbours()) {
            assertThat(chiSquare(neighbours, 56)).isBetween(170.0, 350.0);
            assertThat(chiSquare(neighbours, 0)).isBetween(170.0, 350.0);
        }
    }

    // Each of 64 bits of f(i) xor f(i + 1) is a fair coin: over 65,536 pairs its share has a deviation of 0.00195.
    @Test
    void neighboursAreUncorrelated() {
        for (var neighbours : neighbours()) {
            var flips = new int[64];
            for (int i = 0; i < 65_536; i++) {
                var difference =
                        neighbours.apply(i).asLong() ^ neighbours.apply(i + 1).asLong();
                for (int bit = 0; bit < 64; bit++) {
                    flips[bit] += (int) (difference >>> bit) & 1;
                }
            }
            for (int count : flips) {
                assertThat(count / 65_536.0).isBetween(0.49, 0.51);
            }
        }
    }

    private static List<LongFunction<Randomness>> neighbours() {
        var all = new ArrayList<LongFunction<Randomness>>();
        all.add(Randomness::of);
        all.add(i -> Randomness.of(1).at(i));
        all.add(i -> Randomness.of(1).rank((int) i));
        all.add(i -> Randomness.of(1).sample(i));
        return all;
    }

    private static double chiSquare(LongFunction<Randomness> neighbours, int shift) {
        var bins = new int[256];
        for (int i = 0; i < 65_536; i++) {
            bins[(int) (neighbours.apply(i).asLong() >>> shift) & 255]++;
        }
        var sum = 0.0;
        for (int bin : bins) {
            sum += (bin - 256.0) * (bin - 256.0) / 256.0;
        }
        return sum;
    }
}
