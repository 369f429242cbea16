package io.github.data2vec4j.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableKeysTest {

    @Test
    void areNamesWhereTheseDiffer() throws BadShardException {
        assertThat(keys("a/train-00000.parquet", "b/train-00001.PARQUET"))
                .containsExactly("train-00000", "train-00001");
    }

    // As Hugging Face converts data sets.
    @Test
    void arePathsFromTheCommonFolderWhereNamesAreTheSame() throws BadShardException {
        assertThat(keys("/d/default/train/0000.parquet", "/d/default/test/0000.parquet", "/d/default/1.parquet"))
                .containsExactly("train/0000", "test/0000", "1");
        assertThat(keys("x/0.parquet", "/0.parquet")).last().isEqualTo("0");
    }

    @Test
    void refusesWhatIsNotToBeTold() {
        assertThatThrownBy(() -> keys("a/0.parquet", "b/../a/0.parquet")).hasMessageEndingWith(": it is named twice");
        assertThatThrownBy(() -> keys("a/0.parquet", "a/0.Parquet"))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining("same keys as those of a/0.parquet; rename one of them");
    }

    private static List<String> keys(String... tables) throws BadShardException {
        var paths = Arrays.stream(tables).map(Path::of).toList();
        var keys = TableKeys.of(paths);
        return paths.stream().map(keys::get).toList();
    }
}
