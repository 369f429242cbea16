package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import java.util.ArrayList;
import java.util.List;

/** The deviations of a side's top layers over the masked positions of all batches of an update. */
final class LayerDeviations {

    private final List<Deviation> layers = new ArrayList<>();

    /** @param outputs that count as targets, [batch, time, channel] each */
    void add(Mask mask, Targets targets, List<LayerOutput> outputs) {
        var top = targets.top(outputs);
        for (int i = 0; i < top.size(); i++) {
            if (layers.size() == i) {
                layers.add(new Deviation());
            }
            layers.get(i).add(mask.select(top.get(i)));
        }
    }

    /** [layer][channel] */
    List<double[]> ofChannels() {
        return layers.stream().map(Deviation::ofChannels).toList();
    }
}
