package io.github.data2vec4j.vision;

/** A part of a picture, in pixels from its top left corner. */
record CropBox(int left, int top, int width, int height) {}
