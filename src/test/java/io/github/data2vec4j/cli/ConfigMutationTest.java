package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configurations that are shipped, each broken at one place: accepted, or refused with file and line. {@code make
 * chaos} breaks them 2,000 times.
 */
class ConfigMutationTest {

    private static final int MUTATIONS = Integer.getInteger("data2vec4j.mutations", 200);
    private static final Pattern NAMES_A_KEY = Pattern.compile("'[A-Za-z][\\w.\\[\\]]*'|key '[^']+'");
    /** Where the file is no YAML, or none that is supported, there is no key to name. */
    private static final Pattern HAS_NO_KEYS =
            Pattern.compile(":\\d+: (not valid YAML: |is not UTF-8 text|is empty|YAML (tags|anchors and aliases) )");

    private static final List<String> SYMBOLS = List.of(
            ":", "-", "[", "]", "{", "}", ",", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "\t", "\n", " ", "0",
            ".", "e", "\u0001", "\u00e9");
    private static final List<String> VALUES = List.of(
            "-1",
            "0",
            "1",
            "9999",
            "1e99",
            "-0.5",
            ".nan",
            ".inf",
            "",
            "~",
            "[]",
            "{}",
            "[1]",
            "{a: 1}",
            "true",
            "yes",
            "99999999999999999999",
            "text",
            "\"3\"",
            "cosine",
            "&a *a",
            "!!int x",
            "|",
            "0x10",
            "1_000");

    @TempDir
    private Path folder;

    private List<Path> files = List.of();

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("configs"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(file);
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        }
        try (Stream<Path> all = Files.walk(folder.resolve("configs"))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSize(12);
    }

    @Test
    @Timeout(300)
    void eachIsAcceptedOrRefusedWithItsPlace() throws IOException {
        var random = new SplittableRandom(5);
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var file = files.get(i % files.size());
            var valid = Files.readAllBytes(file);
            var broken = i % 2 == 0 ? atAByte(valid, random) : atALine(valid, random);
            Files.write(file, broken);
            var run = CommandRun.of("config", "check", file.toString());
            var what = "mutation %d of %s: %s".formatted(i, file, run.err());
            if (run.status() == 0) {
                accepted++;
                assertThat(run.err()).as(what).isEmpty();
            } else {
                assertThat(run.status()).as(what).isEqualTo(Main.WRONG_INPUT);
                assertThat(run.err()).as(what).doesNotContain("\tat ").doesNotContain("report this");
                // A file that extends a broken one is told the place in that one; all of them are below one folder.
                assertThat(run.err().replaceFirst("^d2v: ", "").lines().filter(line -> line.contains(".yaml")))
                        .as(what)
                        .isNotEmpty()
                        .allMatch(line -> line.matches(".*\\.yaml:[1-9]\\d*: .+"))
                        .allMatch(line -> NAMES_A_KEY.matcher(line).find()
                                || HAS_NO_KEYS.matcher(line).find());
            }
            Files.write(file, valid);
        }
        System.out.println(MUTATIONS + " mutated configurations: " + accepted + " accepted, " + (MUTATIONS - accepted)
                + " refused");
        assertThat(accepted).isBetween(MUTATIONS / 10, MUTATIONS * 2 / 3);
    }

    /** Replaces, inserts, deletes, doubles or cuts at one place. */
    private static byte[] atAByte(byte[] valid, SplittableRandom random) {
        var at = random.nextInt(valid.length);
        var end = Math.min(valid.length, at + 1 + random.nextInt(12));
        var before = Arrays.copyOf(valid, at);
        var piece = Arrays.copyOfRange(valid, at, end);
        var after = Arrays.copyOfRange(valid, end, valid.length);
        var symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size())).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> join(before, symbol, after);
            case 1 -> join(before, symbol, piece, after);
            case 2 -> join(before, after);
            case 3 -> join(before, piece, piece, after);
            case 4 -> before;
            default -> join(before, new byte[] {(byte) random.nextInt(256)}, piece, after);
        };
    }

    /** Changes a value, or misspells, moves, drops or doubles a line. */
    private static byte[] atALine(byte[] valid, SplittableRandom random) {
        var lines = new ArrayList<>(
                new String(valid, StandardCharsets.UTF_8).lines().toList());
        int at = random.nextInt(lines.size());
        while (!lines.get(at).matches("\\s*\\w+:.*")) {
            at = random.nextInt(lines.size());
        }
        var line = lines.get(at);
        int colon = line.indexOf(':');
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, line.substring(0, colon - 1) + line.substring(colon));
            case 3 -> lines.set(at, "  " + line);
            default -> lines.set(at, line.substring(0, colon) + ": " + VALUES.get(random.nextInt(VALUES.size())));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
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
