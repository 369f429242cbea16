package io.github.data2vec4j.audio;

import static io.github.data2vec4j.audio.TestRecordings.RATE;
import static io.github.data2vec4j.audio.TestRecordings.bytes;
import static io.github.data2vec4j.audio.TestRecordings.content;
import static io.github.data2vec4j.audio.TestRecordings.speech;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFormatsTest {

    @ParameterizedTest
    @ValueSource(strings = {"speech.flac", "speech.aiff", "speech.wv", "speech.mka", "speech.sph"})
    void losslessFormatsGiveTheSameBits(String name) throws Exception {
        assertThat(Waveform.read(content(name, bytes(name)), RATE).samples()).isEqualTo(speech());
        assertThat(AudioLength.of(content(name, bytes(name)), RATE)).isEqualTo(9600);
    }

    // The length of lossy recordings is planned without decoding; what is decoded keeps to it.
    @ParameterizedTest
    @CsvSource({
        "speech.mp3, 0.99",
        "speech.ogg, 0.99",
        "speech.opus, 0.98",
        "speech.m4a, 0.98",
        "speech.webm, 0.97",
        "speech.aac, 0.97",
        "adpcm.wav, 0.99",
    })
    void lossyFormatsSoundAlike(String name, double alike) throws Exception {
        var content = content(name, bytes(name));
        long length = AudioLength.of(content, RATE);
        assertThat(length).isCloseTo(9600, within(1700L));
        var decoded = new Utterance(content, length, null).read(RATE).samples();
        assertThat(decoded).hasSize((int) length);
        assertThat(bestCorrelation(speech(), decoded)).isGreaterThan(alike);
    }

    // As WebRTC records them: decoders go on behind a hole at once. Of 9600 samples about 3000 are left out.
    @ParameterizedTest
    @ValueSource(strings = {"gap.webm", "gap.m4a"})
    void whatIsMissingInBetweenDoesNotCount(String name) throws Exception {
        var content = content(name, bytes(name));
        var decoded = Waveform.read(content, RATE).samples();
        assertThat(decoded).hasSizeBetween(5000, 7000);
        assertThat(AudioLength.of(content, RATE)).isEqualTo(decoded.length);
        assertThat(new Utterance(content, decoded.length, null).read(RATE).samples())
                .isEqualTo(decoded);
    }

    @Test
    void compressedWaveFilesAreReadToo() throws Exception {
        var content = content("mulaw.wav", bytes("mulaw.wav"));
        var original = Arrays.copyOf(speech(), 3200);
        var decoded = Waveform.read(content, RATE).samples();
        assertThat(decoded).hasSize(3200);
        assertThat(AudioLength.of(content, RATE)).isEqualTo(3200);
        // 8 bits, logarithmic: a step is a 16th of the value at most.
        for (int i = 0; i < decoded.length; i++) {
            assertThat(decoded[i]).isCloseTo(original[i], within(Math.abs(original[i]) / 16 + 0.001f));
        }
    }

    // As TIMIT has it, in files called *.WAV.
    @ParameterizedTest
    @CsvSource({"01, LITTLE_ENDIAN", "10, BIG_ENDIAN"})
    void nistSphereFilesAreRead(String byteFormat, String order, @TempDir Path folder) throws Exception {
        var samples = new int[] {0, 1, -1, 256, 32_767, -32_768};
        var header = """
                NIST_1A
                   1024
                channel_count -i 1
                sample_count -i %d
                sample_rate -i 16000
                sample_n_bytes -i 2
                sample_byte_format -s2 %s
                sample_sig_bits -i 16
                sample_coding -s3 pcm
                end_head
                """.formatted(samples.length, byteFormat);
        var bytes = ByteBuffer.allocate(1024 + 2 * samples.length)
                .order(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .position(1024);
        var expected = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes.putShort((short) samples[i]);
            expected[i] = samples[i] / 32_768f;
        }
        Files.write(folder.resolve("SA1.WAV"), bytes.array());
        Files.write(folder.resolve("talk.sph"), bytes.array());
        var found = new AudioFiles(RATE, 1).find(folder).utterances();
        assertThat(found).hasSize(2);
        for (var utterance : found) {
            assertThat(utterance.samples()).isEqualTo(samples.length);
            assertThat(utterance.read(RATE).samples()).isEqualTo(expected);
        }
    }

    @Test
    void channelsOf24BitsAreAveraged() throws Exception {
        var decoded = Waveform.read(content("stereo", bytes("stereo-24-bits.flac")), 44_100)
                .samples();
        assertThat(decoded).hasSize(4410);
        for (int i = 0; i < decoded.length; i++) {
            double time = 2 * Math.PI * i / 44_100;
            double expected = (Math.sin(1000 * time) + Math.sin(3000 * time)) / 4;
            assertThat((double) decoded[i]).isCloseTo(expected, within(2e-6));
        }
    }

    // 4410 * 16000 / 44100 = 1600.
    @Test
    void otherRatesAreConverted() throws Exception {
        var content = content("stereo", bytes("stereo-24-bits.flac"));
        assertThat(AudioLength.of(content, RATE)).isEqualTo(1600);
        var decoded = new Utterance(content, 1600, null).read(RATE).samples();
        for (int i = 100; i < 1500; i++) {
            double time = 2 * Math.PI * i / RATE;
            double expected = (Math.sin(1000 * time) + Math.sin(3000 * time)) / 4;
            assertThat((double) decoded[i]).isCloseTo(expected, within(1e-4));
        }
    }

    // ceil(3 * 16000 / 44100) = 2.
    @ParameterizedTest
    @CsvSource({"44100, 3, 2", "8000, 5, 10", "48000, 1, 1", "11025, 100, 146", "16001, 10000, 10000"})
    void wavesOfOtherRatesHaveTheLengthThatIsPlanned(int rate, int samples, int expected) throws Exception {
        var content = content(
                "x.wav",
                WaveBytes.riff().format(1, 1, rate, 16).shorts(new int[samples]).bytes());
        assertThat(AudioLength.of(content, RATE)).isEqualTo(expected);
        assertThat(Waveform.read(content, RATE).samples()).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 768_001, Integer.MAX_VALUE})
    void ratesThatNobodyHasAreRefused(int rate) {
        var wave = WaveBytes.riff().format(1, 1, rate, 16).shorts(1, 2, 3).bytes();
        assertBad("x.wav", wave, rate + " samples per second, which are not between 1000 and 768000");
    }

    // Mpeg frames are self-contained; a FLAC file says how long it is.
    @Test
    void cutFlacIsRefusedWhereverItIsCut() throws Exception {
        var whole = bytes("speech.flac");
        for (int length = 0; length < whole.length; length += 97) {
            assertBad("cut.flac", Arrays.copyOf(whole, length), "");
        }
        assertBad("cut.flac", Arrays.copyOf(whole, whole.length - 1), "");
    }

    @Test
    void aDamagedFrameOfFlacIsFoundOutByItsChecksum() throws Exception {
        var damaged = bytes("speech.flac");
        damaged[damaged.length / 2] ^= 1;
        assertBad("damaged.flac", damaged, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG of an older time", "APETAGEX", "\0\0\0\0"})
    void whatLiesBehindAnMp3IsIgnored(String tag) throws Exception {
        var whole = bytes("speech.mp3");
        var longer = new ByteArrayOutputStream();
        longer.writeBytes(whole);
        longer.writeBytes(Arrays.copyOf(tag.getBytes(StandardCharsets.US_ASCII), 128));
        assertThat(Waveform.read(content("tagged.mp3", longer.toByteArray()), RATE)
                        .samples())
                .isEqualTo(Waveform.read(content("speech.mp3", whole), RATE).samples());
    }

    @Test
    void aRecordingIsWhatItContainsNotWhatItIsCalled(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("1.wav"), bytes("speech.flac"));
        Files.write(folder.resolve("2.flac"), WaveBytes.speech(1, 2, 3));
        Files.write(folder.resolve("3.ogg"), bytes("speech.mp3"));
        var found = new AudioFiles(RATE, 1).find(folder);
        assertThat(found.bad()).isEmpty();
        assertThat(found.utterances()).extracting(Utterance::samples).startsWith(9600L, 3L);
        for (var utterance : found.utterances()) {
            assertThat((long) utterance.read(RATE).length()).isEqualTo(utterance.samples());
        }
    }

    // Each would make FFmpeg open another file.
    @Test
    void listsOfOtherFilesAreNotFollowed(@TempDir Path folder) throws Exception {
        var secret = Files.write(folder.resolve("secret.wav"), WaveBytes.speech(new int[32_000]));
        for (var list : new String[] {
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://%s\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '%s'\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>%s</BaseURL></MPD>"
        }) {
            assertBad("list.flac", list.formatted(secret).getBytes(StandardCharsets.UTF_8), "it is");
        }
    }

    @Test
    void picturesAreNoAudio() {
        var header = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        assertBad("picture.mp3", Arrays.copyOf(header, 200), "");
    }

    @Test
    void anotherLengthThanListedIsNamed() throws Exception {
        var flac = content("speech.flac", bytes("speech.flac"));
        assertThatThrownBy(() -> new Utterance(flac, 9601, null).read(RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("it has 9600 samples, but 9601 are expected");
        var mp3 = content("speech.mp3", bytes("speech.mp3"));
        assertThatThrownBy(() -> new Utterance(mp3, 20_000, null).read(RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("but 20000 are expected");
        assertThatThrownBy(() -> new Utterance(mp3, 5000, null).read(RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("goes on after the 6600 samples");
    }

    private static void assertBad(String name, byte[] bytes, String reason) {
        assertThatThrownBy(() -> Waveform.read(content(name, bytes), RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageStartingWith("cannot read audio " + name + ": ")
                .hasMessageContaining(reason);
    }

    /** Over shifts of up to 0.1 seconds, which encoders and filters bring. */
    private static double bestCorrelation(float[] one, float[] other) {
        double best = 0;
        for (int shift = -1600; shift <= 1600; shift++) {
            double product = 0;
            double squares = 0;
            double otherSquares = 0;
            for (int i = Math.max(0, -shift); i < one.length && i + shift < other.length; i++) {
                product += one[i] * other[i + shift];
                squares += one[i] * one[i];
                otherSquares += other[i + shift] * other[i + shift];
            }
            best = Math.max(best, product / Math.sqrt(squares * otherSquares));
        }
        return best;
    }
}
