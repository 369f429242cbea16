package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file, by which one tokenizer is told from another. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toAbsolutePath().toString(), null, "there is no such file");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
