package io.github.data2vec4j.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a UTF-8 file, without blanks around them and without a byte order mark. */
final class TextReader implements Closeable {

    private final Path file;
    private final BufferedReader reader;
    private boolean isFirst = true;

    TextReader(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file);
    }

    /**
     * The next line, empty if it is blank, and null after the last.
     *
     * @throws BadTextException if the file is not UTF-8
     */
    @Nullable
    String line() throws IOException {
        try {
            var line = reader.readLine();
            if (line == null) {
                return null;
            }
            int from = isFirst && line.startsWith("\uFEFF") ? 1 : 0;
            isFirst = false;
            return line.substring(from).strip();
        } catch (CharacterCodingException e) {
            throw new BadTextException(
                    "%s, line %d: not UTF-8 text".formatted(file.toAbsolutePath(), lineThatIsNoText()), e);
        }
    }

    /**
     * The next lines, fewer than {@code most} only at the end of the file; blank ones are empty.
     *
     * @throws BadTextException if the file is not UTF-8
     */
    List<String> lines(int most) throws IOException {
        var next = new ArrayList<String>();
        while (next.size() < most) {
            var line = line();
            if (line == null) {
                break;
            }
            next.add(line);
        }
        return next;
    }

    /** All lines, with {@link UncheckedIOException} for any that cannot be read; closing it closes the file. */
    Stream<String> stream() {
        var spliterator = new Spliterators.AbstractSpliterator<String>(Long.MAX_VALUE, Spliterator.ORDERED) {
            @Override
            public boolean tryAdvance(Consumer<? super String> action) {
                try {
                    var line = line();
                    if (line != null) {
                        action.accept(line);
                    }
                    return line != null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return StreamSupport.stream(spliterator, false).onClose(this::closeUnchecked);
    }

    private void closeUnchecked() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The reader reads ahead, so that it does not know the line.
    private long lineThatIsNoText() throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            var line = new ByteArrayOutputStream();
            long number = 1;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                if (next == '\n') {
                    if (!isText(line.toByteArray())) {
                        return number;
                    }
                    line.reset();
                    number++;
                } else {
                    line.write(next);
                }
            }
            return number;
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
