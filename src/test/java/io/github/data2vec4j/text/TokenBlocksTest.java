package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBlocksTest {

    // <s> is 0, <pad> 1, </s> 2, <mask> 3.
    private static final Vocabulary VOCABULARY = Vocabulary.of(100, 0, 1, 2, 3);

    @TempDir
    private Path folder;

    @Test
    void wholeLinesAreAppendedWhileTheyFit() throws IOException {
        assertThat(blocks(
                        BreakMode.COMPLETE_DOC,
                        8,
                        List.of(document(line(10, 11), line(12, 13, 14), line(15), line(16)))))
                .containsExactly(List.of(0, 10, 11, 2, 12, 13, 14, 2), List.of(0, 15, 2, 16, 2));
    }

    // Seven tokens fit beside <s>: three and five do not, though only </s> would be too many.
    @Test
    void theEndOfALineCountsToo() throws IOException {
        assertThat(blocks(BreakMode.COMPLETE_DOC, 8, List.of(document(line(10, 11), line(12, 13, 14, 15)))))
                .containsExactly(List.of(0, 10, 11, 2), List.of(0, 12, 13, 14, 15, 2));
    }

    @Test
    void aDocumentEndsABlock() throws IOException {
        var files = List.of(
                List.of(document(), document(line(10)), document(), document(line(11), line(12))),
                List.<List<int[]>>of(),
                List.of(document(line(13))));
        WrittenShards.write(folder.resolve("shards"), VOCABULARY, 1000, files);
        try (var shards = TokenShards.open(folder.resolve("shards"))) {
            var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 8);
            assertThat(lists(blocks)).containsExactly(List.of(0, 10, 2), List.of(0, 11, 2, 12, 2), List.of(0, 13, 2));
            assertThat(IntStream.range(0, 3).map(blocks::source)).containsExactly(0, 0, 2);
            assertThat(blocks.name(2)).isEqualTo("file2, block 2");
            assertThat(IntStream.range(0, 3).map(blocks::length)).containsExactly(3, 5, 3);
            assertThat(blocks.tokens()).isEqualTo(11);
            assertThat(shards.sources())
                    .containsExactly(
                            new TokenSource("file0", 2, 3, 8),
                            new TokenSource("file1", 0, 0, 0),
                            new TokenSource("file2", 1, 1, 3));
        }
    }

    // Four tokens fit beside <s>: 9 and </s> are 4 + 4 + 2, and the rest takes the line after it.
    @Test
    void aLineTooLongIsCutAndItsRestFilledUp() throws IOException {
        assertThat(blocks(
                        BreakMode.COMPLETE_DOC,
                        5,
                        List.of(document(line(10), IntStream.range(20, 29).toArray(), line(11), line(12)))))
                .containsExactly(
                        List.of(0, 10, 2),
                        List.of(0, 20, 21, 22, 23),
                        List.of(0, 24, 25, 26, 27),
                        List.of(0, 28, 2, 11, 2),
                        List.of(0, 12, 2));
    }

    // Five tokens and </s> are 3 + 3; four and </s> 3 + 2; three and </s> 3 + 1, of which the 1 is dropped.
    @Test
    void blocksOfOneTokenAreDropped() throws IOException {
        for (int length = 3; length <= 5; length++) {
            var found = blocks(
                    BreakMode.COMPLETE_DOC,
                    4,
                    List.of(document(IntStream.range(10, 10 + length).toArray()), document(line(50))));
            assertThat(found.getFirst()).containsExactly(0, 10, 11, 12);
            assertThat(found.getLast()).containsExactly(0, 50, 2);
            assertThat(found).hasSize(length == 3 ? 2 : 3);
        }
    }

    // The stream 10 11 </s> 12 </s> </s> 13 14 </s> </s>: the blank line is a </s> of its own.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4 | [[0, 10, 11, 2], [0, 12, 2, 2], [0, 13, 14, 2]]
            5 | [[0, 10, 11, 2, 12], [0, 2, 2, 13, 14], [0, 2, 2]]
            6 | [[0, 10, 11, 2, 12, 2], [0, 2, 13, 14, 2, 2]]
            """)
    void modeNoneCutsAnywhere(int maxTokens, String expected) throws IOException {
        assertThat(blocks(BreakMode.NONE, maxTokens, List.of(document(line(10, 11), line(12)), document(line(13, 14)))))
                .hasToString(expected);
    }

    // Shards so small that blocks, and even lines of a document, lie in several of them.
    @ParameterizedTest
    @CsvSource({"1, 100", "7, 100", "100, 100", "1000000, 100", "50, 70000", "1000000, 70000"})
    void cutsAsToldTokenByToken(long shardTokens, int vocabularySize) throws IOException {
        var vocabulary = Vocabulary.of(vocabularySize, 0, 1, 2, 3);
        for (int seed = 0; seed < 5; seed++) {
            var files =
                    WrittenShards.random(6, 30, vocabulary, Randomness.of(seed).generator());
            WrittenShards.write(folder.resolve("shards"), vocabulary, shardTokens, files);
            try (var shards = TokenShards.open(folder.resolve("shards"))) {
                for (var mode : BreakMode.values()) {
                    for (int maxTokens : new int[] {3, 4, 7, 16, 33, 1000}) {
                        assertThat(lists(shards.blocks(mode, maxTokens)))
                                .isEqualTo(PlainBlocks.cut(files, mode, maxTokens));
                    }
                }
            }
        }
    }

    @Test
    void manyThreadsReadTheSame() throws Exception {
        var files = WrittenShards.random(200, 30, VOCABULARY, Randomness.of(8).generator());
        WrittenShards.write(folder.resolve("shards"), VOCABULARY, 500, files);
        var expected = PlainBlocks.cut(files, BreakMode.COMPLETE_DOC, 20);
        try (var shards = TokenShards.open(folder.resolve("shards"));
                var threads = Executors.newFixedThreadPool(4)) {
            var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 20);
            Callable<List<List<Integer>>> read = () -> lists(blocks);
            for (var one : threads.invokeAll(List.of(read, read, read, read))) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesBlocksWithoutRoom() throws IOException {
        WrittenShards.write(folder.resolve("shards"), VOCABULARY, 10, List.of(List.of(document(line(10)))));
        try (var shards = TokenShards.open(folder.resolve("shards"))) {
            assertThatThrownBy(() -> shards.blocks(BreakMode.NONE, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxTokens is 2");
        }
    }

    private static int[] line(int... tokens) {
        return tokens;
    }

    private static List<int[]> document(int[]... lines) {
        return List.of(lines);
    }

    private List<List<Integer>> blocks(BreakMode mode, int maxTokens, List<List<int[]>> documents) throws IOException {
        WrittenShards.write(folder.resolve("shards"), VOCABULARY, 1000, List.of(documents));
        try (var shards = TokenShards.open(folder.resolve("shards"))) {
            return lists(shards.blocks(mode, maxTokens));
        }
    }

    private static List<List<Integer>> lists(TokenBlocks blocks) throws IOException {
        var lists = new ArrayList<List<Integer>>();
        for (int i = 0; i < blocks.size(); i++) {
            lists.add(IntStream.of(blocks.block(i)).boxed().toList());
        }
        return lists;
    }
}
