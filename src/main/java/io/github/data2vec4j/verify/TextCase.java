package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.text.TeacherInput;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextModality;
import io.github.data2vec4j.text.TokenMasking;
import io.github.data2vec4j.text.Vocabulary;
import java.io.IOException;
import java.util.stream.IntStream;

/** A run of Data2VecTextModel. */
record TextCase(TextConfig config, int headLayers, boolean sharesEmbeddings) implements TrainCase {

    private static final String EMBEDDINGS = "token and position embeddings, embedding layer norm";
    private static final String NOTHING = "nothing";
    private static final String ONE_LAYER = "Linear(D,D)";
    private static final String TWO_LAYERS = "Linear(D,2D), GELU, Linear(2D,D)";

    /** @throws IOException if the run has another head, or shares other modules, than ours can */
    static TextCase of(TextConfig config, HubConfig run) throws IOException {
        int headLayers = switch (run.text("head", TWO_LAYERS)) {
            case TWO_LAYERS -> 2;
            case ONE_LAYER -> 1;
            default -> throw run.wrong("head", "'" + TWO_LAYERS + "' or '" + ONE_LAYER + "'");
        };
        return switch (run.text("shared", EMBEDDINGS)) {
            case EMBEDDINGS -> new TextCase(config, headLayers, true);
            case NOTHING -> new TextCase(config, headLayers, false);
            default -> throw run.wrong("shared", "'" + EMBEDDINGS + "' or '" + NOTHING + "'");
        };
    }

    @Override
    public Modality modality() {
        return new TextModality(
                config, vocabulary(), TokenMasking.spans(), headLayers, sharesEmbeddings, TeacherInput.FULL);
    }

    // Tokens are recorded as numbers; beside the padding it does not matter which of them are special.
    private Vocabulary vocabulary() {
        int padding = config.paddingToken();
        var others = IntStream.range(0, 4).filter(token -> token != padding).toArray();
        return Vocabulary.of(config.vocabulary(), others[0], padding, others[1], others[2]);
    }

    @Override
    public int layers() {
        return config.layers();
    }

    @Override
    public String teacherPrefix() {
        return "model.";
    }

    @Override
    public Views views(Recording batches, String batch) throws IOException {
        var source = batches.tokens(batch + "source_tokens", config);
        var target = batches.tokens(batch + "target_tokens", config);
        var mask = batches.mask(batch + "mask", source.size(0), source.size(1));
        return new Views(Input.of(source), Input.of(target), mask);
    }
}
