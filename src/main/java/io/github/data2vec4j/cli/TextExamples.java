package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import io.github.data2vec4j.text.BreakMode;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.TokenBlocks;
import io.github.data2vec4j.text.Tokenizer;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pieces of text by the folder that their file lies in; never asked about a file that was learnt from. */
final class TextExamples implements ProbeExamples {

    private static final int BATCH = 32;

    private final TokenBlocks blocks;
    private final int padding;
    private final int[] chosen;
    private final int[] folders;
    private final int[] files;

    /** @param maxTokens tokens of the longest piece */
    TextExamples(Path data, int limit, Path tokenizerJson, int maxTokens) throws IOException {
        var found = TextFiles.find(data);
        try (var tokenizer = Tokenizer.read(tokenizerJson)) {
            padding = tokenizer.vocabulary().padding();
            blocks = TokenBlocks.read(found, tokenizer, BreakMode.COMPLETE_DOC, maxTokens);
        }
        chosen = Evenly.numbers(blocks.size(), limit);
        files = IntStream.of(chosen).map(blocks::file).toArray();
        folders = Question.numbered(Arrays.stream(files)
                .mapToObj(file -> ProbeExamples.folderOf(data, found.get(file)))
                .toList());
    }

    @Override
    public String description() {
        return chosen.length + " pieces of text";
    }

    @Override
    public List<Question> questions() {
        return List.of(new Question("folder", folders, files));
    }

    @Override
    public float[][] vectors(Embedder embedder) {
        var vectors = new ArrayList<float[]>();
        for (int from = 0; from < chosen.length; from += BATCH) {
            try (var scope = Scope.open()) {
                vectors.addAll(Arrays.asList(embedder.embed(input(from, Math.min(from + BATCH, chosen.length)))));
            }
        }
        return vectors.toArray(float[][]::new);
    }

    private Input input(int from, int to) {
        int time = IntStream.range(from, to)
                .map(i -> blocks.length(chosen[i]))
                .max()
                .orElseThrow();
        var tokens = new long[(to - from) * time];
        Arrays.fill(tokens, padding);
        for (int row = 0; row < to - from; row++) {
            var content = blocks.block(chosen[from + row]);
            for (int i = 0; i < content.length; i++) {
                tokens[row * time + i] = content[i];
            }
        }
        return Input.of(Tensors.of(tokens, to - from, time));
    }
}
