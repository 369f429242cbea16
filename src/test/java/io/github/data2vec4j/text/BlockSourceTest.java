package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.text.BlockSource.Batches;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSourceTest {

    // <s> is 0, <pad> 5, </s> 2, <mask> 3: no number by which padding would come about by chance.
    private static final Vocabulary VOCABULARY = Vocabulary.of(200, 0, 5, 2, 3);

    private static TokenShards shards;

    /** Documents of one line each; their text is the numbers from ten times the block on. */
    @BeforeAll
    static void write(@TempDir Path folder) throws IOException {
        var documents = new ArrayList<List<int[]>>();
        for (int tokens : new int[] {3, 1, 5, 2, 4}) {
            int first = 10 * documents.size() + 10;
            documents.add(List.of(IntStream.range(first, first + tokens).toArray()));
        }
        shards = TokenShards.open(WrittenShards.write(folder.resolve("shards"), VOCABULARY, 100, List.of(documents)));
    }

    @AfterAll
    static void close() {
        shards.close();
    }

    private static BlockSource source(long maxTokens, int multiple) throws IOException {
        return new BlockSource(shards.blocks(BreakMode.COMPLETE_DOC, 20), new Batches(maxTokens, multiple));
    }

    // Blocks of 7, 6 and 5 tokens, and of 4 and 3, with <s> and </s>: 21 tokens are three of 7.
    @Test
    void batchesAreFilledUpWithPadding() throws Exception {
        var rows = new ArrayList<String>();
        try (var loader = new Loader(source(21, 1), Randomness.of(1), 1, 2, 1)) {
            for (int i = 0; i < 2; i++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    var samples = batch.samples();
                    assertThat(samples.dtype()).isEqualTo(DType.INT64);
                    assertThat(samples.shape()).containsExactly(batch.size(), batch.size() == 3 ? 7 : 4);
                    for (int row = 0; row < batch.size(); row++) {
                        var tokens = samples.select(0, row).toLongArray();
                        rows.add(batch.plan().samples()[row] + ":"
                                + Arrays.toString(tokens).replace(" ", ""));
                    }
                }
            }
        }
        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "2:[0,30,31,32,33,34,2]",
                        "4:[0,50,51,52,53,2,5]",
                        "0:[0,10,11,12,2,5,5]",
                        "3:[0,40,41,2]",
                        "1:[0,20,2,5]");
    }

    @Test
    void batchesAreMultiplesWhereSoManyFit() throws IOException {
        var plan = source(21, 2).plan(Randomness.of(1));
        var sizes = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> plan.batch(number).samples().length)
                .toList();
        // Three of 7 would fit, and then two of 5, with one left.
        assertThat(sizes).containsExactlyInAnyOrder(2, 2, 1);
        assertThat(plan.epochs(3)).isEqualTo(1);
        assertThat(plan.largestBatch(row -> row[0])).isEqualTo(14);
    }

    @Test
    void saysWhatItHolds() throws IOException {
        assertThat(source(21, 1).name(3)).isEqualTo("file0, block 3");
        assertThat(source(21, 1).size()).isEqualTo(5);
        assertThat(source(21, 1).dtype()).isEqualTo(DType.INT64);
        assertThat(Batches.DATA2VEC).isEqualTo(new Batches(8192, 8));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 8"})
    void limitsThatCannotBeAreNamed(long maxTokens, int multiple) {
        assertThatThrownBy(() -> new Batches(maxTokens, multiple))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "maxTokens and multiple must be at least 1, but they are " + maxTokens + " and " + multiple);
    }
}
