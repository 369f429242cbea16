package io.github.data2vec4j.text;

import io.github.data2vec4j.shard.ParquetTexts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
    private final Queue<Row> rows = new ArrayDeque<>();
    private Iterator<String> document = List.<String>of().iterator();
    private int rowGroupsRead;

    private record Row(long number, byte[] text) {}

    /** @param column of the text */
    ParquetText(Path file, String column) throws IOException {
        this.file = file;
        this.bytes = Files.size(file);
        this.texts = ParquetTexts.open(List.of(file), column);
    }

    @Override
    public @Nullable String line() throws IOException {
        while (!document.hasNext()) {
            if (rows.isEmpty() && rowGroupsRead == texts.rowGroups()) {
                return null;
            }
            if (rows.isEmpty()) {
                texts.forEach(rowGroupsRead++, (from, row, text) -> rows.add(new Row(row, text)));
            } else {
                document = DocumentLines.of(decoded(rows.remove()));
            }
        }
        return document.next();
    }

    private String decoded(Row row) throws BadTextException {
        try {
            return WellFormed.decode(row.text());
        } catch (CharacterCodingException e) {
            throw new BadTextException(file, row.number() + 1, "not UTF-8 text");
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
