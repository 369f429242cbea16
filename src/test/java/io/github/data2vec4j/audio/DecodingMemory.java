package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program that decodes good and broken files and prints how much memory it takes, after half of them and at the end.
 */
final class DecodingMemory {

    static final Path STATUS = Path.of("/proc/self/status");

    private DecodingMemory() {}

    public static void main(String[] arguments) throws IOException {
        var files = new ArrayList<byte[]>();
        var mutator = new Mutator(new SplittableRandom(7));
        for (var name : List.of("speech.flac", "speech.mp3", "speech.ogg", "speech.opus", "speech.m4a", "adpcm.wav")) {
            files.add(TestRecordings.bytes(name));
            files.add(mutator.mutated(TestRecordings.bytes(name)));
        }
        int rounds = Math.ceilDiv(Integer.parseInt(arguments[0]), 2 * files.size());
        decode(files, rounds);
        long before = residentKilobytes();
        decode(files, rounds);
        System.out.println(before + " " + residentKilobytes());
    }

    private static void decode(List<byte[]> files, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (var file : files) {
                AudioMutationTest.isRead(file);
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        try (var lines = Files.lines(STATUS)) {
            var resident =
                    lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", ""));
        }
    }
}
