package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.vision.CenterCrop;
import io.github.data2vec4j.vision.Picture;
import io.github.data2vec4j.vision.PictureFiles;
import io.github.data2vec4j.vision.PixelNorm;
import io.github.data2vec4j.vision.VisionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures by the folder that they lie in, each in several views: nearer and farther, and mirrored. Views of one
 * picture are never both learnt from and asked about.
 */
final class PictureExamples implements ProbeExamples {

    private static final int BATCH = 32;

    /** Which part of the shorter side is shown. */
    private static final double[] SHOWN = {1, 0.875, 0.7};

    private static final int VIEWS = 2 * SHOWN.length;
    private static final int WIDTH_DIM = 3;

    private final List<Path> files;
    private final int[] folders;
    private final int size;

    PictureExamples(Path data, int limit, VisionConfig model) throws IOException {
        files = Evenly.of(PictureFiles.find(data), limit);
        folders = Question.numbered(
                files.stream().map(file -> ProbeExamples.folderOf(data, file)).toList());
        size = model.imageSize();
    }

    @Override
    public String description() {
        return files.size() + " pictures in " + VIEWS + " views each";
    }

    @Override
    public List<Question> questions() {
        var examples = IntStream.range(0, files.size() * VIEWS);
        var pictures = examples.map(example -> example / VIEWS).toArray();
        var answers = IntStream.of(pictures).map(picture -> folders[picture]).toArray();
        return List.of(new Question("folder", answers, pictures));
    }

    @Override
    public float[][] vectors(Embedder embedder) throws IOException {
        var vectors = new float[files.size() * VIEWS][];
        for (int from = 0; from < files.size(); from += BATCH) {
            int count = Math.min(BATCH, files.size() - from);
            var pictures = new ArrayList<Picture>();
            for (var file : files.subList(from, from + count)) {
                pictures.add(Picture.read(file));
            }
            int view = 0;
            for (double shown : SHOWN) {
                try (var scope = Scope.open()) {
                    var pixels = pixels(pictures, shown);
                    put(embedder.embed(Input.of(pixels)), from, view++, vectors);
                    put(embedder.embed(Input.of(pixels.flip(WIDTH_DIM))), from, view++, vectors);
                }
            }
        }
        return vectors;
    }

    private Tensor pixels(List<Picture> pictures, double shown) {
        var view = new CenterCrop((int) (size / shown), size, PixelNorm.IMAGENET);
        var pixels = Tensors.empty(DType.FLOAT32, pictures.size(), 3, size, size);
        for (int i = 0; i < pictures.size(); i++) {
            view.apply(pictures.get(i), pixels.segment().asSlice(i * view.slotBytes(), view.slotBytes()));
        }
        return pixels;
    }

    private static void put(float[][] batch, int firstPicture, int view, float[][] vectors) {
        for (int i = 0; i < batch.length; i++) {
            vectors[(firstPicture + i) * VIEWS + view] = batch[i];
        }
    }
}
