package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.vision.Picture;
import io.github.data2vec4j.vision.StoredPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Pictures; how large one is, its shorter side says. */
final class CheckedPictures implements CheckedCorpus {

    private final StoredSamples pictures;
    private final List<String> notes;

    CheckedPictures(Path place) throws IOException {
        try (var progress = new FindingProgress()) {
            pictures = StoredPictures.open(place, progress);
            notes = progress.notes();
        }
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public String name(int sample) {
        return pictures.content(sample).name();
    }

    @Override
    public double read(int sample) throws IOException {
        var picture = Picture.read(pictures.content(sample));
        return Math.min(picture.width(), picture.height());
    }

    @Override
    public String samples() {
        return "pictures";
    }

    @Override
    public String lengths() {
        return "pixels of the shorter side";
    }

    @Override
    public String total(double pixels, int good) {
        return good == 0
                ? ""
                : String.format(Locale.ROOT, "%,.0f pixels on average along the shorter side", pixels / good);
    }

    @Override
    public String speed(double pixelsPerSecond) {
        return "";
    }

    @Override
    public SampleList list(IntPredicate isWanted) {
        return SampleList.of(IntStream.range(0, size())
                .filter(isWanted)
                .mapToObj(sample -> fileOf(pictures.content(sample)))
                .toList());
    }

    private static Path fileOf(Content picture) {
        if (picture instanceof FileContent own) {
            return own.file();
        }
        throw new WrongArgumentException("--list is for files, but these pictures lie in shards");
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public List<BadSample> foundBad() {
        return List.of();
    }

    @Override
    public void close() {
        pictures.close();
    }
}
