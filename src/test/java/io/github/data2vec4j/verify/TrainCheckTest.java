package io.github.data2vec4j.verify;

import static io.github.data2vec4j.verify.CopiedFolder.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.OneThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class TrainCheckTest {

    private static final String VISION = "train/vision";
    private static final String AUDIO = "train/audio";
    private static final String TEXT = "train/text";

    @TempDir
    private Path temporary;

    private CopiedFolder copy() throws IOException {
        return copy(VISION);
    }

    private CopiedFolder copy(String name) throws IOException {
        return CopiedFolder.of(name, temporary);
    }

    private static List<Difference> wrong(CopiedFolder folder) throws IOException {
        return TrainCheck.run(folder.path()).stream()
                .filter(difference -> !difference.isWithinLimit())
                .toList();
    }

    // Ten updates with six numbers each. The teachers have no heads, and that of speech shares all that comes before
    // the
    // transformer.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            train/vision | 77  | 73 | head.1.weight | model.embeddings.mask_token     | encoder.relative_position_bias.relative_position_bias_table
            train/audio  | 104 | 76 | head.bias     | model.masked_spec_embed         | pos_conv_embed.layers.4.conv.weight
            train/text   | 73  | 69 | head.2.weight | model.embeddings.LayerNorm.bias | embeddings.word_embeddings.weight
            """)
    void everyUpdateAndEveryWeightIsThatOfPyTorch(
            String folder, int student, int teacher, String head, String embedding, String followed) throws Exception {
        var differences = TrainCheck.run(CopiedFolder.SAMPLES.resolve(folder));
        assertThat(differences).hasSize(10 * 6 + student + teacher);
        assertThat(differences)
                .extracting(Difference::name)
                .doesNotHaveDuplicates()
                .contains(
                        "step 1 loss",
                        "step 10 grad_norm",
                        "student " + head,
                        "student " + embedding,
                        "teacher " + followed);
        assertThat(differences).allMatch(Difference::isWithinLimit);
        // Not compared with itself; single numbers may agree to the bit, as the processor decides.
        assertThat(differences).anyMatch(difference -> difference.largest() > 0);
    }

    @Test
    void anotherNumberOfAStepIsFound() throws Exception {
        var folder = copy();
        folder.replace("expected.json", "0.26147568225860596", "0.26148568225860596");
        assertThat(wrong(folder)).extracting(Difference::name).containsExactly("step 3 loss");
    }

    @Test
    void anotherWeightAtTheEndIsFound() throws Exception {
        var folder = copy();
        folder.change(
                "end.safetensors", tensors -> tensor(tensors, "head.1.weight").add(64 * 2 + 9, 1e-4f));
        folder.change(
                "teacher_end.safetensors",
                tensors -> tensor(tensors, "embeddings.cls_token").add(63, -1e-4f));
        assertThat(wrong(folder))
                .extracting(difference -> difference.name() + " " + difference.place())
                .containsExactly("student head.1.weight at [2, 9]", "teacher embeddings.cls_token at [0, 0, 63]");
    }

    // The first gradient of this weight is a sixth of Adam's epsilon, and PyTorch itself moves it by up to 2e-4 more or
    // less, as the processor's way of summing decides. Its neighbour is an ordinary weight.
    @Test
    void onlyWhereRoundingCarriesFarIsMoreAllowed() throws Exception {
        var sensitive = "model.feature_extractor.conv_layers.2.conv.weight";
        int element = (3 * 32 + 30) * 3;
        var folder = copy(AUDIO);
        folder.change("end.safetensors", tensors -> tensor(tensors, sensitive).add(element, 1e-4f));
        assertThat(wrong(folder)).isEmpty();
        folder.change("end.safetensors", tensors -> tensor(tensors, sensitive).add(element + 1, 1e-4f));
        assertThat(wrong(folder))
                .extracting(difference -> difference.name() + " " + difference.place())
                .containsExactly("student " + sensitive + " at [3, 30, 1]");
        folder.change("end.safetensors", tensors -> tensor(tensors, sensitive).add(element, 4e-3f));
        assertThat(wrong(folder)).extracting(Difference::place).containsExactly("at [3, 30, 0]");
    }

    @Test
    void anotherStartIsAnotherRun() throws Exception {
        var folder = copy();
        folder.change(
                "start.safetensors", tensors -> tensor(tensors, "head.1.bias").add(3, 0.01f));
        assertThat(wrong(folder)).extracting(Difference::name).contains("step 1 loss", "student head.1.bias");
    }

    // Each of these numbers must reach the run.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "lr": 0.001                | "lr": 0.002                | step 2 loss
            "weight_decay": 0.05       | "weight_decay": 0.2        | student head.1.weight
            "eps": 1e-08               | "eps": 1e-03               | step 2 loss
            "no_decay_on_1d": true     | "no_decay_on_1d": false    | student head.0.weight
            "clip_norm": 3.0           | "clip_norm": 0.01          | student head.1.weight
            "top_k": 3                 | "top_k": 2                 | step 1 loss
            "block_output"             | "ffn_output"               | step 1 loss
            "per_layer_norm": "layer"  | "per_layer_norm": "instance" | step 1 loss
            "per_layer_norm": "layer"  | "per_layer_norm": "batch"  | step 1 loss
            "final_norm": "layer"      | "final_norm": "none"       | step 1 loss
            "final_norm": "layer"      | "final_norm": "group"      | step 1 loss
            "loss_beta": 2.0           | "loss_beta": 0.0           | step 1 loss
            "loss_scale": 1.0          | "loss_scale": null         | step 1 loss
            "mean"                     | "sum_dim_mean_masked"      | step 1 loss
            "ema_end": 0.99            | "ema_end": 0.9             | step 1 ema_decay
            """)
    void anotherMethodIsAnotherRun(String before, String after, String first) throws Exception {
        var folder = copy();
        folder.replace("expected.json", before, after);
        assertThat(wrong(folder)).extracting(Difference::name).contains(first);
    }

    @Test
    void theTeacherFollowsAsLongAsItIsTold() throws Exception {
        var folder = copy();
        folder.replace("expected.json", "\"ema_start\": 0.99", "\"ema_start\": 0.98");
        folder.replace("expected.json", "\"ema_anneal_steps\": 1", "\"ema_anneal_steps\": 4");
        assertThat(wrong(folder))
                .extracting(Difference::name)
                .contains("step 1 ema_decay", "step 3 ema_decay")
                .doesNotContain("step 4 ema_decay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "expected.json",
                "start.safetensors",
                "batches.safetensors",
                "end.safetensors",
                "teacher_end.safetensors"
            })
    void aMissingFileIsNamed(String file) throws Exception {
        var folder = copy();
        Files.delete(folder.file(file));
        assertRefused(folder, file);
    }

    @Test
    void brokenFilesAreNamed() throws Exception {
        var folder = copy();
        folder.replace("expected.json", "\"steps\": [", "\"steps\": [,");
        assertRefused(folder, "expected.json", "line 24: not valid JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "lr": 0.001,             |                              | lacks the key lr
            "lr": 0.001              | "lr": "fast"                 | lr must be a number, is "fast"
            "top_k": 3               | "top_k": 5                   | top_k must be at most 4, the number of layers, is 5
            "top_k": 3               | "top_k": 0                   | topLayers must be at least 1, is 0
            "top_k": 3               | "top_k": 2.5                 | top_k must be a whole number, is 2.5
            "block_output"           | "attention"                  | target must be block_output or ffn_output, is "attention"
            "target": "block_output", |                             | target must be block_output or ffn_output, is missing
            "final_norm": "layer"    | "final_norm": "spectral"     | final_norm must be none, layer, instance, batch or group, is "spectral"
            "mean"                   | "sum"                        | reduction must be mean or sum_dim_mean_masked, is "sum"
            "loss_beta": 2.0         | "loss_beta": -2.0            | beta must not be negative, is -2.0
            "ema_end": 0.99          | "ema_end": 99                | a decay is from 0 to 1, not 0.99 to 99.0
            "eps": 1e-08             | "eps": 0                     | epsilon must be above 0
            "shared": "nothing"      | "shared": "positions"        | shared is 'positions', only 'nothing' is supported
            "betas": [               | "betas": 0.9, "rest": [      | betas must be an array of numbers, is 0.9
            "no_decay_on_1d": true   | "no_decay_on_1d": 1          | no_decay_on_1d must be true or false, is 1
            "config": {              | "setup": {                   | config must be an object, is missing
            "steps": [               | "steps": 10, "rest": [       | steps must be an array, is 10
            "steps": [               | "steps": [], "rest": [       | steps must be an array of at least one step
            """)
    void whatCannotBeRepeatedIsNamed(String before, String after, String reason) throws Exception {
        var folder = copy();
        folder.replace("expected.json", before, after == null ? "" : after);
        assertRefused(folder, "expected.json", reason);
    }

    @Test
    void anotherKindOfModelIsRefused() throws Exception {
        var folder = copy();
        folder.replace("config.json", "\"data2vec-vision\"", "\"beit\"");
        assertRefused(
                folder,
                "config.json",
                "model_type must be data2vec-audio, data2vec-text or data2vec-vision, is \"beit\"");
        folder.replace("config.json", "\"model_type\": \"beit\",", "");
        assertRefused(
                folder,
                "config.json",
                "model_type must be data2vec-audio, data2vec-text or data2vec-vision, is missing");
    }

    // Numbers and kinds of sharing must reach the runs on speech and text too. Of what both share the teacher is a step
    // ahead, which the second step's loss shows.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            train/audio | projection, positional conv"  | projection"           | step 2 loss
            train/audio | "per_layer_norm": "instance"  | "per_layer_norm": "layer" | step 1 loss
            train/audio | "ffn_output"                  | "block_output"        | step 1 loss
            train/audio | "loss_scale": null            | "loss_scale": 1.0     | step 1 loss
            train/audio | "weight_decay": 0.01          | "weight_decay": 0.2   | student head.weight
            train/audio | "no_decay_on_1d": false       | "no_decay_on_1d": true | student model.encoder.layer_norm.weight
            train/text  | "token and position embeddings, embedding layer norm" | "nothing" | step 2 loss
            train/text  | "loss_beta": 4.0              | "loss_beta": 0.0      | step 1 loss
            train/text  | "reduction": "sum_dim_mean_masked" | "reduction": "mean" | step 1 loss
            """)
    void anotherMethodIsAnotherRunOfSpeechAndText(String name, String before, String after, String first)
            throws Exception {
        var folder = copy(name);
        folder.replace("expected.json", before, after);
        assertThat(wrong(folder)).extracting(Difference::name).contains(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            train/audio | positional conv" | positions" | shared must be 'feature encoder, projection, positional conv' or 'feature encoder, projection', is "feature encoder, projection, positions"
            train/audio | "shared": "feature encoder, projection, positional conv" | "shared": 1 | shared must be a text, is 1
            train/audio | "top_k": 3       | "top_k": 5 | top_k must be at most 4, the number of layers, is 5
            train/text  | "token and position embeddings, embedding layer norm" | "everything" | shared must be 'token and position embeddings, embedding layer norm' or 'nothing', is "everything"
            train/text  | GELU, Linear(2D,D)" | ReLU, Linear(2D,D)" | head must be 'Linear(D,2D), GELU, Linear(2D,D)' or 'Linear(D,D)', is "Linear(D,2D), ReLU, Linear(2D,D)"
            train/text  | "Linear(D,2D), GELU, Linear(2D,D)" | 2 | head must be a text, is 2
            """)
    void whatCannotBeRepeatedOfSpeechAndTextIsNamed(String name, String before, String after, String reason)
            throws Exception {
        var folder = copy(name);
        folder.replace("expected.json", before, after);
        assertRefused(folder, "expected.json", reason);
    }

    @Test
    void aHeadOfOneLayerHasOtherWeights() throws Exception {
        var folder = copy(TEXT);
        folder.replace("expected.json", "Linear(D,2D), GELU, Linear(2D,D)", "Linear(D,D)");
        assertRefused(folder, "start.safetensors", "'head.0.weight' has shape [128, 64], the model needs [64, 64]");
    }

    @Test
    void withoutWordOnSharingTheUsualIsShared() throws Exception {
        var folder = copy(AUDIO);
        folder.replace("expected.json", "\"shared\": \"feature encoder, projection, positional conv\"", "\"rest\": 0");
        assertThat(wrong(folder)).isEmpty();
    }

    @Test
    void textsThatTheModelCannotReadAreNamed() throws Exception {
        var folder = copy(TEXT);
        folder.change(
                "batches.safetensors",
                // The last byte but six of the first token: 256 * 256 times what is there.
                tensors -> tensor(tensors, "batch1.source_tokens").data()[2] = 1);
        assertRefused(
                folder, "batches.safetensors", "'batch1.source_tokens' has a token outside of the vocabulary of 150");
        folder.change(
                "batches.safetensors",
                tensors -> tensors.computeIfPresent("batch0.source_tokens", (name, text) -> text.shaped(2, 96)));
        assertRefused(folder, "batches.safetensors", "'batch0.source_tokens' is longer than the model's 64 positions");
    }

    @Test
    void masksOfSpeechAndTextHaveTheShapeOfTheirSequence() throws Exception {
        var folder = copy(AUDIO);
        folder.change(
                "batches.safetensors",
                tensors -> tensors.computeIfPresent("batch0.mask", (name, mask) -> mask.shaped(1, 111)));
        assertRefused(folder, "batches.safetensors", "'batch0.mask' has shape [1, 111], the model needs [3, 37]");
    }

    @Test
    void speechTooShortForAFrameIsNamed() throws Exception {
        var folder = copy(AUDIO);
        folder.change(
                "batches.safetensors",
                tensors -> tensors.computeIfPresent("batch0.input_values", (name, speech) -> speech.shaped(360, 100)));
        assertRefused(folder, "batches.safetensors", "'batch0.input_values' is too short for one frame");
    }

    @Test
    void speechNeedsAMaskTokenToo() throws Exception {
        var folder = copy(AUDIO);
        folder.replace("config.json", "\"mask_time_prob\": 0.065", "\"mask_time_prob\": 0.0");
        for (var file : new String[] {"start.safetensors", "end.safetensors"}) {
            folder.change(file, tensors -> tensors.remove("model.masked_spec_embed"));
        }
        assertRefused(folder, "batches.safetensors", "'batch0.mask' needs a model with a mask token");
    }

    @Test
    void aStartThatIsIncompleteIsRefused() throws Exception {
        var folder = copy();
        folder.change("start.safetensors", tensors -> tensors.remove("head.0.bias"));
        assertRefused(folder, "start.safetensors", "no tensor 'head.0.bias'");
    }

    @Test
    void batchesOfAnotherShapeAreNamed() throws Exception {
        var folder = copy();
        folder.change(
                "batches.safetensors",
                tensors -> tensors.computeIfPresent("batch1.mask", (name, mask) -> mask.shaped(2, 72)));
        assertRefused(folder, "batches.safetensors", "'batch1.mask' has shape [2, 72], the model needs [4, 36]");
        folder.change("batches.safetensors", tensors -> tensors.remove("batch1.mask"));
        assertRefused(folder, "batches.safetensors", "no tensor batch1.mask");
    }

    @Test
    void weightsAtTheEndAreThoseOfTheModel() throws Exception {
        var folder = copy();
        folder.change(
                "teacher_end.safetensors",
                tensors -> tensors.put("pooler.weight", tensor(tensors, "embeddings.cls_token")));
        assertRefused(folder, "teacher_end.safetensors", "'pooler.weight' is no parameter of the model");
        folder.change("end.safetensors", tensors -> tensors.remove("head.0.bias"));
        assertRefused(folder, "end.safetensors", "no tensor head.0.bias");
    }

    @Test
    void aWeightOfAnotherShapeIsADifference() throws Exception {
        var folder = copy();
        folder.change(
                "end.safetensors",
                tensors -> tensors.computeIfPresent("head.0.bias", (name, bias) -> bias.shaped(8, 8)));
        assertThat(wrong(folder)).singleElement().satisfies(difference -> {
            assertThat(difference.name()).isEqualTo("student head.0.bias");
            assertThat(difference.place()).isEqualTo("shape [64] instead of [8, 8]");
        });
    }

    private static void assertRefused(CopiedFolder folder, String file, String... reasons) {
        var complaint = assertThatThrownBy(() -> TrainCheck.run(folder.path()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.file(file).toString());
        for (var reason : reasons) {
            complaint.hasMessageContaining(reason);
        }
    }
}
