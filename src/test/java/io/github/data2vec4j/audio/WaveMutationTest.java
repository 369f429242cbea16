package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.Mutator;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken file is read or refused with its name; nothing else happens, whatever is in it. */
class WaveMutationTest {

    private static final int MUTATIONS = Mutator.files(300);

    @Test
    void brokenFilesAreRefusedByName(@TempDir Path folder) throws Exception {
        var mutator = new Mutator(new SplittableRandom(31));
        var file = folder.resolve("speech.wav");
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var valid = valid().get(i % valid().size());
            Files.write(file, mutator.once(valid));
            try {
                var waveform = Waveform.read(file, 16_000);
                long length = AudioLength.of(new FileContent(file), 16_000);
                assertThat((long) waveform.length()).isCloseTo(length, within(tolerated(file)));
                // At least a byte of the file for each sample.
                assertThat((long) waveform.length()).isLessThan(Files.size(file));
                read++;
            } catch (BadAudioException e) {
                assertThat(e).hasMessageStartingWith("cannot read audio " + file + ": ");
            }
        }
        // Most mutations hurt, and some (in a sample, or in what no reader needs) do not.
        assertThat(read).isBetween(MUTATIONS / 20, MUTATIONS / 2);
    }

    /** FFmpeg decodes what is stored in another way, and does not know all lengths to the sample. */
    private static long tolerated(Path file) throws IOException {
        var content = new FileContent(file);
        try (var arena = Arena.ofConfined()) {
            WavHeaderParser.parse(content, content.beginning(AudioLength.BEGINNING, arena));
            return 0;
        } catch (OtherWaveException e) {
            return Math.round(AudioDecoder.TOLERATED_SECONDS * 16_000);
        }
    }

    private static List<byte[]> valid() {
        // {00000001-0000-0010-8000-00AA00389B71} for integers, after two numbers on bits and one on loudspeakers.
        var extensible = WaveBytes.formatBytes(40, 0xFFFE, 2, 16_000, 24)
                .putShort((short) 22)
                .putShort((short) 24)
                .putInt(3)
                .put(HexFormat.of().parseHex("0100000000001000800000aa00389b71"))
                .array();
        var lengths =
                WaveBytes.little(28).putLong(0).putLong(8).putLong(4).putInt(0).array();
        return List.of(
                WaveBytes.riff()
                        .chunk("LIST", new byte[3])
                        .format(1, 1, 16_000, 16)
                        .shorts(1, -2, 3)
                        .bytes(),
                WaveBytes.riff().chunk("fmt ", extensible).data(new byte[12]).bytes(),
                WaveBytes.container("RF64")
                        .chunk("ds64", lengths)
                        .format(3, 1, 16_000, 32)
                        .chunkOfLength("data", 0xFFFFFFFFL, new byte[8])
                        .bytes());
    }
}
