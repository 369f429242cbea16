package io.github.data2vec4j.vision;

import java.util.List;

/**
 * What was drawn for one showing of a picture.
 *
 * @param steps recolourings, the first one first
 * @param flipped whether left and right are exchanged
 * @param box what is shown of the picture at full scale, before it is flipped
 */
record View(List<ColorStep> steps, boolean flipped, CropBox box) {

    /** The smallest scale of the picture at which each of size times size pixels still has one of its own. */
    double leastScale(int size) {
        return (double) size / Math.min(box.width(), box.height());
    }
}
