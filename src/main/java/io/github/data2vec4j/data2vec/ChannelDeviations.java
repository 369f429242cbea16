package io.github.data2vec4j.data2vec;

import java.util.List;

/**
 * The standard deviation of each channel over the masked positions of an update.
 *
 * @param targets of the targets, [channel]
 * @param predictions of the predictions, [channel]
 * @param teacherLayers of each teacher's block that makes up the targets, before anything is normalised, which would
 *     hide what it evens out: [layer][channel], the last block last
 * @param studentLayers of the same blocks of the student; empty where layer drop left one out in each batch
 * @param firstLayer number of the first of these blocks, from 0
 */
public record ChannelDeviations(
        double[] targets,
        double[] predictions,
        List<double[]> teacherLayers,
        List<double[]> studentLayers,
        int firstLayer) {

    public ChannelDeviations {
        teacherLayers = List.copyOf(teacherLayers);
        studentLayers = List.copyOf(studentLayers);
    }
}
