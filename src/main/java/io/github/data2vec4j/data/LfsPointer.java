package io.github.data2vec4j.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What git-lfs leaves in the place of a file that was not fetched, as in a clone of a data set: some lines of text. */
public final class LfsPointer {

    /** What to say of it. */
    public static final String REASON =
            "it is a pointer of git-lfs and not the file itself; fetch that with git lfs pull";

    private static final String START = "version https://git-lfs";

    private LfsPointer() {}

    /** Whether a file's content begins as a pointer. */
    public static boolean isAt(MemorySegment content) {
        long length = Math.min(content.byteSize(), START.length());
        return isIn(new String(content.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1));
    }

    /** Whether a file's first line is that of a pointer. */
    public static boolean isIn(String line) {
        return line.startsWith(START);
    }

    /**
     * Whether a file is a pointer.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isIn(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return isAt(MemorySegment.ofArray(bytes.readNBytes(START.length())));
        }
    }
}
