package io.github.data2vec4j.vision;

/** One recolouring. Its factor says how much of the original is kept: 0 nothing, 1 all, above 1 exaggerated. */
sealed interface ColorStep {

    float factor();

    /** Mixes with black. */
    record Brightness(float factor) implements ColorStep {}

    /** Mixes with the mean grey of the whole picture. */
    record Contrast(float factor) implements ColorStep {}

    /** Mixes each pixel with its own grey. */
    record Saturation(float factor) implements ColorStep {}
}
