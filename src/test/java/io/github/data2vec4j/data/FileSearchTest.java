package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSearchTest {

    private static final FileSearch PICTURES =
            new FileSearch("picture", List.of(".jpg"), List.of(".jpg"), List.of(".tif", ".bmp"));

    @TempDir
    private Path folder;

    @Test
    void tellsOfFilesThatItsOwnerMayBelieveToBeRead() throws IOException {
        make("a.jpg", "a.txt", "labels.json", "b.TIF", "c/d.tif", "e.bmp", "rest.tar.gz", ".f.bmp");
        var notes = new Notes();
        assertThat(PICTURES.below(folder, notes)).hasSize(1);
        assertThat(notes.sentences).containsExactly("passed over 2 *.tif, 1 *.bmp, 1 *.tar.gz");
    }

    @Test
    void tellsOfNothingWhereThereIsNothing() throws IOException {
        make("a.jpg", "a.txt");
        var notes = new Notes();
        PICTURES.below(folder, notes);
        assertThat(notes.sentences).isEmpty();
    }

    @Test
    void saysWhatThereIsInsteadOfWhatIsWanted() throws IOException {
        make("data-00000-of-00001.arrow", "state.json");
        assertThatThrownBy(() -> PICTURES.below(folder, SearchProgress.NONE))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("found 2 files of other kinds (1 *.arrow)")
                .hasMessageEndingWith("write what save_to_disk wrote as Parquet, with to_parquet");
    }

    private void make(String... files) throws IOException {
        for (var file : files) {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private static final class Notes implements SearchProgress {

        private final List<String> sentences = new ArrayList<>();

        @Override
        public void at(String what, int done, int all) {}

        @Override
        public void note(String sentence) {
            sentences.add(sentence);
        }
    }
}
