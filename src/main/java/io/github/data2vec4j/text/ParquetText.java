package io.github.data2vec4j.text;

import io.github.data2vec4j.shard.ParquetTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A document in each row of a Parquet file. One row group at a time is in memory. */
final class ParquetText implements TextReader {

    private final Path file;
    private final long bytes;
    private final ParquetTexts texts;
    private final Queue<String> documents = new ArrayDeque<>();
    private Iterator<String> document = List.<String>of().iterator();
    private int rowGroupsRead;

    /** @param column of the text */
    ParquetText(Path file, String column) throws IOException {
        this.file = file;
        this.bytes = Files.size(file);
        this.texts = ParquetTexts.open(List.of(file), column);
    }

    @Override
    public @Nullable String line() throws IOException {
        while (!document.hasNext()) {
            if (documents.isEmpty() && rowGroupsRead == texts.rowGroups()) {
                return null;
            }
            if (documents.isEmpty()) {
                texts.forEach(rowGroupsRead++, (from, row, text) -> documents.add(wellFormed(row, text)));
            } else {
                document = DocumentLines.of(documents.remove());
            }
        }
        return document.next();
    }

    private String wellFormed(long row, String text) throws BadTextException {
        try {
            return WellFormed.require(text);
        } catch (IllegalArgumentException e) {
            throw new BadTextException(file, row + 1, "this is no text: " + e.getMessage());
        }
    }

    @Override
    public long bytesRead() {
        return texts.rowGroups() == 0 ? bytes : bytes * rowGroupsRead / texts.rowGroups();
    }

    @Override
    public void close() {
        texts.close();
    }
}
