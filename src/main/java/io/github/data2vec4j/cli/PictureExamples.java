package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.vision.CenterCrop;
import io.github.data2vec4j.vision.Picture;
import io.github.data2vec4j.vision.PictureFiles;
import io.github.data2vec4j.vision.VisionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures by the folder that they lie in. */
final class PictureExamples implements ProbeExamples {

    private static final int BATCH = 32;

    private final List<Path> files;
    private final List<String> folders;
    private final int size;

    PictureExamples(Path data, int limit, VisionConfig model) throws IOException {
        files = Evenly.of(PictureFiles.find(data), limit);
        folders = files.stream().map(file -> ProbeExamples.folderOf(data, file)).toList();
        size = model.imageSize();
    }

    @Override
    public String description() {
        return files.size() + " pictures";
    }

    @Override
    public List<Question> questions() {
        return List.of(Question.about("folder", Question.numbered(folders)));
    }

    @Override
    public float[][] vectors(Embedder embedder) throws IOException {
        var view = CenterCrop.imageNet(size);
        var vectors = new ArrayList<float[]>();
        for (int from = 0; from < files.size(); from += BATCH) {
            try (var scope = Scope.open()) {
                int count = Math.min(BATCH, files.size() - from);
                var pixels = Tensors.empty(DType.FLOAT32, count, 3, size, size);
                for (int i = 0; i < count; i++) {
                    var slot = pixels.segment().asSlice(i * view.slotBytes(), view.slotBytes());
                    view.apply(Picture.read(files.get(from + i)), slot);
                }
                vectors.addAll(Arrays.asList(embedder.embed(Input.of(pixels))));
            }
        }
        return vectors.toArray(float[][]::new);
    }
}
