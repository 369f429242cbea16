package io.github.data2vec4j.audio;

import static io.github.data2vec4j.audio.TestRecordings.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, it is read or refused by name, and leaves no memory behind. */
// Not a measure of speed: what hangs would hang for ever.
@Timeout(value = 1, unit = TimeUnit.HOURS)
class AudioMutationTest {

    private static final int MUTATIONS = Mutator.files(100);

    @ParameterizedTest
    @MethodSource("io.github.data2vec4j.audio.TestRecordings#encoded")
    void brokenFilesAreReadOrRefused(String name) throws Exception {
        var valid = TestRecordings.bytes(name);
        var mutator = new Mutator(new SplittableRandom(name.hashCode()));
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            read += isRead(mutator.mutated(valid)) ? 1 : 0;
        }
        assertThat(read).isLessThan(MUTATIONS);
    }

    static boolean isRead(byte[] mutated) throws IOException {
        var content = TestRecordings.content("broken", mutated);
        readSegment(content);
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

    /** A piece from the middle, which is read or refused too, and is as in the whole if that can be read. */
    private static void readSegment(Content content) throws IOException {
        float[] samples;
        try {
            samples = new Utterance(content, new Extent.Segment(3000, 2000), "a segment", null)
                    .read(RATE)
                    .samples();
        } catch (BadAudioException e) {
            assertThat(e).hasMessageStartingWith("cannot read audio a segment: ");
            return;
        }
        assertThat(samples).hasSize(2000);
        try {
            var whole = Waveform.read(content, RATE).samples();
            assertThat(samples).isEqualTo(Arrays.copyOf(Arrays.copyOfRange(whole, 3000, 5000), 2000));
        } catch (BadAudioException e) {
            // What is broken lies elsewhere.
            assertThat(e).hasMessageStartingWith("cannot read audio broken: ");
        }
    }

    // In a process with a heap of fixed size, all of it touched, and without the compiler that takes megabytes now and
    // then: what grows is native and ours.
    @Test
    void neitherGoodNorBrokenFilesLeaveMemoryBehind() throws Exception {
        assumeTrue(Files.exists(DecodingMemory.STATUS), "only Linux tells how much memory a process takes");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DecodingMemory.class.getName(),
                        Integer.toString(Math.max(2 * MUTATIONS, 1000)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var kilobytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(process.waitFor()).isZero();
        var numbers = kilobytes.split(" ", -1);
        long before = Long.parseLong(numbers[0]);
        long after = Long.parseLong(numbers[1]);
        // One encoded file that stays each time would be 10 MB in a thousand.
        assertThat(after - before).as(kilobytes).isLessThan(before / 50);
    }
}
