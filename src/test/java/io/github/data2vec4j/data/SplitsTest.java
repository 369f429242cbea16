package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SplitsTest {

    private static final Path FOLDER = Path.of("test", "corpus");

    @Test
    void areToldWhereThereAreSeveral() {
        assertThat(together("test-00000.parquet", "train-00000.parquet", "validation-00000.parquet"))
                .contains("reads train, validation and test together; name one of them to read it alone");
        assertThat(together("LibriSpeech/train-clean-100/84", "LibriSpeech/dev-other/116"))
                .contains("reads train and dev together; name one of them to read it alone");
        assertThat(together("Train/n01440764", "Val/n01440764")).isPresent();
    }

    // The corpus lies below a folder called test.
    @Test
    void areNotToldOfOne() {
        assertThat(together("train/a", "train-other/b")).isEmpty();
        assertThat(together("train/test/a", "train/b")).isEmpty();
        assertThat(together("train/a", "testimony/b", "devices/c", "values/d")).isEmpty();
        assertThat(together()).isEmpty();
    }

    private static Optional<String> together(String... paths) {
        return Splits.together(Arrays.stream(paths).map(FOLDER::resolve), FOLDER);
    }
}
