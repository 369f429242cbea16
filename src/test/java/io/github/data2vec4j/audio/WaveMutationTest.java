package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.FileContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken file is read or refused with its name; nothing else happens, whatever is in it. */
class WaveMutationTest {

    private static final int MUTATIONS = 300;

    // What readers break on: signs, and numbers that are large or one beside a power of two.
    private static final byte[] BYTES = {0, 1, 2, 3, 0x10, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

    @Test
    void brokenFilesAreRefusedByName(@TempDir Path folder) throws Exception {
        var random = new SplittableRandom(31);
        var file = folder.resolve("speech.wav");
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var valid = valid().get(i % valid().size());
            Files.write(file, mutate(valid, random));
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

    /** Replaces, inserts or deletes at one place, sets four bytes to one value, or cuts. */
    private static byte[] mutate(byte[] valid, SplittableRandom random) {
        int at = random.nextInt(valid.length);
        byte one = random.nextBoolean() ? BYTES[random.nextInt(BYTES.length)] : (byte) random.nextInt(256);
        return switch (random.nextInt(5)) {
            case 0 -> filled(valid, at, at + 1, one);
            case 1 -> filled(valid, at, Math.min(valid.length, at + 4), one);
            case 2 -> Arrays.copyOf(valid, at);
            case 3 -> joined(valid, at, at + 1);
            default -> joined(valid, at, at - Math.min(at, 1));
        };
    }

    private static byte[] filled(byte[] valid, int from, int to, byte value) {
        var changed = valid.clone();
        Arrays.fill(changed, from, to, value);
        return changed;
    }

    /** What is before the one place, then what is from the other one on. */
    private static byte[] joined(byte[] valid, int before, int from) {
        var changed = Arrays.copyOf(valid, before + valid.length - from);
        System.arraycopy(valid, from, changed, before, valid.length - from);
        return changed;
    }
}
