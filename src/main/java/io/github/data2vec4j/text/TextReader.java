package io.github.data2vec4j.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a file line by line. */
sealed interface TextReader extends Closeable permits PlainText, JsonLines, ParquetText, ReadableText {

    /**
     * Opens a file in the way that its name asks for.
     *
     * @param textKey of the text in each object of JSON lines, or row of a table
     */
    static TextReader open(Path file, String textKey) throws IOException {
        if (TextFiles.isTable(file)) {
            return new ParquetText(file, textKey);
        }
        return TextFiles.isJson(file) ? new JsonLines(file, textKey) : new PlainText(file);
    }

    /**
     * The next line, without blanks around it. It is empty where a document ends, which may come several times, and
     * null after the last line of the file.
     *
     * @throws BadTextException if the line is not UTF-8, or not of the form that the file's name promises; the next can
     *     be read
     * @throws IOException if nothing more of the file can be read
     */
    @Nullable
    String line() throws IOException;

    /** How much of the file was read. */
    long bytesRead();

    /** All lines, with {@link UncheckedIOException} for any that cannot be read; closing it closes the file. */
    default Stream<String> stream() {
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
        return StreamSupport.stream(spliterator, false).onClose(() -> {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
