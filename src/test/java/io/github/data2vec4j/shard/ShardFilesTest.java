package io.github.data2vec4j.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardFilesTest {

    @TempDir
    private Path folder;

    @Test
    void findsOneFile() throws IOException {
        var tar = file("a.TAR");
        assertThat(find(tar)).isEqualTo(new ShardFiles(ShardKind.TAR, List.of(tar)));
        assertThat(find(file("a.parquet")).kind()).isEqualTo(ShardKind.PARQUET);
    }

    // '-' and '.' come before '/', so a sort by whole names would differ.
    @Test
    void findsAFolderTreeInTheOrderOfPaths() throws IOException {
        var files = List.of(file("a-1/2.tar"), file("a/1.tar"), file("a/b/1.tar"), file("b.tar"));
        file("a/README.md");
        assertThat(find(folder)).isEqualTo(new ShardFiles(ShardKind.TAR, files));
    }

    @Test
    void readsLists() throws IOException {
        var files = List.of(file("x/2.tar"), file("x/1.tar"), file("y/08.tar"), file("y/09.tar"), file("y/10.tar"));
        var list = Files.writeString(folder.resolve("list.txt"), "# shards\n\nx/2.tar\n x/1.tar \ny/{08..10}.tar\n");
        assertThat(find(list)).isEqualTo(new ShardFiles(ShardKind.TAR, files));
        Files.writeString(list, "x/2.tar\nx/missing.tar\n");
        assertThatThrownBy(() -> find(list))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("missing.tar");
        Files.writeString(list, "x/2.tar\n" + file("z.parquet"));
        assertThatThrownBy(() -> find(list)).hasMessageContaining("is no *.tar file");
    }

    @Test
    void readsListsAsEditorsSaveThem() throws IOException {
        var tar = file("a.tar");
        var list = Files.writeString(folder.resolve("list.txt"), "\uFEFFa.tar\r\n");
        assertThat(find(list)).isEqualTo(new ShardFiles(ShardKind.TAR, List.of(tar)));
        Files.writeString(list, "a.tar\ncafé.tar\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> find(list)).hasMessageContaining(list + ", line 2: this is no text in UTF-8");
    }

    @Test
    void expandsRanges() throws IOException {
        assertThat(BracePattern.expand("a{08..10}/{0..1}.tar"))
                .containsExactly("a08/0.tar", "a08/1.tar", "a09/0.tar", "a09/1.tar", "a10/0.tar", "a10/1.tar");
        file("t-0.tar");
        assertThatThrownBy(() -> find(folder.resolve("t-{0..1}.tar")))
                .hasMessageContaining("there is no file")
                .hasMessageContaining("t-1.tar");
        assertThatThrownBy(() -> BracePattern.expand("{3..2}.tar")).hasMessageContaining("runs backwards");
        assertThatThrownBy(() -> BracePattern.expand("{0..99999}{0..99999}.tar"))
                .hasMessageContaining("stands for more than");
    }

    @Test
    void leavesEverythingElseToOthers() throws IOException {
        var none = folder.resolve("missing");
        assertThat(ShardFiles.find(none, SampleShards.PICTURES)).isEmpty();
        file("pictures/a.jpg");
        assertThat(ShardFiles.find(folder, SampleShards.PICTURES)).isEmpty();
        var list = Files.writeString(folder.resolve("list.txt"), "pictures/a.jpg\n");
        assertThat(ShardFiles.find(list, SampleShards.PICTURES)).isEmpty();
        var binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
        assertThat(ShardFiles.find(binary, SampleShards.PICTURES)).isEmpty();
    }

    // Shards that nobody would miss, were they passed over in silence.
    @Test
    void refusesCompressedArchivesInFolders() throws IOException {
        var compressed = file("b.tar.gz");
        assertThatThrownBy(() -> find(folder))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining(compressed + ": compressed archives can only be read from their start")
                .hasMessageEndingWith("or move it away, or name the shards by a list or a pattern");
        file("a.tar");
        assertThatThrownBy(() -> find(folder)).hasMessageContaining(compressed.toString());
        Files.delete(folder.resolve("a.tar"));
        file("a.jpg");
        assertThat(ShardFiles.find(folder, SampleShards.PICTURES)).isEmpty();
    }

    @Test
    void refusesLinksThatLeadNowhere() throws IOException {
        Files.createFile(folder.resolve("a.tar"));
        var link = Files.createSymbolicLink(folder.resolve("b.tar"), folder.resolve("gone.tar"));
        assertThatThrownBy(() -> find(folder))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining(link + ": it is a link that leads nowhere");
    }

    @Test
    void refusesMixtures() throws IOException {
        file("shards/a.tar");
        file("a.jpg");
        assertThatThrownBy(() -> find(folder))
                .isInstanceOf(BadShardException.class)
                .hasMessageContaining("it has both shards, such as")
                .hasMessageContaining("a.jpg");
        file("shards/b.parquet");
        assertThatThrownBy(() -> find(folder)).hasMessageContaining("it has both *.tar and *.parquet files");
        var compressed = file("c.tar.gz");
        assertThatThrownBy(() -> find(compressed)).hasMessageContaining("unpack it first, with gunzip");
    }

    // As img2dataset and NeMo Curator lay out CC12M.
    @Test
    void passesOverTablesAboutArchivesAndFolders() throws IOException {
        var tars = List.of(file("00000.tar"), file("00001.tar"));
        file("00000.parquet");
        file("00001.parquet");
        assertThat(find(folder)).isEqualTo(new ShardFiles(ShardKind.TAR, tars));
        file("other.parquet");
        assertThatThrownBy(() -> find(folder))
                .hasMessageContaining("it has both *.tar and *.parquet files")
                .hasMessageContaining("or a pattern such as");
    }

    @Test
    void passesOverTablesAboutSamplesInFilesOfTheirOwn() throws IOException {
        file("00000/1.jpg");
        file("00000.parquet");
        file("train/metadata.parquet");
        assertThat(ShardFiles.find(folder, SampleShards.PICTURES)).isEmpty();
    }

    @Test
    void readsTablesThatAreAllThereIs() throws IOException {
        var tables = List.of(file("metadata.parquet"), file("train.parquet"), file("train/0.parquet"));
        assertThat(find(folder)).isEqualTo(new ShardFiles(ShardKind.PARQUET, tables));
    }

    @Test
    void passesOverWhatIsHidden() throws IOException {
        var tar = file(".shards/a.tar");
        file(".shards/._a.tar");
        file(".shards/__MACOSX/a.tar");
        file(".shards/.Trash-1000/b.jpg");
        assertThat(find(folder.resolve(".shards"))).isEqualTo(new ShardFiles(ShardKind.TAR, List.of(tar)));
        assertThat(ShardFiles.find(folder, SampleShards.PICTURES)).isEmpty();
    }

    @Test
    void tellsWhatMayNotBeExpected() throws IOException {
        for (var name : List.of("train-0.tar", "train-0.parquet", "test-0.tar", "test-0.parquet")) {
            file(name);
        }
        var notes = new ArrayList<String>();
        ShardFiles.find(folder, SampleShards.PICTURES, new SearchProgress() {
            @Override
            public void at(String what, int done, int all) {}

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        });
        assertThat(notes)
                .containsExactly(
                        "passed over 2 *.parquet about archives or folders beside them",
                        "reads train and test together; name one of them to read it alone");
    }

    private static ShardFiles find(Path place) throws IOException {
        return ShardFiles.find(place, SampleShards.PICTURES).orElseThrow();
    }

    private Path file(String path) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "content");
    }
}
