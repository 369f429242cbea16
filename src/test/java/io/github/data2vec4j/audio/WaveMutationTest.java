package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.FileContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken file is read or refused with its name; nothing else happens, whatever is in it. */
class WaveMutationTest {

    private static final int MUTATIONS = Integer.getInteger("data2vec4j.fuzz.files", 300);

    @Test
    void brokenFilesAreRefusedByName(@TempDir Path folder) throws Exception {
        var random = new SplittableRandom(31);
        var file = folder.resolve("speech.wav");
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var valid = valid().get(i % valid().size());
            Files.write(file, Mutations.one(valid, random));
            try {
                var waveform = Waveform.read(file, 16_000);
                assertThat((long) waveform.length()).isEqualTo(AudioLength.of(new FileContent(file), 16_000));
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
