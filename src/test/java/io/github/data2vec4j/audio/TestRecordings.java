package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The recordings of src/test/resources/audio; its README says what is in them. */
final class TestRecordings {

    static final int RATE = 16_000;

    private TestRecordings() {}

    /** Those of all formats but plain WAVE. */
    static List<String> encoded() {
        return List.of(
                "speech.flac",
                "stereo-24-bits.flac",
                "speech.mp3",
                "speech.ogg",
                "speech.opus",
                "speech.m4a",
                "speech.webm",
                "speech.aac",
                "speech.mka",
                "speech.aiff",
                "speech.sph",
                "adpcm.wav",
                "mulaw.wav");
    }

    static byte[] bytes(String name) throws IOException {
        try (var stream = Objects.requireNonNull(TestRecordings.class.getResourceAsStream("/audio/" + name), name)) {
            return stream.readAllBytes();
        }
    }

    /** Bytes that have no file. */
    static Content content(String name, byte... bytes) {
        return new Content() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public MemorySegment read(SegmentAllocator allocator) {
                return allocator.allocate(bytes.length, 1).copyFrom(MemorySegment.ofArray(bytes));
            }
        };
    }

    /** What was encoded. */
    static float[] speech() throws IOException {
        var bytes = Files.readAllBytes(Path.of("src/samples/speech/amy/01-boy-apple-boat.wav"));
        var whole = Waveform.read(content("amy", bytes), RATE).samples();
        return Arrays.copyOfRange(whole, 3200, 12_800);
    }
}
