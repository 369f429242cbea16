package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The samples of Parquet files. A key is the file's name, or its path where two have the same name, and the number of
 * the row; the content shows the suffix.
 */
public final class ParquetToPack implements KeyedSamples {

    private final ParquetSamples samples;
    private final Map<Path, String> keys;

    private ParquetToPack(ParquetSamples samples, Map<Path, String> keys) {
        this.samples = samples;
        this.keys = keys;
    }

    /**
     * Opens files.
     *
     * @throws BadShardException if two would have the same keys
     * @throws IOException as {@link ParquetSamples#open}
     */
    public static ParquetToPack open(List<Path> files, Wanted wanted) throws IOException {
        var keys = TableKeys.of(files);
        return new ParquetToPack(ParquetSamples.open(files, wanted, ParquetSamples.CACHE_BYTES), keys);
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public String key(int sample) {
        return String.format(Locale.ROOT, "%s/%08d", keys.get(samples.file(sample)), samples.row(sample));
    }

    @Override
    public SequencedMap<String, Content> files(int sample) throws IOException {
        var content = samples.content(sample);
        var files = new LinkedHashMap<String, Content>();
        try (var arena = Arena.ofConfined()) {
            var bytes = content.read(arena);
            files.put(
                    Signature.suffix(content.name(), bytes.asSlice(0, Math.min(bytes.byteSize(), Signature.BYTES))),
                    content);
        }
        return files;
    }

    @Override
    public void close() {
        samples.close();
    }
}
