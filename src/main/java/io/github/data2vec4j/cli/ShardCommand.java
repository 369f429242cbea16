package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.EpochOrder;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.shard.BadShardException;
import io.github.data2vec4j.shard.FolderToPack;
import io.github.data2vec4j.shard.KeyedSamples;
import io.github.data2vec4j.shard.ParquetToPack;
import io.github.data2vec4j.shard.ShardFiles;
import io.github.data2vec4j.shard.ShardKind;
import io.github.data2vec4j.shard.ShardOutput;
import io.github.data2vec4j.shard.ShardSize;
import io.github.data2vec4j.shard.ShardWriter;
import io.github.data2vec4j.shard.Wanted;
import io.github.data2vec4j.vision.PictureFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Packs many small files into few big ones. */
@Command(
        name = "shard",
        description = "Pack a folder tree or Parquet files into tar shards, as WebDataset reads them too.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        footer = {
            "",
            "A sample's key in its shard is its path without suffix, so labels that are folders can still be seen; dots in"
                    + " file names become underscores. If the folder has a transcripts.tsv (lines PATH<TAB>TEXT), each"
                    + " text stands beside its recording as .txt. Of Parquet files the column with pictures or recordings"
                    + " is taken, and the key is the file's name and the row, or its path where names are the same.",
            "",
            "Beside each shard its index is written (.tar.d2v-index). The output appears when all is complete. Shuffle"
                    + " what is sorted by label or speaker: training mixes samples within shards and a window, not all of them."
                    + " Parquet files that unpack to more than 1 GB are shuffled slowly.",
            "",
            "Exit status: 0, 1 if samples were left out because they cannot be read, 2 if arguments or data are wrong.",
            "",
            "Examples:",
            "  d2v shard --data src/samples/pictures --output out/pictures --shuffle 1",
            "  d2v shard --data my/flac --output out/speech --shard-size 1GB",
            "  d2v shard --data my/parquet --output out/shards --shard-samples 10000"
        })
final class ShardCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Folder tree with pictures or recordings; or Parquet files: one, a folder tree, a list, or a"
                    + " pattern such as train-{00000..00011}.parquet")
    private Path data;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the shards.")
    private Path output;

    @Option(
            names = "--shard-size",
            defaultValue = "500MB",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "The most that a shard may have.")
    private long shardSize;

    @Option(names = "--shard-samples", paramLabel = "N", description = "The most samples that a shard may have.")
    private @Nullable Integer shardSamples;

    @Option(
            names = "--suffixes",
            split = ",",
            paramLabel = "SUFFIX",
            description = "Files to take from a folder tree, such as jpg,png. By default all pictures and recordings.")
    private @Nullable List<String> suffixes;

    @Option(names = "--shuffle", paramLabel = "SEED", description = "Bring the samples into a random order.")
    private @Nullable Long seed;

    @Option(
            names = "--overwrite",
            showDefaultValue = Visibility.NEVER,
            description = "Replace shards that are there; other files never.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        var size = size();
        int leftOut = 0;
        try (var samples = samples();
                var writer = new ShardWriter(new ShardOutput(output, overwrite), size)) {
            leftOut = write(samples, writer);
            describe(writer.finish(), samples.size() - leftOut);
        }
        return leftOut == 0 ? 0 : Main.CHECK_FAILED;
    }

    private ShardSize size() {
        if (shardSamples != null && shardSamples < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--shard-samples must be at least 1, but is " + shardSamples);
        }
        return new ShardSize(shardSize, shardSamples == null ? Integer.MAX_VALUE : shardSamples);
    }

    private KeyedSamples samples() throws IOException {
        var wanted = wanted();
        var progress = new FindingProgress();
        var shards = ShardFiles.find(data, wanted, progress);
        progress.tell(out());
        if (shards.isPresent()) {
            if (shards.get().kind() == ShardKind.TAR) {
                throw new BadShardException(data + " has tar shards already");
            }
            return ParquetToPack.open(shards.get().files(), wanted);
        }
        if (Files.isRegularFile(data)) {
            throw new BadShardException(data
                    + ": shards are made of whole files; give the folder that they lie in, not a list or manifest");
        }
        if (!Files.isDirectory(data)) {
            throw new NoSuchFileException(data.toString());
        }
        var files = FolderToPack.find(data, wanted, progress);
        progress.tell(out());
        return files;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Wanted wanted() {
        var columns = new ArrayList<>(PictureFiles.WANTED.columns());
        columns.addAll(AudioFiles.WANTED.columns());
        if (suffixes == null) {
            var all = new HashSet<>(PictureFiles.WANTED.suffixes());
            all.addAll(AudioFiles.WANTED.suffixes());
            return new Wanted("picture or recording", all, columns);
        }
        try {
            return new Wanted("file", Set.copyOf(suffixes), columns);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--suffixes: " + e.getMessage(), e);
        }
    }

    /** The number of samples that were left out. */
    private int write(KeyedSamples samples, ShardWriter writer) throws IOException {
        var order = seed == null ? null : new EpochOrder(Randomness.of(seed), samples.size());
        int leftOut = 0;
        try (var progress = ProgressLine.onStandardOutput("samples", 0, samples.size())) {
            for (int i = 0; i < samples.size(); i++) {
                int sample = order == null ? i : (int) order.sampleAt(i);
                try {
                    writer.add(samples.key(sample), samples.files(sample));
                } catch (BadSampleException e) {
                    leftOut++;
                    progress.note("left out: " + e.getMessage());
                }
                progress.update(i + 1, 1, new LinkedHashMap<>());
            }
        }
        return leftOut;
    }

    private void describe(List<Path> shards, int samples) throws IOException {
        long bytes = 0;
        for (var shard : shards) {
            bytes += Files.size(shard);
        }
        var out = out();
        out.printf(
                Locale.ROOT,
                "%,d samples in %,d shards, %,.1f MB in all, in %s.%n",
                samples,
                shards.size(),
                bytes / 1e6,
                output);
        out.flush();
    }
}
