package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.data2vec.Targets;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.train.AdamW;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The numbers of a recorded run, from the object {@code config} of its {@code expected.json}. */
record RecordedMethod(Method method, AdamW.Config optimizer, double learningRate) {

    /**
     * Reads them.
     *
     * @param layers number of transformer blocks of the model
     * @throws IOException if one is missing, or asks for what data2vec4j cannot do
     */
    static RecordedMethod of(HubConfig config, Path file, int layers) throws IOException {
        int topLayers = config.integer("top_k");
        if (topLayers > layers) {
            throw config.wrong("top_k", "at most " + layers + ", the number of layers");
        }
        try {
            var method = new Method(
                    new Targets(topLayers, layer(config), norms(config, "per_layer_norm"), norms(config, "final_norm")),
                    new RegressionLoss(
                            config.number("loss_beta"),
                            config.has("loss_scale") ? config.number("loss_scale") : null,
                            reduction(config)),
                    new EmaDecay(
                            config.number("ema_start"), config.number("ema_end"), config.integer("ema_anneal_steps")),
                    config.number("clip_norm"),
                    new Spared(config.truth("no_decay_on_1d", false), List.of()));
            var optimizer = new AdamW.Config(
                    config.element("betas", 0),
                    config.element("betas", 1),
                    config.number("eps"),
                    AdamW.EpsilonAt.CORRECTED,
                    config.number("weight_decay"));
            return new RecordedMethod(method, optimizer, config.number("lr"));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Targets.Layer layer(HubConfig config) throws IOException {
        return switch (config.text("target", "")) {
            case "block_output" -> Targets.Layer.BLOCK_OUTPUT;
            case "ffn_output" -> Targets.Layer.FEED_FORWARD_OUTPUT;
            default -> throw config.wrong("target", "block_output or ffn_output");
        };
    }

    private static RegressionLoss.Over reduction(HubConfig config) throws IOException {
        return switch (config.text("reduction", "")) {
            case "mean" -> RegressionLoss.Over.MEAN;
            case "sum_dim_mean_masked" -> RegressionLoss.Over.SUM_CHANNELS;
            default -> throw config.wrong("reduction", "mean or sum_dim_mean_masked");
        };
    }

    private static List<Targets.Norm> norms(HubConfig config, String key) throws IOException {
        return switch (config.text(key, "none")) {
            case "none" -> List.of();
            case "layer" -> List.of(Targets.Norm.LAYER);
            case "instance" -> List.of(Targets.Norm.INSTANCE);
            case "batch" -> List.of(Targets.Norm.BATCH);
            case "group" -> List.of(Targets.Norm.GROUP);
            default -> throw config.wrong(key, "none, layer, instance, batch or group");
        };
    }
}
