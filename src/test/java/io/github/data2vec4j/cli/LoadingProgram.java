package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.audio.StoredUtterances;
import io.github.data2vec4j.audio.UtteranceSource;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Masking;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Ranks;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.text.BlockSource;
import io.github.data2vec4j.text.BreakMode;
import io.github.data2vec4j.text.TokenShards;
import io.github.data2vec4j.vision.Augmentation;
import io.github.data2vec4j.vision.JpegDecoder;
import io.github.data2vec4j.vision.PictureSource;
import io.github.data2vec4j.vision.StoredPictures;
import java.nio.file.Path;
import java.util.Locale;

/** Loads samples, over and over, and prints now and then what the process holds. */
final class LoadingProgram {

    private LoadingProgram() {}

    /**
     * Loads them.
     *
     * @param arguments what they are, where they are, how many to load, and after how many to print
     */
    public static void main(String[] arguments) throws Exception {
        var place = Path.of(arguments[1]);
        long count = Long.parseLong(arguments[2]);
        long every = Long.parseLong(arguments[3]);
        switch (arguments[0]) {
            case "pictures" -> {
                try (var pictures = StoredPictures.open(place)) {
                    load(
                            new PictureSource(
                                    pictures, JpegDecoder.AUTO, Augmentation.data2vec(32), 50, Reading.DEFAULT),
                            count,
                            every);
                }
            }
            case "speech" -> {
                try (var stored = StoredUtterances.open(place, new AudioFiles(16_000, 8_000), SearchProgress.NONE)) {
                    var found = stored.found();
                    var batches = new UtteranceSource.Batches(320_000, 80_000);
                    load(
                            new UtteranceSource(found.utterances(), found.shards(), 16_000, batches, Reading.DEFAULT),
                            count,
                            every);
                }
            }
            default -> {
                try (var shards = TokenShards.open(place)) {
                    var blocks = shards.blocks(BreakMode.COMPLETE_DOC, 64);
                    load(new BlockSource(blocks, new BlockSource.Batches(4096, 8)), count, every);
                }
            }
        }
    }

    private static void load(Source source, long count, long every) throws InterruptedException {
        var bad = new BadSamples(source.size(), 1, one -> {});
        long loaded = 0;
        long printed = 0;
        try (var loader = new Loader(source, Masking.NONE, Randomness.of(1), Ranks.ALONE, bad, 1, 2, 2)) {
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
