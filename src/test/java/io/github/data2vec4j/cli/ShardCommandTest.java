package io.github.data2vec4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.shard.TarSamples;
import io.github.data2vec4j.shard.Wanted;
import io.github.data2vec4j.vision.PictureFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

final class ShardCommandTest {

    private static final Path PICTURES = Path.of("src", "samples", "pictures");
    private static final Path SPEECH = Path.of("src", "samples", "speech");

    @TempDir
    private Path folder;

    @Test
    void packsTheSamplePictures() throws IOException {
        var run = shard(PICTURES, "--shard-samples", "100");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("195 samples in 2 shards, ")
                .contains(folder.resolve("out").toString());

        try (var samples = open(PictureFiles.WANTED, 2)) {
            assertThat(samples.size()).isEqualTo(195);
            for (int i = 0; i < samples.size(); i++) {
                assertThat(samples.content(i).bytes())
                        .isEqualTo(Files.readAllBytes(PICTURES.resolve(samples.key(i) + ".jpg")));
            }
        }
    }

    @Test
    void putsTranscriptsBesideRecordings() throws IOException {
        assertThat(shard(SPEECH, "--shuffle", "7").status()).isZero();
        var transcripts = Files.readAllLines(SPEECH.resolve("transcripts.tsv"));
        var keys = new ArrayList<String>();
        try (var samples = open(AudioFiles.WANTED, 1)) {
            assertThat(samples.size()).isEqualTo(60);
            for (int i = 0; i < samples.size(); i++) {
                var text = new String(samples.beside(i, "txt").orElseThrow().bytes(), UTF_8);
                assertThat(transcripts).contains(samples.key(i) + ".wav\t" + text);
                keys.add(samples.key(i));
            }
        }
        assertThat(keys)
                .doesNotHaveDuplicates()
                .isNotEqualTo(keys.stream().sorted().toList());
    }

    @Test
    void tellsOfTranscriptsThatMatchNoFile() throws IOException {
        Files.writeString(folder.resolve("a.jpg"), "a");
        Files.writeString(folder.resolve("transcripts.tsv"), "\uFEFF./a.jpg\tone\nb.jpg\ttwo\n");
        assertThat(shard(folder).out()).contains("1 of 2 lines of ", "the first: " + folder.resolve("b.jpg"));
        try (var samples = open(PictureFiles.WANTED, 1)) {
            assertThat(samples.beside(0, "txt").orElseThrow().bytes())
                    .asString(UTF_8)
                    .isEqualTo("one");
        }
    }

    // Two rows have no bytes, and those of the others are of no known kind.
    @Test
    void writesNothingWhenAllIsLeftOut() {
        var run = shard(Path.of("src/test/resources/io/github/data2vec4j/shard/parquet/holes.parquet"));
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("there is no sample to write");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("out.unfinished")).doesNotExist();
    }

    @Test
    void leavesOutWhatCannotBeReadAndTakesWhateverItIsCalled() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("a.jpg"), "a");
        // Latin-1, which is no UTF-8.
        Files.writeString(Path.of(URI.create(data.toUri() + "caf%E9.jpg")), "cafe");
        Files.createSymbolicLink(data.resolve("link.jpg"), data.resolve("nowhere.jpg"));
        var run = shard(data);
        assertThat(run.out()).contains("2 samples in 1 shards");
        assertThat(run.status()).isEqualTo(1);
        try (var samples = open(PictureFiles.WANTED, 1)) {
            assertThat(samples.content(1).bytes()).asString(UTF_8).isEqualTo("cafe");
        }
    }

    @Test
    void refusesManifests() throws IOException {
        var manifest =
                Files.writeString(folder.resolve("train.jsonl"), "{\"audio_filepath\": \"a.wav\", \"offset\": 3}");
        var run = shard(manifest);
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(manifest.toString(), "whole files; give the folder that they lie in");
    }

    @Test
    void refusesWhatCannotBeKeys() throws IOException {
        Files.writeString(folder.resolve("a.b.jpg"), "1");
        Files.writeString(folder.resolve("a_b.png"), "2");
        var run = shard(folder);
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err())
                .contains("a.b.jpg and a_b.png would both have the key a_b; rename one of them", "--suffixes");
    }

    @Test
    void readsSizes() throws Exception {
        assertThat(new ByteSize().convert("500MB")).isEqualTo(500_000_000);
        assertThat(new ByteSize().convert("1.5GiB")).isEqualTo(1_610_612_736);
        assertThat(new ByteSize().convert("17")).isEqualTo(17);
        for (var wrong : List.of("", "MB", "0", "-1", "5 apples", "1e9")) {
            assertThatThrownBy(() -> new ByteSize().convert(wrong)).isInstanceOf(TypeConversionException.class);
        }
        assertThat(shard(PICTURES, "--shard-size", "big").err()).contains("'big' is no size such as 500MB");
    }

    private CommandRun shard(Path data, String... more) {
        var arguments = new ArrayList<>(List.of(
                "shard",
                "--data",
                data.toString(),
                "--output",
                folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private TarSamples open(Wanted wanted, int shards) throws IOException {
        var files = new ArrayList<Path>();
        for (int i = 0; i < shards; i++) {
            files.add(folder.resolve("out/shard-%06d.tar".formatted(i)));
        }
        return TarSamples.open(files, wanted, folder);
    }
}
