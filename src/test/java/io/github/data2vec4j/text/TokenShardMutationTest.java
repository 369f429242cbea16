package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.Mutator;
import io.github.data2vec4j.data.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken token shards are read or refused by the name of a file; what is read is a token, and nothing stays open. */
class TokenShardMutationTest {

    private static final int FILES = Mutator.files(200);

    private static final Vocabulary VOCABULARY = Vocabulary.of(300, 0, 1, 2, 3);

    @Test
    void brokenShardsAreRefusedByName(@TempDir Path temporary) throws Exception {
        var random = Randomness.of(4).generator();
        var folder = temporary.resolve("shards");
        WrittenShards.write(folder, VOCABULARY, 100, WrittenShards.random(5, 20, VOCABULARY, random));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        var mutator = new Mutator(random);
        int read = 0;
        int foundByCheck = 0;
        for (int i = 0; i < FILES; i++) {
            var file = files.get(i % files.size());
            var valid = Files.readAllBytes(file);
            var broken = mutator.mutated(valid);
            Files.write(file, broken);
            try (var shards = TokenShards.open(folder)) {
                readAll(shards);
                read++;
                shards.check();
            } catch (BadTokensException e) {
                foundByCheck += String.valueOf(e.getMessage()).contains("checksum") ? 1 : 0;
                assertThat(e).message().startsWith(folder.toString());
            }
            Files.write(file, valid);
        }
        // Of all files, tokens alone can be wrong unnoticed until they are checked.
        assertThat(read).isBetween(1, FILES / 2);
        assertThat(foundByCheck).isPositive();
        assertThat(TokenShardsTest.mappedFilesIn(folder)).isEmpty();
    }

    private static void readAll(TokenShards shards) throws IOException {
        for (var mode : BreakMode.values()) {
            var blocks = shards.blocks(mode, 16);
            for (int i = 0; i < blocks.size(); i++) {
                for (int token : blocks.block(i)) {
                    assertThat(token).isBetween(0, VOCABULARY.size() - 1);
                }
                assertThat(blocks.name(i)).contains(", block ");
            }
        }
    }
}
