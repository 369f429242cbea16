package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Masking;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Ranks;
import io.github.data2vec4j.data.Source;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Loads batches, over and over, and prints now and then what the process holds. */
final class LoadingProgram {

    private LoadingProgram() {}

    /**
     * Loads them as training does, with masks.
     *
     * @param arguments the configuration, where the data is, how many samples to load, after how many to print, and
     *     overrides of the configuration
     */
    public static void main(String[] arguments) throws Exception {
        var overrides = List.of(arguments).subList(4, arguments.length);
        var file = ConfigFile.read(Path.of(arguments[0]), overrides);
        var place = Path.of(arguments[1]);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var places = new DataPlaces(place, null, null, place.resolveSibling("run"), false, err);
        try (var corpus = RunKind.of(file).bind(file).corpus(places)) {
            load(corpus.source(), corpus.modality(), Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        }
    }

    private static void load(Source source, Masking masking, long count, long every) throws InterruptedException {
        var bad = new BadSamples(source.size(), 1, one -> {});
        long loaded = 0;
        long printed = 0;
        try (var loader = new Loader(source, masking, Randomness.of(1), Ranks.ALONE, bad, 1, 2, 2)) {
            while (loaded < count) {
                try (var batch = loader.next()) {
                    loaded += batch.size();
                }
                if (loaded / every > printed) {
                    printed = loaded / every;
                    System.out.printf(
                            Locale.ROOT,
                            "samples %d resident-kB %d handles %d%n",
                            printed * every,
                            SteadyProgram.residentKilobytes(),
                            SteadyProgram.handles());
                }
            }
        }
    }
}
