package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {

    @TempDir
    private Path folder;

    @Test
    void passesOverWhatIsHiddenAndCountsIt() throws IOException {
        make("a.jpg", "._a.jpg", "b/.DS_Store", "b/__MACOSX/b/._c.jpg", ".Trash-1000/files/d.jpg", "b/c.jpg");
        make("lost+found/e.jpg");
        var found = new ArrayList<Path>();
        assertThat(FileTree.visit(folder, found::add)).isEqualTo(4);
        assertThat(found).containsExactlyInAnyOrder(folder.resolve("a.jpg"), folder.resolve("b/c.jpg"));
    }

    @Test
    void entersAHiddenFolderThatIsNamed() throws IOException {
        make(".data/a.jpg", "lost+found/b.jpg");
        assertThat(files(folder.resolve(".data"))).hasSize(1);
        assertThat(files(folder.resolve("lost+found"))).hasSize(1);
    }

    @Test
    void followsLinksButNotInACircle() throws IOException {
        make("a/b.jpg");
        Files.createSymbolicLink(folder.resolve("a/current"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("itself"), Path.of("itself"));
        assertThat(files(folder))
                .containsExactlyInAnyOrder(
                        folder.resolve("a/b.jpg"), folder.resolve("again/b.jpg"), folder.resolve("itself"));
    }

    @Test
    void namesAFolderThatCannotBeReadUnlessItIsTheDisks() throws IOException {
        make("a.jpg", "lost+found/b.jpg", ".Spotlight-V100/c", "private/d.jpg");
        var none = PosixFilePermissions.fromString("---------");
        var denied =
                List.of(folder.resolve("lost+found"), folder.resolve(".Spotlight-V100"), folder.resolve("private"));
        for (var one : denied) {
            Files.setPosixFilePermissions(one, none);
        }
        try {
            assumeFalse(Files.isReadable(denied.getFirst()), "this user may read everything");
            assertThatThrownBy(() -> files(folder))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("private");
            Files.setPosixFilePermissions(denied.getLast(), PosixFilePermissions.fromString("rwx------"));
            assertThat(files(folder)).hasSize(2);
        } finally {
            for (var one : denied) {
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    @Test
    void namesAFolderThatIsMissing() {
        assertThatThrownBy(() -> files(folder.resolve(".none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aSearchThatFindsNothingTellsOfHiddenFiles() throws IOException {
        make("._a.jpg", ".b.jpg", "c.txt");
        var search = new FileSearch("picture", List.of(".jpg"), List.of(".jpg"));
        assertThatThrownBy(() -> search.below(folder, SearchProgress.NONE))
                .isInstanceOf(NoFilesException.class)
                .hasMessageEndingWith("found 1 files of other kinds, and 2 hidden ones, which are not read");
    }

    private static List<Path> files(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        FileTree.visit(folder, found::add);
        return found;
    }

    private void make(String... files) throws IOException {
        for (var file : files) {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }
}
