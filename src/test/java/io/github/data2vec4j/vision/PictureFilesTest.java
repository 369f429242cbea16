package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.NoFilesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {

    @TempDir
    Path folder;

    @Test
    void findsPicturesOfAllKindsInOrder() throws Exception {
        make(
                "b/2.png",
                "b/10.jpg",
                "a.JPEG",
                "B.Jpg",
                "b.png",
                "notes.txt",
                "b/deep/er/x.jpeg",
                "b/z.WebP",
                "jpg",
                "b/y.jpg.gz");
        assertThat(PictureFiles.find(folder))
                .containsExactly(
                        folder.resolve("B.Jpg"),
                        folder.resolve("a.JPEG"),
                        folder.resolve("b.png"),
                        folder.resolve("b/10.jpg"),
                        folder.resolve("b/2.png"),
                        folder.resolve("b/deep/er/x.jpeg"),
                        folder.resolve("b/z.WebP"));
    }

    @Test
    void aFolderThatIsNamedLikeAPictureIsNone() throws Exception {
        make("album.jpg/1.png");
        assertThat(PictureFiles.find(folder)).containsExactly(folder.resolve("album.jpg/1.png"));
    }

    @Test
    void followsLinks(@TempDir Path elsewhere) throws Exception {
        Files.createFile(elsewhere.resolve("1.jpg"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThat(PictureFiles.find(folder)).containsExactly(folder.resolve("link/1.jpg"));
    }

    @Test
    void readsAListRelativeToItself() throws Exception {
        make("lists/x.txt", "b/2.png", "a.jpg", "lists/c.jpeg");
        var list = list(
                "# a comment",
                "",
                "../b/2.png",
                "  c.jpeg  ",
                folder.resolve("a.jpg").toString());
        assertThat(PictureFiles.find(list))
                .containsExactly(folder.resolve("a.jpg"), folder.resolve("b/2.png"), folder.resolve("lists/c.jpeg"));
    }

    // As ImageNet's train.txt has them.
    @Test
    void aClassNumberAfterAPathIsIgnored() throws Exception {
        make("lists/n01/a.JPEG", "lists/n01/b 2.jpg", "lists/n02/c.jpg");
        assertThat(PictureFiles.find(list("n01/a.JPEG 0", "n01/b 2.jpg\t17", "n02/c.jpg")))
                .containsExactly(
                        folder.resolve("lists/n01/a.JPEG"),
                        folder.resolve("lists/n01/b 2.jpg"),
                        folder.resolve("lists/n02/c.jpg"));
    }

    @Test
    void anEmptyFolderSaysWhatWasLookedFor() throws Exception {
        make("a.gif", "b/c.txt");
        assertThatThrownBy(() -> PictureFiles.find(folder))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("*.jpg, *.jpeg, *.png or *.webp")
                .hasMessageContaining("2 files of other kinds");
    }

    @Test
    void anEmptyListSaysWhatWasLookedFor() throws Exception {
        make("lists/x.txt");
        var list = list("# nothing yet", "");
        assertThatThrownBy(() -> PictureFiles.find(list))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(list.toString())
                .hasMessageContaining("*.jpg, *.jpeg, *.png or *.webp");
    }

    @Test
    void aWrongLineIsNamed() throws Exception {
        make("lists/1.jpg", "lists/2.txt");
        assertThat(PictureFiles.find(list("1.jpg", "# two", "3.jpg")))
                .containsExactly(folder.resolve("lists/1.jpg"), folder.resolve("lists/3.jpg"));
        var missing = list("4.jpg", "# two", "3.jpg");
        assertThatThrownBy(() -> PictureFiles.find(missing))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(missing + ": none of its 2 files is there, such as ")
                .hasMessageContaining("3.jpg");
        var text = list("1.jpg", "2.txt");
        assertThatThrownBy(() -> PictureFiles.find(text))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining(text + ", line 2")
                .hasMessageContaining("2.txt is no");
    }

    @Test
    void aPictureIsNoList() throws Exception {
        var picture = Files.write(folder.resolve("1.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0});
        assertThatThrownBy(() -> PictureFiles.find(picture))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContaining("neither a folder nor a UTF-8 text file");
    }

    @Test
    void aTypingErrorIsNamed() {
        assertThatThrownBy(() -> PictureFiles.find(folder.resolve("fotos")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("fotos")
                .hasMessageContaining("no such folder or list");
    }

    private void make(String... files) throws IOException {
        for (var file : files) {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private Path list(String... lines) throws IOException {
        return Files.write(folder.resolve("lists").resolve("pictures.txt"), List.of(lines));
    }
}
