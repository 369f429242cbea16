package io.github.data2vec4j.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium without a window.
 *
 * @param binary of it
 * @param profile folder that it may fill
 */
record Browser(Path binary, Path profile) {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /** What it did. */
    record Visit(String out, String err) {

        /** What a page complained about on its console; the browser itself has other things to say there. */
        List<String> complaints() {
            return err.lines().filter(line -> line.contains(":CONSOLE")).toList();
        }
    }

    /** The one that {@code CHROMIUM} names, or the first on the path; without one the test is skipped. */
    static Browser in(Path profile) {
        return found().map(binary -> new Browser(binary, profile))
                .orElseGet(() -> abort("no browser: neither CHROMIUM nor the PATH names one of " + NAMES));
    }

    private static Optional<Path> found() {
        var named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param action such as {@code --dump-dom} */
    Visit visit(String url, String... action) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + Files.createTempDirectory(profile, "profile")));
        command.addAll(List.of(action));
        command.add(url);
        var out = Files.createTempFile(profile, "out", "");
        var err = Files.createTempFile(profile, "err", "");
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IOException("the browser did not end: " + text(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Visit(text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
