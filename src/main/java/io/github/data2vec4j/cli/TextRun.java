package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.hub.TextHub;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.text.BlockSource;
import io.github.data2vec4j.text.BreakMode;
import io.github.data2vec4j.text.MaskedText;
import io.github.data2vec4j.text.TeacherInput;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextEncoder;
import io.github.data2vec4j.text.TextModality;
import io.github.data2vec4j.text.TokenMasking;
import io.github.data2vec4j.text.Tokenizer;
import io.github.data2vec4j.track.Tracking;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A configuration file for pretraining on text.
 *
 * @param modality what is pretrained
 * @param seed of everything random
 * @param model the network
 * @param head what predicts the targets
 * @param teacher what it reads, and what it shares with the student
 * @param masking which tokens the student does not see
 * @param blocks how text is cut
 * @param batches how much a batch holds
 * @param reading how the corpus is read
 * @param method targets, loss and teacher
 * @param optimizer the numbers of AdamW
 * @param learningRate its course
 * @param collapse when a run is stopped
 * @param checkpoints when a run is saved
 * @param tracking what is written for TensorBoard
 * @param training how long and how fast
 */
record TextRun(
        RunKind modality,
        long seed,
        TextConfig model,
        Head head,
        Teacher teacher,
        TokenMasking masking,
        Blocks blocks,
        BlockSource.Batches batches,
        Reading reading,
        Method method,
        AdamW.Config optimizer,
        LearningRate learningRate,
        Collapse collapse,
        Checkpoints checkpoints,
        Tracking tracking,
        Pretrainer.Config training)
        implements PretrainRun {

    /**
     * What predicts the targets.
     *
     * @param layers linear layers, with a GELU between each two
     */
    record Head(int layers) {

        Head {
            if (layers < 1) {
                throw ConfigException.of("layers", "must be at least 1, is " + layers);
            }
        }
    }

    /**
     * The teacher's side.
     *
     * @param input what of a text it reads: all, or the masked tokens alone
     * @param sharesEmbeddings whether it uses the student's embeddings, instead of averaging them
     */
    record Teacher(TeacherInput input, boolean sharesEmbeddings) {}

    /**
     * How text is cut.
     *
     * @param breakMode where a block may end
     * @param maxTokens tokens of the longest block
     */
    record Blocks(BreakMode breakMode, int maxTokens) {

        Blocks {
            if (maxTokens < 3) {
                throw ConfigException.of("maxTokens", "must be at least 3, is " + maxTokens);
            }
        }
    }

    TextRun {
        PretrainRun.check(model.layers(), method, learningRate, training);
        if (blocks.maxTokens() > model.longestText()) {
            throw ConfigException.of(
                    "blocks.maxTokens",
                    "must be at most " + model.longestText() + ", for which model.positions has room, is "
                            + blocks.maxTokens());
        }
        if (batches.maxTokens() < blocks.maxTokens()) {
            throw ConfigException.of(
                    "batches.maxTokens",
                    "must be at least blocks.maxTokens, " + blocks.maxTokens() + ", is " + batches.maxTokens());
        }
    }

    @Override
    public Encoder encoder(Parameters at) {
        return new TextEncoder(at, model);
    }

    @Override
    public String batchKeys() {
        return "batches.maxTokens (or blocks.maxTokens, where a batch is one long text)";
    }

    @Override
    public Corpus corpus(DataPlaces places) throws IOException {
        var shards = new RunTokens(model, places, reading).open();
        try {
            var cut = shards.blocks(blocks.breakMode(), blocks.maxTokens());
            return new Corpus(
                    new TextModality(
                            model,
                            shards.vocabulary(),
                            masking,
                            head.layers(),
                            teacher.sharesEmbeddings(),
                            teacher.input()),
                    new BlockSource(cut, batches),
                    new MaskedText(shards.tokenizer()),
                    String.format(
                            Locale.ROOT,
                            "%,d text files, %,d tokens in %,d blocks",
                            shards.sources().size(),
                            cut.tokens(),
                            cut.size()),
                    folder -> {
                        TextHub.write(folder.resolve("config.json"), model, shards.vocabulary());
                        Files.copy(
                                shards.tokenizer(),
                                folder.resolve(Tokenizer.FILE),
                                StandardCopyOption.REPLACE_EXISTING);
                    },
                    shards::close);
        } catch (IOException | RuntimeException e) {
            shards.close();
            throw e;
        }
    }
}
