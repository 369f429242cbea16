package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FlacHeaderTest {

    // The example of RFC 9639, appendix D.1: 44.1 kHz, 2 channels, 16 bits, 1 sample.
    private static final byte[] EXAMPLE = HexFormat.of()
            .parseHex("664c614380000022100010000000" + "0f00000f" + "0ac442f000000001" + "3e84b41807dc69030758"
                    + "6a3dad1a2e0f");

    @Test
    void readsTheExampleOfTheStandard() {
        assertThat(FlacHeader.of(MemorySegment.ofArray(EXAMPLE))).contains(new FlacHeader(44_100, 1, 4096));
    }

    @Test
    void readsAllBitsOfTheLength() {
        var longest = EXAMPLE.clone();
        Arrays.fill(longest, 22, 26, (byte) 0xFF);
        longest[21] |= 0x0F;
        assertThat(FlacHeader.of(MemorySegment.ofArray(longest)))
                .contains(new FlacHeader(44_100, (1L << 36) - 1, 4096));
    }

    @Test
    void whatIsNoHeaderHasNone() throws Exception {
        assertThat(FlacHeader.of(MemorySegment.ofArray(new byte[100]))).isEmpty();
        assertThat(FlacHeader.of(MemorySegment.ofArray(Arrays.copyOf(EXAMPLE, 25))))
                .isEmpty();
        assertThat(FlacHeader.of(MemorySegment.ofArray(TestRecordings.bytes("speech.flac"))))
                .contains(new FlacHeader(16_000, 9600, 4096));
    }
}
