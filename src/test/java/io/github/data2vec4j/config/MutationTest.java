package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken file is bound or refused with file and line; nothing else happens, whatever is in it. */
class MutationTest {
    private static final int MUTATIONS = 200;
    private static final String SYMBOLS = ":-[]{},#&*!|>'\"%@`?~\n\t \\=.0e_x\u0001\u00e9";

    @Test
    void brokenFilesAreRefusedWithTheirLine(@TempDir Path folder) throws Exception {
        var random = new SplittableRandom(20);
        var file = folder.resolve("run.yaml");
        var located = Pattern.compile(Pattern.quote(file.toString()) + ":([1-9][0-9]*): .+");
        var lines = RunConfig.YAML.lines().count();
        var bound = 0;
        for (var i = 0; i < MUTATIONS; i++) {
            var mutated = mutate(RunConfig.YAML.getBytes(StandardCharsets.UTF_8), random);
            Files.write(file, mutated);
            try {
                ConfigFile.read(file, List.of()).bind(RunConfig.class);
                bound++;
            } catch (ConfigException e) {
                assertThat(e.mistakes()).isNotEmpty().allSatisfy(mistake -> {
                    var match = located.matcher(mistake);
                    assertThat(match.matches()).as(mistake).isTrue();
                    // The text has a line more at its end, and doubling a piece makes up to twelve.
                    assertThat(Long.parseLong(match.group(1))).isLessThanOrEqualTo(lines + 13);
                });
            }
        }
        // Most mutations hurt, and some (in a comment, a digit) do not.
        assertThat(bound).isBetween(10, MUTATIONS / 2);
    }

    /** Replaces, inserts, deletes, doubles or cuts at one place. */
    private static byte[] mutate(byte[] valid, SplittableRandom random) {
        var at = random.nextInt(valid.length);
        var end = Math.min(valid.length, at + 1 + random.nextInt(12));
        var before = Arrays.copyOf(valid, at);
        var piece = Arrays.copyOfRange(valid, at, end);
        var after = Arrays.copyOfRange(valid, end, valid.length);
        return switch (random.nextInt(6)) {
            case 0 -> join(before, symbol(random), after);
            case 1 -> join(before, symbol(random), piece, after);
            case 2 -> join(before, after);
            case 3 -> join(before, piece, piece, after);
            case 4 -> before;
            default -> join(before, new byte[] {(byte) random.nextInt(256)}, piece, after);
        };
    }

    private static byte[] symbol(SplittableRandom random) {
        var at = random.nextInt(SYMBOLS.length());
        return SYMBOLS.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var joined = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
