package io.github.data2vec4j.audio;

import static io.github.data2vec4j.audio.TestRecordings.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file, it is read or refused by name, and leaves no memory behind. */
// Not a measure of speed: what hangs would hang for ever.
@Timeout(value = 1, unit = TimeUnit.HOURS)
class AudioMutationTest {

    private static final int MUTATIONS = Integer.getInteger("data2vec4j.fuzz.files", 100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "speech.flac",
                "stereo-24-bits.flac",
                "speech.mp3",
                "speech.ogg",
                "speech.opus",
                "speech.m4a",
                "speech.webm",
                "speech.aac",
                "speech.aiff",
                "adpcm.wav"
            })
    void brokenFilesAreReadOrRefused(String name) throws Exception {
        var valid = TestRecordings.bytes(name);
        var random = new SplittableRandom(name.hashCode());
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            read += isRead(Mutations.some(valid, random)) ? 1 : 0;
        }
        assertThat(read).isLessThan(MUTATIONS);
    }

    private static boolean isRead(byte[] mutated) throws IOException {
        var content = TestRecordings.content("broken", mutated);
        try {
            long length = AudioLength.of(content, RATE);
            var waveform = new Utterance(content, length, null).read(RATE);
            assertThat((long) waveform.length()).isEqualTo(length);
            boolean finite = true;
            for (float sample : waveform.samples()) {
                finite &= Float.isFinite(sample);
            }
            assertThat(finite).isTrue();
            return true;
        } catch (BadAudioException e) {
            assertThat(e).hasMessageStartingWith("cannot read audio broken: ");
            return false;
        }
    }

    // A leak of one encoded file each time would be 10 MB in a thousand.
    @Test
    void neitherGoodNorBrokenFilesLeaveMemoryBehind() throws Exception {
        var status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "only Linux tells how much memory a process takes");
        var files = new ArrayList<byte[]>();
        var random = new SplittableRandom(7);
        for (var name : List.of("speech.flac", "speech.mp3", "speech.ogg", "speech.opus", "speech.m4a", "adpcm.wav")) {
            files.add(TestRecordings.bytes(name));
            files.add(Mutations.some(TestRecordings.bytes(name), random));
        }
        int rounds = Math.max(2 * MUTATIONS, 500) / files.size();
        decode(files, rounds);
        long before = residentKilobytes(status);
        decode(files, rounds);
        long grown = residentKilobytes(status) - before;
        System.out.println("resident before " + before + " kB, grown by " + grown + " kB after " + rounds * files.size());
        assertThat(grown).isLessThan(Math.max(before / 20, 20_000));
    }

    private static void decode(List<byte[]> files, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (var file : files) {
                isRead(file);
            }
        }
    }

    private static long residentKilobytes(Path status) throws IOException {
        try (var lines = Files.lines(status)) {
            var resident = lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", ""));
        }
    }
}
