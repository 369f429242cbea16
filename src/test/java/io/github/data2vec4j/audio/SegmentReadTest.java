package io.github.data2vec4j.audio;

import static io.github.data2vec4j.audio.TestRecordings.RATE;
import static io.github.data2vec4j.audio.TestRecordings.bytes;
import static io.github.data2vec4j.audio.TestRecordings.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A segment has the very samples of its place in the whole recording, and no more is read than it needs. */
class SegmentReadTest {

    private static final int RAMP = 60_000;
    private static final int NEAR_BYTES = 1 << 14;

    // In a file of one channel with frames of 576 samples.
    private static final int FIRST_FRAME = 146;
    private static final int FRAME_BYTES = 1163;

    /** Of each its value tells its place. */
    private static int[] ramp() {
        var samples = new int[RAMP];
        for (int i = 0; i < RAMP; i++) {
            samples[i] = i - 32_768;
        }
        return samples;
    }

    private static float[] rampFrom(int begin, int count) {
        var samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (begin + i - 32_768) / 32_768f;
        }
        return samples;
    }

    private static float[] read(Content content, long begin, long samples) throws IOException {
        return new Utterance(content, new Extent.Segment(begin, samples), "a segment", null)
                .read(RATE)
                .samples();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 60000", "1, 1000", "12345, 6789", "59999, 1", "40000, 20000"})
    void ofAWaveFileOnlyItsOwnBytesAreRead(int begin, int samples) throws Exception {
        var watched = new WatchedContent(WaveBytes.speech(ramp()));
        assertThat(read(watched, begin, samples)).isEqualTo(rampFrom(begin, samples));
        assertThat(watched.bytesRead()).isEqualTo(AudioLength.BEGINNING + 2L * samples);
        assertThat(watched.isReadWhole()).isFalse();
    }

    @Test
    void ofSeveralChannelsTheMeanIsTaken() throws Exception {
        var samples = new int[4000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 2 == 0 ? i : 1000;
        }
        var stereo = WaveBytes.riff().format(1, 2, RATE, 16).shorts(samples).bytes();
        assertThat(read(content("stereo", stereo), 700, 2))
                .containsExactly((1400 + 1000) / 65_536f, (1402 + 1000) / 65_536f);
    }

    // Frames of 576 samples: 104 of them with 1163 bytes, so that the search has to halve the file.
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 60000", "575, 1", "576, 1", "575, 2", "30000, 3000", "59999, 1", "100, 50000", "57599, 5"})
    void ofAFlacFileOnlyTheFramesAroundItAreRead(int begin, int samples) throws Exception {
        var watched = new WatchedContent(FlacBytes.mono(RATE, 576, ramp()));
        assertThat(read(watched, begin, samples)).isEqualTo(rampFrom(begin, samples));
        assertThat(watched.isReadWhole()).isFalse();
        // Three halvings of 120 KB come to where the segment begins and three to where it ends, one or two frames each.
        assertThat(watched.bytesRead()).isLessThan(2L * samples + 10L * NEAR_BYTES);
    }

    @Test
    void framesOfAnyLengthAreFound() throws Exception {
        var random = new SplittableRandom(3);
        var ramp = ramp();
        var flac = new FlacBytes(1, RATE, 16, 2000, RAMP);
        for (int at = 0; at < RAMP; ) {
            int length = Math.min(random.nextInt(16, 2000), RAMP - at);
            flac.frameAt(at, Arrays.copyOfRange(ramp, at, at + length));
            at += length;
        }
        for (int i = 0; i < 50; i++) {
            int begin = random.nextInt(RAMP);
            int samples = random.nextInt(1, RAMP - begin + 1);
            var watched = new WatchedContent(flac.bytes());
            assertThat(read(watched, begin, samples)).isEqualTo(rampFrom(begin, samples));
            assertThat(watched.isReadWhole()).isFalse();
        }
    }

    // The samples are the header of a frame of this file that begins with sample 40 * 576, over and over.
    @Test
    void whatOnlyLooksLikeAFrameIsNoneInTheEnd() throws Exception {
        var header = FlacBytes.mono(RATE, 576, ramp());
        int at = FIRST_FRAME + 40 * FRAME_BYTES;
        int[] lookalike = new int[4];
        for (int i = 0; i < lookalike.length; i++) {
            lookalike[i] = (short) (header[at + 2 * i] << 8 | (header[at + 2 * i + 1] & 0xFF));
        }
        assertThat(lookalike[0]).isEqualTo((short) 0xFFF8);
        var samples = ramp();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = lookalike[i % 4];
        }
        var content = content("lookalike", FlacBytes.mono(RATE, 576, samples));
        var whole = Waveform.read(content, RATE).samples();
        assertThat(whole[1]).isEqualTo(lookalike[1] / 32_768f);
        for (int begin = 0; begin < RAMP - 500; begin += 7777) {
            assertThat(read(content, begin, 500)).isEqualTo(Arrays.copyOfRange(whole, begin, begin + 500));
        }
    }

    // Half a filter away from all edges the samples beyond them count too.
    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 16_001, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000})
    void atOtherRatesTheBitsAreThoseOfTheWhole(int rate) throws Exception {
        var samples = noise();
        assertSegments(
                new WatchedContent(
                        WaveBytes.riff().format(1, 1, rate, 16).shorts(samples).bytes()),
                new WatchedContent(FlacBytes.mono(rate, 576, samples)));
    }

    private static int[] noise() {
        var random = new SplittableRandom(17);
        return random.ints(RAMP, -32_768, 32_768).toArray();
    }

    private static void assertSegments(WatchedContent wave, WatchedContent flac) throws IOException {
        var whole = Waveform.read(content("whole", wave.bytes()), RATE).samples();
        var random = new SplittableRandom(5);
        for (int i = 0; i < 30; i++) {
            int begin = i == 0 ? 0 : random.nextInt(whole.length);
            int end = i < 2 ? whole.length : random.nextInt(begin, whole.length) + 1;
            // Short ones and long ones.
            end = i % 2 == 0 ? end : Math.min(end, begin + 10);
            var expected = Arrays.copyOfRange(whole, begin, end);
            assertThat(read(wave, begin, end - begin)).isEqualTo(expected);
            assertThat(read(flac, begin, end - begin)).isEqualTo(expected);
        }
        assertThat(wave.isReadWhole() || flac.isReadWhole()).isFalse();
    }

    @Test
    void atAnotherRateNotMuchMoreIsRead() throws Exception {
        var watched = new WatchedContent(
                WaveBytes.riff().format(1, 1, 48_000, 16).shorts(ramp()).bytes());
        read(watched, 10_000, 1000);
        // Three samples for one, and what the filter sees on both sides.
        assertThat(watched.bytesRead() - AudioLength.BEGINNING).isBetween(6000L, 6000L + 2 * 2 * 400);
    }

    @ParameterizedTest
    @MethodSource("io.github.data2vec4j.audio.TestRecordings#encoded")
    void ofAllFormatsTheBitsAreThoseOfTheWhole(String name) throws Exception {
        var content = content(name, bytes(name));
        for (int rate : new int[] {RATE, 11_025}) {
            var whole = Waveform.read(content, rate).samples();
            for (int begin = 0; begin < whole.length; begin += 611) {
                int samples = Math.min(whole.length - begin, 1 + begin % 800);
                var segment = new Utterance(content, new Extent.Segment(begin, samples), name, null);
                assertThat(segment.read(rate).samples()).isEqualTo(Arrays.copyOfRange(whole, begin, begin + samples));
            }
        }
    }

    // Its length is known without decoding, but not to the sample.
    @Test
    void theEndOfALossyFileIsFilledUp() throws Exception {
        var mp3 = content("speech.mp3", bytes("speech.mp3"));
        var whole = Waveform.read(mp3, RATE).samples();
        int begin = whole.length - 100;
        assertThat(read(mp3, begin, 1600))
                .isEqualTo(Arrays.copyOf(Arrays.copyOfRange(whole, begin, whole.length), 1600));
        assertThatThrownBy(() -> read(mp3, begin, 1701))
                .isInstanceOf(BadAudioException.class)
                .hasMessageStartingWith("cannot read audio a segment: ")
                .hasMessageContaining("its samples %d to %d were listed".formatted(begin, begin + 1700));
        assertThatThrownBy(() -> read(mp3, whole.length, 100)).isInstanceOf(BadAudioException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wave", "flac"})
    void aFileThatEndsBeforeIsNamed(String kind) {
        var bytes = kind.equals("wave") ? WaveBytes.speech(ramp()) : FlacBytes.mono(RATE, 576, ramp());
        assertThatThrownBy(() -> read(content(kind, bytes), 59_000, 1001))
                .isInstanceOf(BadAudioException.class)
                .hasMessage("cannot read audio a segment: at 16000 samples per second, its samples 59000 to 60000 were"
                        + " listed, but it has only 60000; write the list anew");
    }

    @Test
    void aSegmentOfNothingIsRefused() {
        assertThatThrownBy(() -> read(content("x.wav", WaveBytes.speech(ramp())), 10, 0))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("no waveform of 0 samples");
        assertThatThrownBy(() -> new Extent.Segment(-1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Extent.Segment(1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsBrokenElsewhereDoesNoHarmAndWhatIsBrokenInItIsFound() throws Exception {
        var bytes = FlacBytes.mono(RATE, 576, ramp());
        bytes[FIRST_FRAME + 50 * FRAME_BYTES + 600] ^= 1;
        var broken = content("broken.flac", bytes);
        assertThatThrownBy(() -> Waveform.read(broken, RATE)).isInstanceOf(BadAudioException.class);
        assertThat(read(broken, 1000, 9000)).isEqualTo(rampFrom(1000, 9000));
        assertThat(read(broken, 50_000, 9000)).isEqualTo(rampFrom(50_000, 9000));
        assertThatThrownBy(() -> read(broken, 28_000, 2000))
                .isInstanceOf(BadAudioException.class)
                .hasMessageStartingWith("cannot read audio a segment: it is broken after 1.8");
    }

    // As if a frame had got lost on the way; all that is left is sound in itself.
    @Test
    void aFrameThatIsMissingIsNoticed() {
        var ramp = ramp();
        var flac = new FlacBytes(1, RATE, 576, 576, RAMP);
        for (int number = 0; number < 104; number++) {
            if (number != 60) {
                flac.frame(number, Arrays.copyOfRange(ramp, number * 576, number * 576 + 576));
            }
        }
        var content = content("gap.flac", flac.bytes());
        assertThatThrownBy(() -> read(content, 34_000, 2000))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("it says that it has 60000 samples, but has 59328");
    }

    @Test
    void cutFilesAreReadAsFarAsTheyGo() throws Exception {
        var bytes = FlacBytes.mono(RATE, 576, ramp());
        var cut = content("cut.flac", Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(read(cut, 1000, 9000)).isEqualTo(rampFrom(1000, 9000));
        assertThatThrownBy(() -> read(cut, 40_000, 5000))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("it is broken after 1.87 seconds");
    }
}
