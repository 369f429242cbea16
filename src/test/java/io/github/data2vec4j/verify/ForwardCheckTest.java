package io.github.data2vec4j.verify;

import static io.github.data2vec4j.verify.CopiedFolder.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.OneThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class ForwardCheckTest {

    private static final String SHARED = "forward/vision-shared-bias";

    @TempDir
    private Path temporary;

    private CopiedFolder copy() throws IOException {
        return CopiedFolder.of(SHARED, temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, "forward/vision-layer-bias"})
    void everyLayerIsThatOfPyTorch(String folder) throws Exception {
        var differences = ForwardCheck.run(CopiedFolder.SAMPLES.resolve(folder));
        assertThat(differences)
                .extracting(Difference::name)
                .containsExactlyInAnyOrder(
                        "unmasked.hidden_states.0",
                        "unmasked.hidden_states.1",
                        "unmasked.hidden_states.2",
                        "unmasked.hidden_states.3",
                        "unmasked.hidden_states.4",
                        "unmasked.last_hidden_state",
                        "masked.last_hidden_state");
        assertThat(differences).allMatch(Difference::isWithinLimit);
        // Nothing is that equal by chance, and nothing is compared with itself.
        assertThat(differences).allMatch(difference -> difference.limit() == 2e-5);
        // Not compared with itself; single outputs may agree to the bit, as the processor decides.
        assertThat(differences).anyMatch(difference -> difference.largest() > 0);
    }

    /** Padded speech, with and without masked positions; padded text. */
    @ParameterizedTest
    @CsvSource({"forward/audio, 8", "forward/text, 6"})
    void speechAndTextAreThoseOfPyTorch(String folder, int outputs) throws Exception {
        var differences = ForwardCheck.run(CopiedFolder.SAMPLES.resolve(folder));
        assertThat(differences).hasSize(outputs).allMatch(Difference::isWithinLimit);
        assertThat(differences).anyMatch(difference -> difference.largest() > 0);
    }

    @Test
    void oneChangedOutputIsFound() throws Exception {
        var folder = copy();
        // Element [1, 3, 5] of [2, 37, 64].
        folder.change(
                "case.safetensors",
                tensors -> tensor(tensors, "unmasked.hidden_states.2").add(37 * 64 + 3 * 64 + 5, 1e-3f));
        var wrong = ForwardCheck.run(folder.path()).stream()
                .filter(difference -> !difference.isWithinLimit())
                .toList();
        assertThat(wrong).singleElement().satisfies(difference -> {
            assertThat(difference.name()).isEqualTo("unmasked.hidden_states.2");
            assertThat(difference.place()).isEqualTo("at [1, 3, 5]");
            assertThat(difference.largest()).isBetween(0.9e-3, 1.1e-3);
        });
    }

    @Test
    void oneChangedWeightIsFoundFromItsLayerOn() throws Exception {
        var folder = copy();
        folder.change(
                "model.safetensors",
                tensors -> tensor(tensors, "encoder.layer.2.attention.output.dense.weight")
                        .add(70, 0.5f));
        assertThat(ForwardCheck.run(folder.path()).stream()
                        .filter(difference -> !difference.isWithinLimit())
                        .map(Difference::name))
                .containsExactlyInAnyOrder(
                        "unmasked.hidden_states.3",
                        "unmasked.hidden_states.4",
                        "unmasked.last_hidden_state",
                        "masked.last_hidden_state");
    }

    @Test
    void theMaskCounts() throws Exception {
        var folder = copy();
        folder.change(
                "case.safetensors",
                tensors -> tensor(tensors, "bool_masked_pos").data()[7] ^= 1);
        assertThat(ForwardCheck.run(folder.path()).stream()
                        .filter(difference -> !difference.isWithinLimit())
                        .map(Difference::name))
                .containsExactly("masked.last_hidden_state");
    }

    @Test
    void withoutAMaskTheRestIsCompared() throws Exception {
        var folder = copy();
        folder.change("case.safetensors", tensors -> {
            tensors.remove("bool_masked_pos");
            tensors.remove("masked.last_hidden_state");
        });
        assertThat(ForwardCheck.run(folder.path())).hasSize(6).allMatch(Difference::isWithinLimit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "case.safetensors"})
    void aMissingFileIsNamed(String file) throws Exception {
        var folder = copy();
        Files.delete(folder.file(file));
        assertRefused(folder, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "case.safetensors"})
    void aFileThatIsCutOffIsNamed(String file) throws Exception {
        var folder = copy();
        var bytes = Files.readAllBytes(folder.file(file));
        Files.write(folder.file(file), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(folder, file);
    }

    @Test
    void anotherKindOfModelIsRefused() throws Exception {
        var folder = copy();
        folder.replace("config.json", "\"data2vec-vision\"", "\"beit\"");
        assertRefused(folder, "config.json", "model_type must be data2vec-audio, data2vec-text or data2vec-vision");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hidden_size": 64          | "hidden_size": 66          | width 66 cannot be shared by 4 heads
            "hidden_size": 64          | "hidden_size": "64"        | hidden_size must be a whole number, is "64"
            "image_size": 48           | "image_size": 50           | imageSize 50 is no multiple of patchSize 8
            "hidden_dropout_prob": 0.0 | "hidden_dropout_prob": 1.0 | dropout is in [0, 1), not 1.0
            "hidden_act": "gelu"       | "hidden_act": "relu"       | hidden_act is 'relu', only 'gelu' is supported
            """)
    void aModelThatCannotBeIsRefused(String before, String after, String reason) throws Exception {
        var folder = copy();
        folder.replace("config.json", before, after);
        assertRefused(folder, "config.json", reason);
    }

    @Test
    void weightsOfAnotherShapeAreNamed() throws Exception {
        var folder = copy();
        folder.replace("config.json", "\"intermediate_size\": 128", "\"intermediate_size\": 256");
        assertRefused(
                folder,
                "model.safetensors",
                "'encoder.layer.0.intermediate.dense.weight' has shape [128, 64], the model needs [256, 64]");
    }

    @Test
    void missingAndSuperfluousWeightsAreNamed() throws Exception {
        var folder = copy();
        folder.replace("config.json", "\"use_mask_token\": true", "\"use_mask_token\": false");
        assertRefused(folder, "model.safetensors", "tensors that the model lacks: embeddings.mask_token");
        folder.replace("config.json", "\"use_mask_token\": false", "\"use_mask_token\": true");
        folder.replace("config.json", "\"num_hidden_layers\": 4", "\"num_hidden_layers\": 5");
        assertRefused(folder, "model.safetensors", "no tensor 'encoder.layer.4.");
    }

    @Test
    void picturesOfAnotherShapeAreNamed() throws Exception {
        var folder = copy();
        folder.change(
                "case.safetensors",
                tensors -> tensors.computeIfPresent("pixel_values", (name, pixels) -> pixels.shaped(2, 3, 2304)));
        assertRefused(
                folder, "case.safetensors", "'pixel_values' has shape [2, 3, 2304], the model needs [any, 3, 48, 48]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,72", "72", "36,2", "3,24"})
    void masksOfAnotherShapeAreNamed(String shape) throws Exception {
        var folder = copy();
        var sizes =
                Arrays.stream(shape.split(",", -1)).mapToLong(Long::parseLong).toArray();
        folder.change(
                "case.safetensors",
                tensors -> tensors.computeIfPresent("bool_masked_pos", (name, mask) -> mask.shaped(sizes)));
        assertRefused(
                folder,
                "case.safetensors",
                "'bool_masked_pos' has shape " + Arrays.toString(sizes) + ", the model needs [2, 36]");
    }

    @Test
    void aMaskOfNothingIsRefused() throws Exception {
        var folder = copy();
        folder.change(
                "case.safetensors",
                tensors -> Arrays.fill(tensor(tensors, "bool_masked_pos").data(), (byte) 0));
        assertRefused(folder, "case.safetensors", "'bool_masked_pos': nothing is masked");
    }

    @Test
    void aMaskNeedsAMaskToken() throws Exception {
        var folder = copy();
        folder.replace("config.json", "\"use_mask_token\": true", "\"use_mask_token\": false");
        folder.change("model.safetensors", tensors -> tensors.remove("embeddings.mask_token"));
        assertRefused(folder, "case.safetensors", "'bool_masked_pos' needs a model with a mask token");
    }

    @Test
    void outputsThatNobodyKnowsAreNamed() throws Exception {
        var folder = copy();
        folder.change(
                "case.safetensors",
                tensors -> tensors.put("unmasked.pooler_output", tensor(tensors, "unmasked.last_hidden_state")));
        assertRefused(
                folder,
                "case.safetensors",
                "'unmasked.pooler_output' is not known; known are masked.hidden_states.0, masked.hidden_states.1");
    }

    @Test
    void aCaseWithoutOutputsIsNoCase() throws Exception {
        var folder = copy();
        folder.change(
                "case.safetensors",
                tensors ->
                        tensors.keySet().removeIf(name -> name.startsWith("masked.") || name.startsWith("unmasked.")));
        assertRefused(folder, "case.safetensors", "no other output");
    }

    private static void assertRefused(CopiedFolder folder, String file, String... reasons) {
        var complaint = assertThatThrownBy(() -> ForwardCheck.run(folder.path()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.file(file).toString());
        for (var reason : reasons) {
            complaint.hasMessageContaining(reason);
        }
    }
}
