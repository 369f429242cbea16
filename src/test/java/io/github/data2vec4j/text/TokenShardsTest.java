package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenShardsTest {

    private static final Vocabulary VOCABULARY = Vocabulary.of(100, 0, 1, 2, 3);

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        var files = WrittenShards.random(20, 30, VOCABULARY, Randomness.of(2).generator());
        folder = WrittenShards.write(temporary.resolve("shards"), VOCABULARY, 500, files);
    }

    /** Files of a folder that this process has mapped or open, as Linux tells. */
    static List<String> mappedFilesIn(Path folder) throws IOException {
        var found = new ArrayList<String>();
        var maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            Files.readAllLines(maps).stream()
                    .filter(line -> line.contains(folder + "/"))
                    .forEach(found::add);
            try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
                for (var file : open) {
                    if (Files.isSymbolicLink(file)
                            && Files.readSymbolicLink(file).startsWith(folder)) {
                        found.add(file.toString());
                    }
                }
            } catch (NoSuchFileException e) {
                // The one that lists them is gone already.
            }
        }
        return found;
    }

    // Little endian, as numpy.fromfile(file, "<u2") reads it, too.
    @Test
    void filesAreWhatTheDocumentsSay() throws IOException {
        var documents = List.of(List.of(new int[] {10, 11}, new int[] {99}), List.of(new int[] {12}));
        WrittenShards.write(folder, VOCABULARY, 100, List.of(documents));
        assertThat(Files.readAllBytes(folder.resolve("tokens-00000.bin")))
                .containsExactly(10, 0, 11, 0, 2, 0, 99, 0, 2, 0, 2, 0, 12, 0, 2, 0, 2, 0);
        assertThat(Files.readAllBytes(folder.resolve("lines-00000.bin")))
                .containsExactly(3, 0, 0, 0, 2, 0, 0, 0x80, 2, 0, 0, 0x80);
        var wide = Vocabulary.of(65_537, 0, 1, 2, 65_536);
        WrittenShards.write(folder, wide, 100, List.of(List.of(List.of(new int[] {65_535}))));
        assertThat(Files.readAllBytes(folder.resolve("tokens-00000.bin")))
                .containsExactly(0xFF, 0xFF, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0);
    }

    @Test
    void closingUnmaps() throws IOException {
        var shards = TokenShards.open(folder);
        assumeThat(mappedFilesIn(folder)).isNotEmpty();
        var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 20);
        shards.close();
        shards.close();
        assertThat(mappedFilesIn(folder)).isEmpty();
        assertThatThrownBy(() -> blocks.block(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeOpenedIsNotMapped() throws IOException {
        Files.write(folder.resolve("lines-00001.bin"), new byte[3]);
        assertThatThrownBy(() -> TokenShards.open(folder))
                .isInstanceOf(BadTokensException.class)
                .hasMessageStartingWith(folder.resolve("lines-00001.bin") + ": it has 3 bytes instead of ");
        assertThat(mappedFilesIn(folder)).isEmpty();
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> TokenShards.open(temporary)).isInstanceOf(NoSuchFileException.class);
        for (var name : List.of("tokenizer.json", "sources.jsonl", "tokens-00001.bin", "lines-00000.bin")) {
            var away = temporary.resolve("away");
            Files.move(folder.resolve(name), away, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> TokenShards.open(folder))
                    .hasMessageContaining(folder.resolve(name).toString());
            Files.move(away, folder.resolve(name));
        }
        TokenShards.open(folder).close();
    }

    @Test
    void refusesAnotherTokenizer() throws IOException {
        var tokenizer = folder.resolve("tokenizer.json");
        try (var shards = TokenShards.open(folder)) {
            assertThat(shards.isMadeWith(tokenizer)).isTrue();
            Files.writeString(tokenizer, Files.readString(tokenizer) + " ");
            assertThat(shards.isMadeWith(tokenizer)).isFalse();
        }
        assertThatThrownBy(() -> TokenShards.open(folder))
                .isInstanceOf(BadTokensException.class)
                .hasMessage(tokenizer + ": it is not the tokenizer that the tokens were made with");
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        var dataset = folder.resolve("dataset.json");
        Files.writeString(dataset, Files.readString(dataset).replace("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> TokenShards.open(folder))
                .isInstanceOf(BadTokensException.class)
                .hasMessage(dataset + ": it has format 2, and this version reads 1");
    }

    @Test
    void findsATokenThatIsNone() throws IOException {
        change("tokens-00001.bin", 40, (byte) 100);
        try (var shards = TokenShards.open(folder)) {
            var blocks = shards.blocks(BreakMode.NONE, 100_000);
            assertThatThrownBy(() -> blocks.block(0))
                    .isInstanceOf(BadTokensException.class)
                    .hasMessage(folder.resolve("tokens-00001.bin") + ": it has a token 100, but there are only 100");
        }
    }

    @Test
    void checkingFindsAnyOtherToken() throws IOException {
        try (var shards = TokenShards.open(folder)) {
            shards.check();
            change("tokens-00001.bin", 40, (byte) 7);
            assertThatThrownBy(shards::check)
                    .isInstanceOf(BadTokensException.class)
                    .hasMessage(
                            folder.resolve("tokens-00001.bin") + ": it is not what was written (its checksum differs)");
        }
    }

    // One line longer and another one shorter, so that the sum is right.
    @Test
    void cuttingFindsOtherLines() throws IOException {
        var file = folder.resolve("lines-00000.bin");
        var lines = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        lines.putInt(0, lines.getInt(0) + 1).putInt(4, lines.getInt(4) - 1);
        Files.write(file, lines.array());
        try (var shards = TokenShards.open(folder)) {
            assertThatThrownBy(() -> shards.blocks(BreakMode.COMPLETE_DOC, 20))
                    .isInstanceOf(BadTokensException.class)
                    .hasMessage(file + ": it is not what was written (its checksum differs)");
        }
    }

    // Where Java tells nothing but "a fault occurred in an unsafe memory access operation".
    @Test
    void aFileThatIsShortenedMeanwhileIsNamed() throws IOException {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        var file = folder.resolve("tokens-00000.bin");
        try (var shards = TokenShards.open(folder)) {
            var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 20);
            try (var shortened = new RandomAccessFile(file.toFile(), "rw")) {
                shortened.setLength(0);
            }
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> blocks.block(0))
                        .isInstanceOf(BadTokensException.class)
                        .hasMessageStartingWith(file + ": it can no longer be read");
            }
        }
    }

    // What was mapped of a file's last page behind its new end reads as zeros, and they could be tokens.
    @Test
    void aFileThatIsShortenedByLittleIsNamed() throws IOException {
        var file = folder.resolve("tokens-00000.bin");
        try (var shards = TokenShards.open(folder)) {
            var blocks = shards.blocks(BreakMode.NONE, 20);
            long bytes = Files.size(file);
            try (var shortened = new RandomAccessFile(file.toFile(), "rw")) {
                shortened.setLength(bytes - 2);
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < blocks.size(); i++) {
                            blocks.block(i);
                        }
                    })
                    .isInstanceOf(BadTokensException.class)
                    .hasMessageStartingWith(file + ": it has " + (bytes - 2) + " bytes instead of ");
        }
    }

    // A file of 5 GB that takes no room, with tokens where 2^31 and the end are.
    @Test
    void tokensBeyondTwoToThe31AreReached() throws IOException {
        long tokens = 2_500_000_000L;
        long line = tokens / 2;
        var lines = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        lines.putInt((int) line).putInt((int) (line - 1) | Integer.MIN_VALUE);
        WrittenShards.write(folder, VOCABULARY, 500, List.of(List.of(List.of(new int[] {50}))));
        Files.write(folder.resolve("lines-00000.bin"), lines.array());
        try (var file = new RandomAccessFile(folder.resolve("tokens-00000.bin").toFile(), "rw")) {
            file.setLength(2 * tokens);
            for (long at : new long[] {1L << 31, tokens - 1}) {
                file.seek(2 * at);
                file.write(77);
            }
        }
        var crc = new CRC32C();
        crc.update(lines.array());
        var shard = new TokenDataset.Shard(tokens, 2, 1, 0, crc.getValue());
        var dataset = new TokenDataset(
                1, TokenType.UINT16, Fingerprint.of(folder.resolve("tokenizer.json")), "/x", "text", List.of(shard));
        Files.writeString(folder.resolve("dataset.json"), dataset.toJson());
        Files.writeString(
                folder.resolve("sources.jsonl"), TokenSource.toJsonLines(List.of(new TokenSource("x", 1, 2, tokens))));

        try (var shards = TokenShards.open(folder)) {
            assertThat(shards.tokens()).isEqualTo(tokens);
            var even = shards.blocks(BreakMode.NONE, 1001);
            assertThat(even.size()).isEqualTo(2_500_000);
            // 2^31 is 2,147,483 times 1,000 and 648.
            assertThat(even.block(2_147_483)[1 + 648]).isEqualTo(77);
            assertThat(even.block(2_499_999)[1000]).isEqualTo(77);
            assertThat(even.tokens()).isEqualTo(tokens + 2_500_000);
            var whole = shards.blocks(BreakMode.COMPLETE_DOC, 1001);
            assertThat(whole.size()).isEqualTo(2_500_000);
            assertThat(whole.block(2_147_483)[1 + 648]).isEqualTo(77);
            // The last token is the </s> of the document.
            assertThat(whole.length(2_499_999)).isEqualTo(1000);
        }
    }

    @Test
    void takesThePlaceOfTokenShardsAlone() throws IOException {
        var mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> WrittenShards.write(folder, VOCABULARY, 500, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " holds mine.txt, which does not belong to token shards; choose another folder");
        TokenShards.open(folder).close();
        Files.delete(mine);
        WrittenShards.write(folder, VOCABULARY, 500, List.of(List.of(List.of(new int[] {50}))));
        try (var shards = TokenShards.open(folder)) {
            assertThat(shards.tokens()).isEqualTo(3);
        }
    }

    // What a program leaves that is killed while it writes; the folder that was there stays what it was.
    @Test
    void whatWasBegunIsNoShardsAndIsReplaced() throws IOException {
        var beside = temporary.resolve("shards.unfinished");
        Files.createDirectory(beside);
        Files.writeString(beside.resolve("tokens-00000.bin"), "half");
        assertThat(TokenShards.isIn(beside)).isFalse();
        TokenShards.open(folder).close();
        WrittenShards.write(folder, VOCABULARY, 500, List.of(List.of(List.of(new int[] {50}))));
        assertThat(beside).doesNotExist();
    }

    @Test
    void whatFailsLeavesTheOldOne() throws IOException {
        Iterable<List<List<int[]>>> stops = () -> {
            throw new IllegalStateException("stop");
        };
        assertThatThrownBy(() -> WrittenShards.write(folder, VOCABULARY, 500, stops))
                .hasMessage("stop");
        assertThat(temporary.resolve("shards.unfinished")).doesNotExist();
        TokenShards.open(folder).close();
    }

    private void change(String name, int at, byte value) throws IOException {
        var bytes = Files.readAllBytes(folder.resolve(name));
        bytes[at] = value;
        Files.write(folder.resolve(name), bytes);
    }
}
