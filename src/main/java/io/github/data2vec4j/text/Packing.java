package io.github.data2vec4j.text;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.data2vec4j.data.BadSampleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a file of text is compressed, told by its name. */
enum Packing {
    GZIP("gzip", ".gz") {
        @Override
        InputStream unpack(Path file, CountedBytes bytes, int buffer) throws IOException {
            requireContent(file);
            return new GzipMembers(file, bytes, buffer);
        }
    },
    ZSTD("zstd", ".zst") {
        @Override
        InputStream unpack(Path file, CountedBytes bytes, int buffer) throws IOException {
            requireContent(file);
            // As much as "zstd --long=31" looks back, which dumps of forums need; memory is taken if a file says so.
            return new ZstdInputStreamNoFinalizer(bytes).setLongMax(LONGEST_WINDOW);
        }
    },
    XZ("xz", ".xz"),
    BZIP2("bzip2", ".bz2"),
    NONE("", "");

    private static final int LONGEST_WINDOW = 31;

    private final String program;
    private final String ending;

    Packing(String program, String ending) {
        this.program = program;
        this.ending = ending;
    }

    static Packing of(Path file) {
        var name = name(file);
        return List.of(values()).stream()
                .filter(packing -> name.endsWith(packing.ending))
                .findFirst()
                .orElseThrow();
    }

    /** The name in small letters, without the ending that tells of it. */
    static String nameInside(Path file) {
        var name = name(file);
        return name.substring(0, name.length() - of(file).ending.length());
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code gzip}. */
    String program() {
        return program;
    }

    /**
     * What is in a file.
     *
     * @param bytes of the file, not read yet
     * @throws BadSampleException if that is not supported, or nothing is in it
     */
    InputStream unpack(Path file, CountedBytes bytes, int buffer) throws IOException {
        if (this == NONE) {
            return bytes;
        }
        throw bad(
                file,
                "it is compressed by %s, which is not supported: unpack it, or compress it with gzip or zstd"
                        .formatted(program));
    }

    final void requireContent(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw bad(file, "the file is empty, which no file of %s is".formatted(program));
        }
    }

    private static BadSampleException bad(Path file, String reason) {
        return new BadSampleException("text", file.toAbsolutePath().toString(), reason);
    }
}
