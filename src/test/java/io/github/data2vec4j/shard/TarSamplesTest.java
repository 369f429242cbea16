package io.github.data2vec4j.shard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TarSamplesTest {

    @TempDir
    private Path folder;

    // The same files, as GNU tar wrote them in each of its formats.
    @ParameterizedTest
    @CsvSource({"gnu, 4", "pax, 4", "ustar, 3", "v7, 3"})
    void readsEachFormat(String format, int size) throws IOException {
        var tar = Files.copy(SampleShards.tar(format), folder.resolve("a.tar"));
        // The second time from the index.
        for (int time = 0; time < 2; time++) {
            try (var samples = open(tar)) {
                assertThat(samples.size()).isEqualTo(size);
                assertThat(text(samples.content(0))).isEqualTo("x".repeat(700));
                assertThat(samples.content(0).name()).isEqualTo(tar + ": cats/0001.jpg");
                assertThat(samples.key(0)).isEqualTo("cats/0001");
                assertThat(text(samples.beside(0, "txt").orElseThrow())).isEqualTo("a cat");
                assertThat(samples.beside(1, "txt")).isEmpty();
                assertThat(text(samples.content(1))).isEqualTo("second");
                assertThat(samples.key(2)).isEqualTo("cats/link");
                assertThat(text(samples.content(2))).isEqualTo("x".repeat(700));
                if (size == 4) {
                    assertThat(samples.key(3)).isEqualTo("a".repeat(120) + "/0003");
                    assertThat(text(samples.content(3))).isEqualTo("long");
                }
                assertThatThrownBy(() -> samples.content(size)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThat(TarIndexFiles.beside(tar)).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"links-gnu", "links-pax"})
    void readsWhatLinksLeadTo(String name) throws IOException {
        var tar = Files.copy(SampleShards.tar(name), folder.resolve("a.tar"));
        for (int time = 0; time < 2; time++) {
            try (var samples = open(tar)) {
                var texts = new ArrayList<String>();
                for (int i = 0; i < samples.size(); i++) {
                    texts.add(samples.key(i) + " " + textOrReason(samples.content(i)));
                }
                var lost = "it is a link to no file of the archive; pack the archive again with tar --dereference";
                assertThat(texts)
                        .containsExactly(
                                "a/1 first",
                                "a/2 first",
                                "a/3 fourth",
                                "b/4 fourth",
                                "b/5 " + lost,
                                "b/6 " + lost,
                                "b/7 first",
                                "d".repeat(110) + "/8 long",
                                "b/9 long");
            }
        }
    }

    private static String textOrReason(Content content) throws IOException {
        try (var arena = Arena.ofConfined()) {
            assertThat(text(content)).hasSize((int) content.beginning(0, arena).size());
            return text(content);
        } catch (BadSampleException e) {
            return e.reason();
        }
    }

    @Test
    void tellsOfEachArchiveThatItOpened() throws IOException {
        var tars = new ArrayList<Path>();
        for (int i = 0; i < 20; i++) {
            tars.add(tar(i + ".tar", Map.entry("a.jpg", "a")));
        }
        var told = new ArrayList<String>();
        TarSamples.open(
                        tars,
                        SampleShards.PICTURES,
                        folder,
                        (what, done, all) -> told.add(done + "/" + all + " " + what))
                .close();
        assertThat(told).hasSize(20).startsWith("1/20 shards").endsWith("20/20 shards");
    }

    @Test
    void numbersSamplesOverAllArchivesAndPassesOverOthers() throws IOException {
        var first =
                tar("1.tar", Map.entry("a.json", "{}"), Map.entry("b.left.jpg", "left"), Map.entry("b.jpg", "whole"));
        var second = tar(
                "2.tar",
                Map.entry("c.PNG", "png"),
                Map.entry("c.jpg", "jpg"),
                Map.entry("._c.jpg", "no"),
                Map.entry("__x.jpg__", "no"));
        try (var samples = open(first, second)) {
            assertThat(samples.shards().count()).isEqualTo(2);
            assertThat(samples.size()).isEqualTo(2);
            assertThat(text(samples.content(0))).isEqualTo("whole");
            assertThat(samples.content(1).name()).isEqualTo(second + ": c.PNG");
            assertThat(text(samples.content(1))).isEqualTo("png");
        }
    }

    @Test
    void namesFilesAsTheArchiveDoes() throws IOException {
        var tar = tar("a.tar", Map.entry("photo.JPG", "1"), Map.entry("photo.Txt", "2"), Map.entry("other.jpg", "3"));
        // The second time from the index.
        for (int time = 0; time < 2; time++) {
            try (var samples = open(tar)) {
                assertThat(samples.size()).isEqualTo(2);
                assertThat(samples.content(0).name()).isEqualTo(tar + ": photo.JPG");
                assertThat(text(samples.beside(0, "txt").orElseThrow())).isEqualTo("2");
            }
        }
    }

    // In UTF-8 both would be the same character, which stands for what cannot be decoded.
    @Test
    void tellsNamesInLatin1Apart() throws IOException {
        var packed = bytes(Map.entry("caf1.jpg", "1"), Map.entry("caf2.jpg", "2"));
        putInName(packed, 0, 3, 'é');
        putInName(packed, 1024, 3, 'è');
        try (var samples = open(Files.write(folder.resolve("latin1.tar"), packed))) {
            assertThat(samples.size()).isEqualTo(2);
            assertThat(samples.key(0)).isEqualTo("café");
            assertThat(samples.key(1)).isEqualTo("cafè");
        }
    }

    private static void putInName(byte[] tar, int header, int at, char latin1) {
        int before = tar[header + at];
        tar[header + at] = (byte) latin1;
        int sum = Integer.parseInt(new String(tar, header + 148, 6, ISO_8859_1), 8) + latin1 - before;
        System.arraycopy("%06o".formatted(sum).getBytes(ISO_8859_1), 0, tar, header + 148, 6);
    }

    @Test
    void readsAPieceAndNoMore() throws IOException {
        var tar = tar("a.tar", Map.entry("a.jpg", "x".repeat(5000) + "piece of it"));
        try (var samples = open(tar);
                var arena = Arena.ofConfined()) {
            var allocated = new AtomicLong();
            SegmentAllocator counting = (size, alignment) -> {
                allocated.addAndGet(size);
                return arena.allocate(size, alignment);
            };
            var content = samples.content(0);
            var piece = content.piece(5000, 5, counting);
            assertThat(new String(piece.toArray(ValueLayout.JAVA_BYTE), UTF_8)).isEqualTo("piece");
            assertThat(allocated).hasValue(5);
            assertThatThrownBy(() -> content.piece(5000, 12, counting)).isInstanceOf(BadSampleException.class);
            assertThatThrownBy(() -> content.piece(6000, 0, counting)).isInstanceOf(BadSampleException.class);
        }
    }

    @Test
    void makesTheIndexAnewWhenTheArchiveChanges() throws IOException {
        var tar = tar("a.tar", Map.entry("a.jpg", "first"));
        try (var samples = open(tar)) {
            assertThat(samples.size()).isEqualTo(1);
        }
        Files.copy(tar("b.tar", Map.entry("b.jpg", "other")), tar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(tar, FileTime.fromMillis(1_000_000));
        try (var samples = open(tar)) {
            assertThat(samples.key(0)).isEqualTo("b");
        }
    }

    @Test
    void keepsTheIndexInTheCacheWhereItCannotBeBeside() throws IOException {
        var tar = tar("a.tar", Map.entry("a.jpg", "first"));
        // Not even root can put a file there.
        Files.createDirectories(TarIndexFiles.beside(tar).resolve("in the way"));
        open(tar).close();
        try (var cached = Files.list(folder.resolve("cache/shards"))) {
            assertThat(cached).singleElement().asString().contains("a.tar-").endsWith(".d2v-index");
        }
        open(tar).close();
    }

    @Test
    void leavesTheFilesOfOtherProgramsAlone() throws IOException {
        var tar = tar("a.tar", Map.entry("a.jpg", "first"));
        var others = List.of(folder.resolve("a.tar.idx"), folder.resolve("a.tar.index"), TarIndexFiles.beside(tar));
        for (var other : others) {
            Files.writeString(other, "offsets of another program");
        }
        open(tar).close();
        assertThat(others).allSatisfy(other -> assertThat(other).hasContent("offsets of another program"));
        assertThat(folder.resolve("cache/shards")).isDirectoryContaining("glob:**/a.tar-*.d2v-index");
    }

    @Test
    void replacesAnIndexOfAnotherVersion() throws IOException {
        var tar = tar("a.tar", Map.entry("a.jpg", "first"));
        var index = Files.writeString(TarIndexFiles.beside(tar), "d2v-tar1 and what stood behind it");
        open(tar).close();
        assertThat(Files.readString(index, ISO_8859_1)).startsWith("d2v-tar3");
    }

    @Test
    void saysWhatIsWrongWithAnArchive() throws IOException {
        var whole = Files.readAllBytes(SampleShards.tar("ustar"));
        refuses(new byte[0], "the file is empty");
        refuses("no tar at all".getBytes(UTF_8), "this is no tar archive");
        refuses(Arrays.copyOf(new byte[] {0x1f, (byte) 0x8b, 8, 0}, 512), "unpack it with gunzip");
        // The picture begins at 1024 and has 700 bytes.
        refuses(Arrays.copyOf(whole, 1500), "it is cut off: cats/0001.jpg should have 700 bytes, but only 476 follow");
        var flipped = whole.clone();
        flipped[512] ^= 1;
        refuses(flipped, "it is broken at byte 512: there is no valid header");
        var twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        refuses(twice, "more files follow behind its end");
        refuses(
                bytes(Map.entry("a.jpg", "1"), Map.entry("a.JPG", "2")),
                "two files of the sample a end in .JPG, in whatever case");
        refuses(
                bytes(Map.entry("cats/a.1.jpg", "1"), Map.entry("cats/a.2.jpg", "2")),
                "cats/a.1.jpg and cats/a.2.jpg are one sample");
        refuses(
                bytes(Map.entry("n01440764.tar", "1")),
                "and found *.tar, archives themselves: unpack it, and give the folder that they are in then");
        refuses(("version https://git-lfs.github.com/spec/v1\n" + "oid ".repeat(20)).getBytes(UTF_8), "git lfs pull");
        refuses(bytes(Map.entry("a.txt", "1")), "no picture in it: looked for *.jpg, *.png, and found *.txt");
    }

    // As tar itself does.
    @Test
    void endsWhereTheFileEnds() throws IOException {
        var whole = Files.readAllBytes(SampleShards.tar("ustar"));
        // Three entries with data: headers at 512, 2048 and 3072, a link, and the end.
        var file = Files.write(folder.resolve("a.tar"), Arrays.copyOf(whole, 1024 + 700));
        try (var samples = open(file)) {
            assertThat(samples.size()).isEqualTo(1);
        }
    }

    @Test
    void opensFewFilesAtOnce() throws IOException {
        var tars = new ArrayList<Path>();
        for (int i = 0; i < 80; i++) {
            tars.add(tar(i + ".tar", Map.entry("a.jpg", "number " + i)));
        }
        try (var samples = TarSamples.open(tars, SampleShards.PICTURES, folder)) {
            for (int i = 0; i < 160; i++) {
                assertThat(text(samples.content(i % 80))).isEqualTo("number " + i % 80);
            }
            assertThat(samples.openFiles()).isEqualTo(64);
        }
    }

    @Test
    void survivesInterruptedReaders() throws Exception {
        var tar = tar("a.tar", Map.entry("a.jpg", "content".repeat(10_000)));
        try (var samples = open(tar)) {
            var done = new AtomicBoolean();
            var wrong = new ArrayList<String>();
            var reader = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    try {
                        if (samples.content(0).bytes().length != 70_000) {
                            wrong.add("length");
                        }
                    } catch (IOException e) {
                        wrong.add(e.toString());
                    }
                }
            });
            for (int i = 0; i < 50; i++) {
                var interrupted = Thread.ofPlatform().unstarted(() -> {
                    Thread.currentThread().interrupt();
                    assertThatExceptionOfType(ClosedByInterruptException.class)
                            .isThrownBy(() -> samples.content(0).bytes());
                });
                interrupted.start();
                interrupted.join();
            }
            done.set(true);
            reader.join();
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void cannotBeReadAfterClosing() throws IOException {
        var samples = open(tar("a.tar", Map.entry("a.jpg", "1")));
        samples.close();
        assertThatThrownBy(() -> samples.content(0).bytes())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these samples are closed");
    }

    private void refuses(byte[] archive, String reason) throws IOException {
        var file = Files.write(folder.resolve("refused.tar"), archive);
        Files.deleteIfExists(TarIndexFiles.beside(file));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(BadShardException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    private TarSamples open(Path... tars) throws IOException {
        return TarSamples.open(List.of(tars), SampleShards.PICTURES, folder.resolve("cache"));
    }

    @SafeVarargs
    private byte[] bytes(Map.Entry<String, String>... files) throws IOException {
        var file = tar("bytes.tar", files);
        var bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    @SafeVarargs
    private Path tar(String name, Map.Entry<String, String>... files) throws IOException {
        var file = folder.resolve(name);
        try (var tar = new TarWriter(file)) {
            for (var one : files) {
                tar.add(one.getKey(), ByteBuffer.wrap(one.getValue().getBytes(UTF_8)));
            }
            tar.finish();
        }
        return file;
    }

    private static String text(Content content) throws IOException {
        return new String(content.bytes(), UTF_8);
    }
}
