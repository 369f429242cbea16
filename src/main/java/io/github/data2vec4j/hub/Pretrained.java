package io.github.data2vec4j.hub;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.audio.AudioEncoder;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextEncoder;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionEncoder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An encoder from a folder in Hugging Face's layout: {@code config.json} and {@code model.safetensors}. It owns its
 * weights; {@link #close} releases them.
 */
public final class Pretrained implements AutoCloseable {

    /** What an encoder is made by. */
    public sealed interface Shape {

        /**
         * Reads what a {@code config.json} describes.
         *
         * @throws IOException if it is missing or broken, or describes something else
         */
        static Shape read(Path configJson) throws IOException {
            var json = new HubConfig(configJson);
            return switch (json.text("model_type", "")) {
                case AudioHub.MODEL_TYPE -> new Audio(AudioHub.read(configJson));
                case TextHub.MODEL_TYPE -> new Text(TextHub.read(configJson));
                case VisionHub.MODEL_TYPE -> new Vision(VisionHub.read(configJson));
                default ->
                    throw json.wrong(
                            "model_type",
                            String.join(", ", AudioHub.MODEL_TYPE, TextHub.MODEL_TYPE) + " or " + VisionHub.MODEL_TYPE);
            };
        }

        /** Of an encoder of speech. */
        record Audio(AudioConfig config) implements Shape {}

        /** Of an encoder of text. */
        record Text(TextConfig config) implements Shape {}

        /** Of an encoder of pictures. */
        record Vision(VisionConfig config) implements Shape {}
    }

    private final Shape shape;
    private final ParameterStore weights = new ParameterStore();
    private final Encoder encoder;

    private Pretrained(Shape shape) {
        this.shape = shape;
        encoder = encoder(shape, weights.root());
        weights.allocateFrozen(parameter -> Group.DECAYED);
    }

    private static Encoder encoder(Shape shape, Parameters at) {
        return switch (shape) {
            case Shape.Audio audio -> new AudioEncoder(at, audio.config());
            case Shape.Text text -> new TextEncoder(at, text.config());
            case Shape.Vision vision -> new VisionEncoder(at, vision.config());
        };
    }

    /**
     * Reads an encoder and its weights.
     *
     * @throws IOException if a file is missing or broken, or holds something else
     */
    public static Pretrained load(Path folder) throws IOException {
        var file = folder.resolve("model.safetensors");
        var model = new Pretrained(Shape.read(folder.resolve("config.json")));
        try (var reader = SafetensorsReader.open(file)) {
            Weights.load(reader, file, model.weights, name -> name);
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * An encoder of the same shape that has learnt nothing.
     *
     * @param seed of its weights
     * @throws IOException if {@code config.json} is missing or broken
     */
    public static Pretrained random(Path folder, long seed) throws IOException {
        var model = new Pretrained(Shape.read(folder.resolve("config.json")));
        model.weights.initialise(seed);
        return model;
    }

    public Shape shape() {
        return shape;
    }

    public Encoder encoder() {
        return encoder;
    }

    @Override
    public void close() {
        weights.close();
    }
}
