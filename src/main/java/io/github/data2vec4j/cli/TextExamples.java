package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import io.github.data2vec4j.text.BreakMode;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.TokenShards;
import io.github.data2vec4j.text.Tokenization;
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

    private final int padding;
    private final int[][] pieces;
    private final int[] folders;
    private final int[] files;

    /** @param maxTokens tokens of the longest piece */
    TextExamples(Path data, int limit, Path tokenizerJson, int maxTokens) throws IOException {
        var found = TextFiles.find(data);
        try (var temporary = new TemporaryFolder("d2v-probe")) {
            var folder = temporary.path().resolve("tokens");
            new Tokenization(found, tokenizerJson, Tokenization.SHARD_TOKENS, 0)
                    .writeTo(folder, (read, bytes, tokens) -> {});
            try (var shards = TokenShards.open(folder)) {
                padding = shards.vocabulary().padding();
                var blocks = shards.blocks(BreakMode.COMPLETE_DOC, maxTokens);
                var chosen = Evenly.numbers(blocks.size(), limit);
                files = IntStream.of(chosen).map(blocks::source).toArray();
                pieces = new int[chosen.length][];
                for (int i = 0; i < chosen.length; i++) {
                    pieces[i] = blocks.block(chosen[i]);
                }
            }
        }
        folders = Question.numbered(Arrays.stream(files)
                .mapToObj(file -> ProbeExamples.folderOf(data, found.paths().get(file)))
                .toList());
    }

    @Override
    public String description() {
        return pieces.length + " pieces of text";
    }

    @Override
    public List<Question> questions() {
        return List.of(new Question("folder", folders, files));
    }

    @Override
    public float[][] vectors(Embedder embedder) {
        var vectors = new ArrayList<float[]>();
        for (int from = 0; from < pieces.length; from += BATCH) {
            try (var scope = Scope.open()) {
                vectors.addAll(Arrays.asList(embedder.embed(input(from, Math.min(from + BATCH, pieces.length)))));
            }
        }
        return vectors.toArray(float[][]::new);
    }

    private Input input(int from, int to) {
        int time = IntStream.range(from, to).map(i -> pieces[i].length).max().orElseThrow();
        var tokens = new long[(to - from) * time];
        Arrays.fill(tokens, padding);
        for (int row = 0; row < to - from; row++) {
            var piece = pieces[from + row];
            for (int i = 0; i < piece.length; i++) {
                tokens[row * time + i] = piece[i];
            }
        }
        return Input.of(Tensors.of(tokens, to - from, time));
    }
}
