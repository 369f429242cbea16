package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveformReadTest {

    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    @Test
    void eightBitsHaveNoSign() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .format(1, 1, RATE, 8)
                        .data((byte) 0, (byte) 64, (byte) 128, (byte) 192, (byte) 255)
                        .bytes()))
                .containsExactly(-1f, -0.5f, 0f, 0.5f, 127 / 128f);
    }

    @Test
    void sixteenBits() throws Exception {
        assertThat(read(WaveBytes.speech(-32768, -1, 0, 1, 16384, 32767)))
                .containsExactly(-1f, -1 / 32768f, 0f, 1 / 32768f, 0.5f, 32767 / 32768f);
    }

    @Test
    void twentyFourBits() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .format(1, 1, RATE, 24)
                        .data(HexFormat.of().parseHex("000080" + "ffffff" + "010000" + "000040" + "ff00c0"))
                        .bytes()))
                .containsExactly(-1f, -1 / 8388608f, 1 / 8388608f, 0.5f, (-4194304 + 255) / 8388608f);
    }

    @Test
    void thirtyTwoBits() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .format(1, 1, RATE, 32)
                        .data(HexFormat.of().parseHex("00000080" + "00000040" + "00010000"))
                        .bytes()))
                .containsExactly(-1f, 0.5f, 1 / 8388608f);
    }

    @Test
    void floats() throws Exception {
        var single = WaveBytes.little(12)
                .putFloat(0.1f)
                .putFloat(-2.5f)
                .putFloat(Float.MIN_VALUE)
                .array();
        assertThat(read(WaveBytes.riff().format(3, 1, RATE, 32).data(single).bytes()))
                .containsExactly(0.1f, -2.5f, Float.MIN_VALUE);
        var wide = WaveBytes.little(16).putDouble(0.1).putDouble(-1).array();
        assertThat(read(WaveBytes.riff().format(3, 1, RATE, 64).data(wide).bytes()))
                .containsExactly(0.1f, -1f);
    }

    @Test
    void channelsAreAveraged() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .format(1, 3, RATE, 16)
                        .shorts(300, 600, -300, -32768, -32768, -32768)
                        .bytes()))
                .containsExactly(200 / 32768f, -1f);
    }

    // Written by sox 14.4.2 from the samples 0.5 -0.25, 0.125 0.75, -1 -0.5, 2^-23 -0.0078125.
    @Test
    void extensibleFormatOfAnotherProgram() throws Exception {
        var file =
                "524946466000000057415645666d742028000000feff0200803e0000007701000600180016001800030000000100000000001000"
                        + "800000aa00389b7166616374040000000400000064617461180000000000400000e00000100000600000800000c001000000"
                        + "00ff";
        assertThat(read(HexFormat.of().parseHex(file)))
                .containsExactly(0.125f, 0.4375f, -0.75f, (1 / 8388608f - 0.0078125f) / 2);
    }

    // The same by sox, in floats, whose format chunk has 18 bytes.
    @Test
    void floatFormatOfAnotherProgram() throws Exception {
        var file =
                "524946465200000057415645666d74201200000003000200803e000000f40100080020000000666163740400000004000000"
                        + "64617461200000000000003f000080be0000003e0000403f000080bf000000bf00000034000000bc";
        assertThat(read(HexFormat.of().parseHex(file)))
                .containsExactly(0.125f, 0.4375f, -0.75f, (1 / 8388608f - 0.0078125f) / 2);
    }

    @ParameterizedTest
    @CsvSource({"8, false", "16, true", "24, true", "32, true"})
    void filesOfTheJavaPlatform(int bits, boolean signed) throws Exception {
        // Sample i of channel c has the value 7 i + 3 c in its highest byte.
        int bytes = bits / 8;
        var data = new byte[40 * 2 * bytes];
        for (int i = 0; i < 80; i++) {
            data[i * bytes + bytes - 1] = (byte) (i / 2 * 7 + i % 2 * 3);
        }
        var format = new AudioFormat(RATE, bits, 2, signed, false);
        var file = folder.resolve("x.wav");
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(data), format, 40),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        var samples = Waveform.read(file, RATE).samples();
        assertThat(samples).hasSize(40);
        for (int i = 0; i < 40; i++) {
            int left = signed ? (byte) (7 * i) : (7 * i & 255) - 128;
            int right = signed ? (byte) (7 * i + 3) : (7 * i + 3 & 255) - 128;
            assertThat(samples[i]).isEqualTo((left + right) / 256f);
        }
    }

    @Test
    void chunksThatAreNotKnownAreSkippedWithTheirPadding() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .chunk("JUNK", new byte[7])
                        .format(1, 1, RATE, 16)
                        .chunk("LIST", new byte[33])
                        .shorts(16384, -16384)
                        .chunk("id3 ", new byte[5])
                        .bytes()))
                .containsExactly(0.5f, -0.5f);
    }

    @Test
    void theFormatMayFollowTheDataOfWhichTheFirstCounts() throws Exception {
        assertThat(read(WaveBytes.riff()
                        .shorts(16384)
                        .shorts(1, 2, 3)
                        .format(1, 1, RATE, 16)
                        .bytes()))
                .containsExactly(0.5f);
    }

    @Test
    void theByteAfterOddDataMayLack() throws Exception {
        var bytes = WaveBytes.riff()
                .format(1, 1, RATE, 8)
                .data((byte) 192, (byte) 128, (byte) 64)
                .bytes();
        assertThat(read(Arrays.copyOf(bytes, bytes.length - 1))).containsExactly(0.5f, 0f, -0.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RF64", "BW64"})
    void longFilesHaveTheirLengthInDs64(String container) throws Exception {
        var lengths = WaveBytes.little(28)
                .putLong(100)
                .putLong(4)
                .putLong(2)
                .putInt(0)
                .array();
        assertThat(read(WaveBytes.container(container)
                        .chunk("ds64", lengths)
                        .format(1, 1, RATE, 16)
                        .chunkOfLength("data", 0xFFFFFFFFL, new byte[] {0, 64, 0, -64})
                        .chunk("LIST", new byte[4])
                        .bytes()))
                .containsExactly(0.5f, -0.5f);
    }

    // As ffmpeg writes them: it cannot go back to the header.
    @Test
    void whatWasWrittenToAPipeReachesToTheEnd() throws Exception {
        var file = WaveBytes.riff()
                .format(1, 1, RATE, 16)
                .chunk("LIST", new byte[26])
                .chunkOfLength("data", 0xFFFFFFFFL, new byte[] {0, 64, 0, -64, 0, 32});
        assertThat(read(file.bytes())).containsExactly(0.5f, -0.5f, 0.25f);
        var bytes = file.bytes();
        assertBad(Arrays.copyOf(bytes, bytes.length - 1), "5 bytes of audio are not a multiple of the 2 bytes");
    }

    // SoX puts 0x7ffff000 there, rounded down to whole frames, and makes the number of bytes even: here by the last.
    @Test
    void whatSoxWroteToAPipeReachesToTheEnd() throws Exception {
        var mono = WaveBytes.riff()
                .format(1, 1, RATE, 24)
                .chunkOfLength("data", 0x7FFFF000L - 1, HexFormat.of().parseHex("000040" + "0000c0" + "000020" + "00"));
        assertThat(read(mono.bytes())).containsExactly(0.5f, -0.5f, 0.25f);
        var stereo =
                WaveBytes.riff().format(1, 2, RATE, 16).chunkOfLength("data", 0x7FFFF000L, new byte[] {0, 64, 0, 64});
        assertThat(read(stereo.bytes())).containsExactly(0.5f);
        assertBad(
                WaveBytes.riff()
                        .format(1, 2, RATE, 16)
                        .chunkOfLength("data", 0x7FFFF000L - 4, new byte[] {0, 64, 0, 64})
                        .bytes(),
                "chunk 'data' says that it has 2147479548 bytes");
    }

    // As SoX writes *.amb; and one without the bytes that say more.
    @ParameterizedTest
    @CsvSource({"40, 010000002107d3118644c8c1ca000000, ''", "18, '', compressed in a way that is not supported"})
    void extensibleFormatsThatAreNotKnownAreForFFmpeg(int length, String guid, String reason) throws Exception {
        var extensible = WaveBytes.formatBytes(40, 0xFFFE, 4, RATE, 16)
                .putShort((short) (length - 18))
                .putShort((short) 16)
                .putInt(0)
                .put(HexFormat.of().parseHex(guid))
                .array();
        var wave = WaveBytes.riff()
                .chunk("fmt ", Arrays.copyOf(extensible, length))
                .shorts(4096, 4096, 4096, 4096, -8192, 0, 0, 0)
                .bytes();
        if (reason.isEmpty()) {
            assertThat(read(wave)).containsExactly(0.125f, -0.0625f);
            assertThat(AudioLength.of(new FileContent(file(wave)), RATE)).isEqualTo(2);
        } else {
            assertBad(wave, reason);
        }
    }

    // More than one buffer of any size below 500 kB, in frames that do not divide it evenly.
    @Test
    void longFilesAreReadPieceByPiece() throws Exception {
        var samples = new int[3 * 100_001];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i / 3 % 30_000;
        }
        var read = read(WaveBytes.riff().format(1, 3, RATE, 16).shorts(samples).bytes());
        assertThat(read).hasSize(100_001);
        for (int i = 0; i < read.length; i++) {
            assertThat(read[i]).isEqualTo(i % 30_000 / 32768f);
        }
    }

    @Test
    void headersAreReadAlone() throws Exception {
        var bytes = WaveBytes.riff()
                .chunk("JUNK", new byte[3])
                .format(1, 2, 44_100, 24)
                .data(new byte[1800])
                .bytes();
        var beginning = MemorySegment.ofArray(Arrays.copyOf(bytes, 100));
        var header = WavHeaderParser.parse(new FileContent(folder), new Content.Beginning(beginning, bytes.length));
        // RIFF 12, JUNK 8 + 3 + 1, fmt 8 + 16, data 8.
        assertThat(header).isEqualTo(new WavHeader(44_100, 2, SampleFormat.SIGNED_24, 300, 56));
    }

    // Of 1.1 MB, as broadcasters' chunks bext and JUNK and pictures in LIST may take.
    @Test
    void aHeaderBehindLongChunksIsReadAlone() throws Exception {
        var watched = new WatchedContent(WaveBytes.riff()
                .chunk("JUNK", new byte[100_001])
                .format(1, 1, RATE, 16)
                .chunk("LIST", new byte[1_000_000])
                .shorts(1, 2, 3, 4)
                .bytes());
        assertThat(AudioLength.of(watched, RATE)).isEqualTo(4);
        assertThat(watched.isReadWhole()).isFalse();
        assertThat(watched.bytesRead()).isLessThan(3 * AudioLength.BEGINNING);
        var segment = new Utterance(watched, new Extent.Segment(1, 2), "x", null);
        assertThat(segment.read(RATE).samples()).containsExactly(2 / 32768f, 3 / 32768f);
        assertThat(watched.isReadWhole()).isFalse();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Waveform.read(folder.resolve("none.wav"), RATE))
                .isInstanceOf(BadSampleException.class)
                .hasMessageContaining("none.wav: there is no such file");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> Waveform.read(folder, RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("it is a folder");
    }

    @Test
    void otherContentIsNamed() throws Exception {
        assertBad(new byte[0], "the file is empty");
        assertBad("RIFF".getBytes(StandardCharsets.US_ASCII), "its 4 bytes are too few");
        assertBad("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII), "git lfs pull");
        assertBad("fLaC\0\0\0\"0000".getBytes(StandardCharsets.US_ASCII), "in no format of audio that is known");
        assertBad(HexFormat.of().parseHex("ff00fb7f0000000000000000"), "in no format of audio that is known");
        assertBad("RIFFxxxxAVI ".getBytes(StandardCharsets.US_ASCII), "of type 'AVI '");
    }

    @Test
    void everyCutIsNoticed() throws Exception {
        var whole = WaveBytes.riff()
                .chunk("LIST", new byte[6])
                .format(1, 1, RATE, 16)
                .shorts(1, 2, 3)
                .bytes();
        assertThat(read(whole)).hasSize(3);
        for (int length = 0; length < whole.length; length++) {
            assertBad(Arrays.copyOf(whole, length), "");
        }
    }

    // In each of them a reader that believed the header would ask for gigabytes.
    @Test
    void aLyingHeaderIsFoundOutBeforeMemoryIsTaken() throws Exception {
        var format = WaveBytes.riff().format(1, 1, RATE, 16);
        assertBad(
                format.chunkOfLength("data", 0x7FFFFFFEL, new byte[100]).bytes(),
                "chunk 'data' says that it has 2147483646 bytes, but the file has only 100 more");
        assertBad(
                WaveBytes.container("RF64")
                        .format(1, 1, RATE, 16)
                        .chunkOfLength("data", 0xFFFFFFFFL, new byte[100])
                        .bytes(),
                "4294967295 bytes");
        assertBad(
                WaveBytes.riff()
                        .chunkOfLength("fmt ", 0xFFFFFFF0L, new byte[100])
                        .bytes(),
                "chunk 'fmt ' says");
        for (long length : new long[] {1L << 50, -1, Long.MIN_VALUE}) {
            assertBad(
                    WaveBytes.container("RF64")
                            .chunk(
                                    "ds64",
                                    WaveBytes.little(28)
                                            .putLong(0)
                                            .putLong(length)
                                            .array())
                            .format(1, 1, RATE, 16)
                            .chunkOfLength("data", 0xFFFFFFFFL, new byte[100])
                            .bytes(),
                    Long.toUnsignedString(length) + " bytes");
        }
    }

    @Test
    void formatsThatAreNotSupportedAreNamed() throws Exception {
        assertBad(wave(0x1234, 1, RATE, 8), "compressed in a way that is not supported");
        assertBad(wave(1, 0, RATE, 16), "makes no sense: 0 channels");
        assertBad(wave(1, 1, 0, 16), "makes no sense");
        assertBad(wave(1, 1, -1, 16), "4294967295 samples per second");
        var frames = WaveBytes.formatBytes(16, 1, 2, RATE, 16)
                .putShort(12, (short) 2)
                .array();
        assertBad(WaveBytes.riff().chunk("fmt ", frames).shorts(1, 2).bytes(), "2 channels of 16 bits in 2 bytes");
        assertBad(WaveBytes.riff().chunk("fmt ", new byte[14]).shorts(1).bytes(), "14 bytes instead of at least 16");
        assertBad(WaveBytes.container("RF64").chunk("ds64", new byte[8]).bytes(), "ds64 chunk has 8 bytes");
    }

    @Test
    void dataThatMakesNoSenseIsNamed() throws Exception {
        assertBad(WaveBytes.riff().format(1, 1, RATE, 16).bytes(), "without a chunk 'data'");
        assertBad(WaveBytes.riff().shorts(1, 2).bytes(), "without a chunk 'fmt '");
        assertBad(WaveBytes.riff().format(1, 1, RATE, 16).data().bytes(), "it has no samples");
        assertBad(
                WaveBytes.riff().format(1, 2, RATE, 16).shorts(1, 2, 3).bytes(),
                "6 bytes of audio are not a multiple of the 4");
        assertBad(WaveBytes.riff().chunk("\0\0\0\0", new byte[4]).bytes(), "no chunk at byte 12");
        assertBad(
                WaveBytes.riff()
                        .format(3, 1, RATE, 32)
                        .data(WaveBytes.little(8)
                                .putFloat(1)
                                .putFloat(Float.NaN)
                                .array())
                        .bytes(),
                "sample 1 is NaN");
        assertBad(
                WaveBytes.riff()
                        .format(3, 1, RATE, 64)
                        .data(WaveBytes.little(8).putDouble(1e300).array())
                        .bytes(),
                "sample 0 is 1.0E300");
    }

    private static byte[] wave(int tag, int channels, int rate, int bits) {
        return WaveBytes.riff().format(tag, channels, rate, bits).shorts(1, 2).bytes();
    }

    private float[] read(byte[] bytes) throws IOException {
        return Waveform.read(file(bytes), RATE).samples();
    }

    private void assertBad(byte[] bytes, String reason) throws IOException {
        var file = file(bytes);
        assertThatThrownBy(() -> Waveform.read(file, RATE))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("speech.wav"), bytes);
    }
}
