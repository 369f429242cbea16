package io.github.data2vec4j.audio.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    // A tenth of a decibel.
    private static final double LEVEL = Math.pow(10, -0.1 / 20);

    @ParameterizedTest
    @ValueSource(ints = {44_100, 48_000, 22_050})
    void soundBelow7KilohertzKeepsItsLevel(int rate) throws Exception {
        for (int frequency = 50; frequency <= 7000; frequency += 150) {
            double level = level(resample(sine(rate, frequency), rate, 16_000));
            assertThat(level).as("at %d Hz", frequency).isBetween(LEVEL, 1 / LEVEL);
        }
    }

    // 10 kHz would appear at 6 kHz.
    @ParameterizedTest
    @CsvSource({"44100, 9000", "44100, 10000", "44100, 15000", "48000, 10000", "48000, 20000", "22050, 10000"})
    void soundThatTheWantedRateCannotHoldIsGone(int rate, int frequency) throws Exception {
        double level = level(resample(sine(rate, frequency), rate, 16_000));
        assertThat(20 * Math.log10(level)).isLessThan(-80);
    }

    @Test
    void timeIsKept() throws Exception {
        var up = resample(sine(8000, 440), 8000, 16_000);
        for (int i = 1000; i < up.size() - 1000; i++) {
            assertThat((double) up.get(i)).isCloseTo(Math.sin(2 * Math.PI * 440 * i / 16_000), within(1e-3));
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "48000, 16000", "8000, 16000", "16000, 44100", "11025, 16000", "1000, 768000"})
    void asManySamplesAsAreDueComeOut(int from, int to) throws Exception {
        for (int count : new int[] {1, 2, 3, 10, 441, 8191, 8192, 8193, 20_000}) {
            long expected = (long) Math.ceil(count * (double) to / from);
            assertThat(resample(new float[count], from, to)).hasSize((int) expected);
            assertThat(RateConversion.length(count, from, to)).isEqualTo(expected);
        }
    }

    private static float[] sine(int rate, int frequency) {
        var samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate);
        }
        return samples;
    }

    /** Given in pieces, as decoders do. */
    private static List<Float> resample(float[] samples, int from, int to) throws Exception {
        FFmpeg.load();
        var out = new ArrayList<Float>();
        try (var resampler = Resampler.of(from, to, (piece, count, rate) -> {
            assertThat(rate).isEqualTo(to);
            for (int i = 0; i < count; i++) {
                out.add(piece[i]);
            }
        })) {
            int half = samples.length / 2;
            resampler.add(samples, half);
            resampler.add(Arrays.copyOfRange(samples, half, samples.length), samples.length - half);
            resampler.finish();
        }
        return out;
    }

    /** Of the middle, compared with a full sine. */
    private static double level(List<Float> samples) {
        double squares = 0;
        int from = samples.size() / 4;
        int to = samples.size() * 3 / 4;
        for (int i = from; i < to; i++) {
            squares += (double) samples.get(i) * samples.get(i);
        }
        return Math.sqrt(2 * squares / (to - from));
    }
}
