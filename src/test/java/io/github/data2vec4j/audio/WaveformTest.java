package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveformTest {

    // Mean 0.25, variance (0.0625 + 0.0625 + 0.25 + 0.25) / 4 = 0.15625, biased.
    @Test
    void normalisesToMeanZeroAndVarianceOne() {
        double deviation = Math.sqrt(0.15625 + 1e-5);
        var normalised =
                new Waveform(new float[] {0.5f, 0, 0.75f, -0.25f}).normalised().samples();
        assertThat(normalised)
                .containsExactly(
                        new float[] {
                            (float) (0.25 / deviation),
                            (float) (-0.25 / deviation),
                            (float) (0.5 / deviation),
                            (float) (-0.5 / deviation)
                        },
                        within(1e-7f));
    }

    // torch.nn.functional.layer_norm of [0.001, -0.002, 0.0015, 0.003] with epsilon 1e-5: the epsilon counts here.
    // Mean 0.000875, variance 3.296875e-6, divided by sqrt(1.3296875e-5) = 0.00364648.
    @Test
    void epsilonKeepsSilenceSilent() {
        assertThat(new Waveform(new float[] {0.001f, -0.002f, 0.0015f, 0.003f})
                        .normalised()
                        .samples())
                .containsExactly(new float[] {0.0342796f, -0.7884299f, 0.1713978f, 0.5827525f}, within(1e-6f));
        assertThat(new Waveform(new float[] {0.3f, 0.3f}).normalised().samples())
                .containsExactly(0f, 0f);
    }

    // A sum in float would lose most of such an offset's digits.
    @Test
    void longUtterancesAreNormalisedExactly() {
        var samples = new float[480_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 100 + i % 2;
        }
        var normalised = new Waveform(samples).normalised().samples();
        float expected = (float) (0.5 / Math.sqrt(0.25 + 1e-5));
        assertThat(normalised[0]).isCloseTo(-expected, within(1e-6f));
        assertThat(normalised[479_999]).isCloseTo(expected, within(1e-6f));
    }

    @Test
    void normalisingLeavesTheOriginal() {
        var waveform = new Waveform(new float[] {1, 2});
        waveform.normalised();
        assertThat(waveform.samples()).containsExactly(1f, 2f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void cropsFromTheStartThatIsDrawn(int start) {
        var random = new ScriptedRandom().thenInts(start);
        var slot = MemorySegment.ofArray(new float[4]);
        rising(10).crop(random, slot);
        assertThat(random.isUsedUp()).isTrue();
        assertThat(slot.toArray(ValueLayout.JAVA_FLOAT))
                .containsExactly((float) start, start + 1f, start + 2f, start + 3f);
    }

    // 7 starts, each 10,000 / 7 times: chi squared of 6 degrees of freedom is below 22.5 in 99.9 %.
    @Test
    void everyStartIsEquallyLikely() {
        var counts = new int[7];
        var slot = MemorySegment.ofArray(new float[4]);
        for (int i = 0; i < 10_000; i++) {
            rising(10).crop(Randomness.of(3).sample(i).generator(), slot);
            counts[(int) slot.get(ValueLayout.JAVA_FLOAT, 0)]++;
        }
        double distance = 0;
        for (int count : counts) {
            distance += Math.pow(count - 10_000 / 7.0, 2) / (10_000 / 7.0);
        }
        assertThat(distance).isLessThan(22.5);
    }

    @Test
    void writesOffTheHeapAndOnlyIntoItsSlot() {
        try (var arena = Arena.ofConfined()) {
            var batch = arena.allocate(ValueLayout.JAVA_FLOAT, 9);
            rising(3).crop(new ScriptedRandom().thenInts(0), batch.asSlice(12, 12));
            assertThat(batch.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(0, 0, 0, 0, 1, 2, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 44})
    void refusesSlotsThatDoNotFit(int bytes) {
        var slot = MemorySegment.ofArray(new byte[bytes]);
        assertThatThrownBy(() -> rising(10).crop(new ScriptedRandom(), slot))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slot of " + bytes + " bytes")
                .hasMessageContaining("10 samples");
    }

    @Test
    void refusesNoSamples() {
        assertThatThrownBy(() -> new Waveform(new float[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Waveform rising(int length) {
        var samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = i;
        }
        return new Waveform(samples);
    }
}
