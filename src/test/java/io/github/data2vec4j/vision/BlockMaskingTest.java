package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class BlockMaskingTest {

    private static final int DRAWS = 10_000;

    /**
     * How often each patch of the 14x14 grid is masked. From 150,000 masks of a separate Python program that works on
     * sets of patches; the grid is symmetric under reflection and, since aspect ratios are, under exchange of rows and
     * columns, so one eighth of it is enough: row r from column r to 6.
     */
    private static final double[][] FREQUENCIES = {
        {0.0874, 0.1698, 0.2397, 0.2938, 0.3326, 0.3574, 0.3695},
        {0.3163, 0.4313, 0.5148, 0.5718, 0.6069, 0.6239},
        {0.5715, 0.6658, 0.7264, 0.7616, 0.7778},
        {0.7602, 0.8175, 0.8487, 0.8624},
        {0.8692, 0.8969, 0.9084},
        {0.9215, 0.9314},
        {0.9405}
    };

    // Counts of the same program: mean 119.533, deviation 0.929 (of 10,000 draws 0.0093), exactly 120 in 69.66 % of the
    // masks
    // (deviation 0.46 %).
    @Test
    void countsAreDistributedAsInAnIndependentProgram() {
        double sum = 0;
        double squares = 0;
        int full = 0;
        for (int i = 0; i < DRAWS; i++) {
            int count = draw(i).count();
            assertThat(count).isLessThanOrEqualTo(120);
            sum += count;
            squares += (double) count * count;
            full += count == 120 ? 1 : 0;
        }
        double mean = sum / DRAWS;
        assertThat(mean).isCloseTo(119.533, within(0.037));
        assertThat(Math.sqrt(squares / DRAWS - mean * mean)).isCloseTo(0.929, within(0.05));
        assertThat((double) full / DRAWS).isCloseTo(0.6966, within(0.0184));
    }

    // Four deviations of a share of 10,000 are at most 0.02; over 196 patches 4.5 are allowed.
    @Test
    void patchesAreMaskedAsOftenAsInAnIndependentProgram() {
        var counts = new int[14][14];
        for (int i = 0; i < DRAWS; i++) {
            var mask = draw(i);
            for (int row = 0; row < 14; row++) {
                for (int column = 0; column < 14; column++) {
                    counts[row][column] += mask.isMasked(row, column) ? 1 : 0;
                }
            }
        }
        for (int row = 0; row < 14; row++) {
            for (int column = 0; column < 14; column++) {
                int a = Math.min(row, 13 - row);
                int b = Math.min(column, 13 - column);
                double expected = FREQUENCIES[Math.min(a, b)][Math.abs(a - b)];
                double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
                assertThat((double) counts[row][column] / DRAWS).isCloseTo(expected, within(4.5 * deviation));
            }
        }
    }

    @Test
    void countIsThatOfTheMaskedPatches() {
        for (int i = 0; i < 100; i++) {
            var mask = draw(i);
            int masked = 0;
            for (boolean patch : mask.toArray()) {
                masked += patch ? 1 : 0;
            }
            assertThat(masked).isEqualTo(mask.count());
        }
    }

    // Area 16 + 0.5 * (24 - 16) = 20, aspect 1: a square of round(4.47) = 4, at row 2 and column 3. Then 8 are left and
    // the range
    // 16..8 is upside down: 16 - 0.875 * 8 = 9 is a square of 3 that overlaps one masked patch, so all 24 are masked.
    @Test
    void blocksAreDrawnAreaAspectTopLeft() {
        var random = new ScriptedRandom()
                .thenDoubles(0.5, 0.5)
                .thenInts(2, 3)
                .thenDoubles(0.875, 0.5)
                .thenInts(0, 1);
        var mask = new BlockMasking(24, 16, 196, 0.3, 1 / 0.3).draw(7, 8, random);
        assertThat(random.isUsedUp()).isTrue();
        assertThat(drawn(mask)).isEqualTo("""
                        .###....
                        .###....
                        .######.
                        ...####.
                        ...####.
                        ...####.
                        ........
                        """);
        assertThat(mask.count()).isEqualTo(24);
    }

    // The first two tries are a block as wide as the grid and one that adds 16 where 12 are allowed. The third is a
    // square of 3;
    // for the 3 patches left, ten more blocks as wide as the grid follow.
    @Test
    void blocksThatDoNotFitAreDrawnAgain() {
        var random = new ScriptedRandom()
                .thenDoubles(0, 0)
                .thenDoubles(0, 0.5)
                .thenInts(0, 0)
                .thenDoubles(1, 0.5)
                .thenInts(4, 4);
        for (int i = 0; i < 10; i++) {
            random.thenDoubles(0, 0);
        }
        var mask = new BlockMasking(12, 16, 16, 0.25, 4).draw(8, 8, random);
        assertThat(random.isUsedUp()).isTrue();
        assertThat(mask.count()).isEqualTo(9);
    }

    @Test
    void tenMissesEndTheMask() {
        var random = new ScriptedRandom();
        for (int i = 0; i < 10; i++) {
            random.thenDoubles(0, 0.5);
        }
        assertThat(new BlockMasking(16, 16, 16, 0.3, 1 / 0.3).draw(4, 4, random).count())
                .isZero();
        assertThat(random.isUsedUp()).isTrue();
    }

    @Test
    void writesOneBytePerPatch() {
        var mask = draw(0);
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(196);
            mask.writeTo(slot);
            var bytes = slot.toArray(ValueLayout.JAVA_BYTE);
            for (int i = 0; i < 196; i++) {
                assertThat(bytes[i]).isEqualTo((byte) (mask.toArray()[i] ? 1 : 0));
                assertThat(mask.isMasked(i / 14, i % 14)).isEqualTo(mask.toArray()[i]);
            }
            var small = arena.allocate(195);
            assertThatThrownBy(() -> mask.writeTo(small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("196")
                    .hasMessageContaining("195");
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> BlockMasking.data2vec(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockMasking(10, 17, 16, 0.3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockMasking(10, 1, 16, 3, 0.3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        BlockMasking.data2vec(65).draw(8, 8, Randomness.of(1).generator()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65 patches of a grid of 8 x 8");
    }

    private static BlockMask draw(int sample) {
        var random = Randomness.of(1).purpose(Purpose.MASK).sample(sample).generator();
        return BlockMasking.data2vec(120).draw(14, 14, random);
    }

    private static String drawn(BlockMask mask) {
        var text = new StringBuilder();
        for (int row = 0; row < mask.rows(); row++) {
            for (int column = 0; column < mask.columns(); column++) {
                text.append(mask.isMasked(row, column) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
