package io.github.data2vec4j.audio;

import io.github.data2vec4j.nn.Convolution;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** From a waveform to features, about fifty a second (wav2vec 2.0; Baevski et al., 2020). */
final class FeatureEncoder {

    private static final double EPSILON = 1e-5;

    private record Layer(Convolution convolution, LayerNorm norm) {}

    private final List<Layer> layers = new ArrayList<>();

    FeatureEncoder(Parameters at, AudioConfig encoder) {
        int in = 1;
        for (int i = 0; i < encoder.convolutions().size(); i++) {
            var config = encoder.convolutions().get(i);
            var place = at.at("conv_layers").at(i);
            // Kaiming's normal start for what follows a rectifier.
            var weights = Init.normal(Math.sqrt(2.0 / (in * config.kernel())));
            layers.add(new Layer(
                    Convolution.valid(
                            place.at("conv"),
                            in,
                            config.channels(),
                            config.kernel(),
                            config.stride(),
                            weights,
                            encoder.convolutionKernel()),
                    new LayerNorm(place.at("layer_norm"), config.channels(), EPSILON)));
            in = config.channels();
        }
    }

    /**
     * Computes the features.
     *
     * @param waveform [batch, sample]
     * @return [batch, time, channel]
     */
    Tensor apply(Tensor waveform) {
        var current = waveform.unsqueeze(-1);
        for (var layer : layers) {
            current = Functional.gelu(layer.norm.apply(layer.convolution.apply(current)));
        }
        return current;
    }
}
