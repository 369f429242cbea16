package io.github.data2vec4j.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSampleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetSamplesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"snappy, 3", "plain-v2, 3", "zstd-pages, 3", "gzip-v2, 1"})
    void readsWhatPyarrowWrites(String kind, int groups) throws IOException {
        try (var samples = open(1 << 20, SampleShards.parquet(kind))) {
            assertThat(samples.shards().count()).isEqualTo(groups);
            assertThat(samples.size()).isEqualTo(25);
            for (int i = 24; i >= 0; i--) {
                assertThat(samples.content(i).bytes()).isEqualTo(SampleShards.value(i));
            }
            assertThat(samples.content(11).name()).isEqualTo(SampleShards.parquet(kind) + ": row 11");
        }
    }

    @Test
    void readsDictionaries() throws IOException {
        try (var samples = open(1 << 20, SampleShards.parquet("dictionary"))) {
            assertThat(samples.size()).isEqualTo(40);
            for (int i = 0; i < 40; i++) {
                assertThat(samples.content(i).bytes()).isEqualTo(SampleShards.value(i % 3));
            }
        }
    }

    @Test
    void readsPlainBinaryColumns() throws IOException {
        var wanted = new Wanted("picture", Set.of("jpg"), List.of("jpg"));
        try (var samples = ParquetSamples.open(List.of(SampleShards.parquet("binary")), wanted, 1 << 20)) {
            assertThat(samples.size()).isEqualTo(5);
            assertThat(samples.content(4).bytes()).isEqualTo(SampleShards.value(4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "binary"})
    void aColumnWithAnUnusualNameIsJudgedByItsFirstValues(String kind) {
        var recordings = new Wanted("recording", Set.of("wav"), List.of("audio", "speech"));
        var file = SampleShards.parquet(kind);
        assertThatThrownBy(() -> ParquetSamples.open(List.of(file), recordings, 1 << 20))
                .isInstanceOf(BadShardException.class)
                .hasMessageMatching(
                        "\\Q%s\\E: its column (image.bytes|jpg) holds something else than recordings; if it does hold them, rename it to audio"
                                .formatted(file));
    }

    @Test
    void aBrokenValueDoesNotDecideForAll() {
        var wanted = new Wanted("recording", Set.of("wav"), List.of());
        try (var cells = new RowGroupCells(2)) {
            cells.append(
                    "<html>RIFF1234WAVE".getBytes(StandardCharsets.ISO_8859_1), new int[] {0, 6, 18}, 2, row -> false);
            assertThat(ParquetGuess.anyFits(cells, wanted)).contains(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"RIFF1234WAVEfmt , wav, true", "RIFF1234WAVEfmt , png, false", "x, wav, false"})
    void aValueShowsWhatItIs(String value, String suffix, boolean fits) {
        var wanted = new Wanted("sample", Set.of(suffix), List.of());
        try (var cells = new RowGroupCells(3)) {
            assertThat(ParquetGuess.anyFits(cells, wanted)).isEmpty();
            var bytes = value.getBytes(StandardCharsets.ISO_8859_1);
            cells.append(bytes, new int[] {0, 0, 0, bytes.length}, 3, row -> row == 0);
            assertThat(ParquetGuess.anyFits(cells, wanted)).contains(fits);
        }
    }

    @Test
    void saysWhichRowsHaveNoBytes() throws IOException {
        var file = SampleShards.parquet("holes");
        try (var samples = open(1 << 20, file)) {
            assertThat(samples.content(0).bytes()).isEqualTo(SampleShards.value(0));
            for (int row = 1; row <= 2; row++) {
                var content = samples.content(row);
                assertThatThrownBy(content::bytes)
                        .isInstanceOf(BadSampleException.class)
                        .hasMessage(
                                "cannot read picture %s: row %d: the table has no bytes for it, at best a path; write the table again with the files in it"
                                        .formatted(file, row));
            }
            assertThat(samples.content(3).bytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two-columns | 2 columns with pictures; looked for image; its columns are front.bytes (BYTE_ARRAY)",
                "two-columns | ; write it again with one of front, back renamed to image",
                "list | no column with pictures",
                "lz4 | it is compressed with LZ4",
                "brotli | it is compressed with BROTLI; write it again with one of [UNCOMPRESSED, SNAPPY, GZIP, ZSTD]"
            })
    void refusesWhatItCannotRead(String kind, String reason) {
        var file = SampleShards.parquet(kind);
        assertThatThrownBy(() -> open(1 << 20, file))
                .isInstanceOf(BadShardException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesOtherFiles() throws IOException {
        var file = Files.writeString(folder.resolve("a.parquet"), "no table at all");
        assertThatThrownBy(() -> open(1, file))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining("this is no Parquet file, or it is cut off");
    }

    @Test
    void hasNoSamplesWhereThereAreNoRows() throws IOException {
        try (var samples = open(1, SampleShards.parquet("no-rows"))) {
            assertThat(samples.size()).isZero();
        }
    }

    // The 25 values have 4,137 bytes and stand in pages with heads of their own.
    @Test
    void soManyAreReadTogetherAsHalfOfTheMemoryHolds() throws IOException {
        try (var samples = open(1 << 20, SampleShards.parquet("plain-v2"))) {
            assertThat(samples.shards().together()).isBetween((1 << 19) * 25 / 6000, (1 << 19) * 25 / 4137);
        }
        try (var samples = open(0, SampleShards.parquet("plain-v2"))) {
            assertThat(samples.shards().together()).isOne();
        }
    }

    // 25 values of 4,137 bytes in three row groups.
    @ParameterizedTest
    @ValueSource(longs = {0, 2000, 1 << 20})
    void keepsNoMoreThanItMay(long limit) throws IOException {
        long largest = 0;
        for (int i = 0; i < 10; i++) {
            largest += SampleShards.value(i + 10).length;
        }
        try (var samples = open(limit, SampleShards.parquet("snappy"))) {
            for (int i = 0; i < 25; i++) {
                assertThat(samples.content(i).bytes()).isEqualTo(SampleShards.value(i));
                // The last row group stays, however large it is.
                assertThat(samples.cachedBytes()).isBetween(1L, Math.max(limit, largest));
            }
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        try (var samples = open(2500, SampleShards.parquet("snappy"), SampleShards.parquet("zstd-pages"));
                var threads = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 400; i++) {
                int sample = i * 7 % 50;
                all.add(threads.submit(() -> {
                    assertThat(samples.content(sample).bytes()).isEqualTo(SampleShards.value(sample % 25));
                    return true;
                }));
            }
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    @Test
    void saysThatAFileWasChanged() throws IOException {
        var file = Files.copy(SampleShards.parquet("snappy"), folder.resolve("a.parquet"));
        try (var samples = open(1 << 20, file)) {
            Files.write(file, new byte[100]);
            var content = samples.content(3);
            assertThatThrownBy(content::bytes)
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining(file + ": row 3")
                    .hasMessageContaining("it was changed after it was opened");
        }
    }

    // A pool counts a thread as ended a moment before the thread is; an idle one that was left would never end.
    @Test
    void endsItsThreads() throws Exception {
        var samples = open(1 << 20, SampleShards.parquet("snappy"));
        assertThat(samples.content(0).bytes()).isNotEmpty();
        samples.close();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("hardwood") || thread.getName().startsWith("row-groups")) {
                assertThat(thread.join(Duration.ofSeconds(30)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
        assertThatThrownBy(() -> samples.content(0).bytes()).hasMessage("these samples are closed");
    }

    @Test
    void goesThroughTexts() throws IOException {
        var texts = new ArrayList<String>();
        var file = SampleShards.parquet("texts");
        try (var corpus = ParquetTexts.open(List.of(file, file), ParquetTexts.COLUMN)) {
            assertThat(corpus.rows()).isEqualTo(8);
            corpus.forEach((from, row, text) -> texts.add(row + new String(text, StandardCharsets.UTF_8)));
        }
        assertThat(texts)
                .containsExactly(
                        "0Erstes Dokument.\n\nZweiter Absatz: ä €.",
                        "2",
                        "3the end",
                        "0Erstes Dokument.\n\nZweiter Absatz: ä €.",
                        "2",
                        "3the end");
        assertThatThrownBy(() -> ParquetTexts.open(List.of(file), "content"))
                .isInstanceOf(NoColumnException.class)
                .hasMessage(
                        "%s: there is no column content with text; its columns are text (BYTE_ARRAY), id (INT64) (--text-key names another)",
                        file);
    }

    private static ParquetSamples open(long cacheBytes, Path... files) throws IOException {
        return ParquetSamples.open(List.of(files), SampleShards.PICTURES, cacheBytes);
    }
}
